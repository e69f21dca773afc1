import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { transform } from "esbuild";
import ts from "typescript";
import { packageRoot } from "../../src/config/project.js";
import { BenchProject } from "./bench-project.js";

/** The one example of docs/writing-a-pattern.md, and the file that it says it is. */
const page = await readFile(join(packageRoot(), "docs", "writing-a-pattern.md"), "utf8");
const [, code = ""] = /```ts\n(.*?)```/s.exec(page) ?? [];
const [, id = ""] = /^\/\/ bench\/(\S+)\.ts\n/.exec(code) ?? [];

describe("The pattern that docs/writing-a-pattern.md shows", () => {
  test("compiles in the folder where it says it lies", () => {
    const file = join(packageRoot(), "bench", `${id}.ts`);
    const config = ts.readConfigFile(join(packageRoot(), "tsconfig.json"), (path) => ts.sys.readFile(path));
    const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, packageRoot());
    const host = ts.createCompilerHost(options);
    const [readFileOnDisk, existsOnDisk] = [host.readFile.bind(host), host.fileExists.bind(host)];
    host.readFile = (path) => (path === file ? code : readFileOnDisk(path));
    host.fileExists = (path) => path === file || existsOnDisk(path);
    const wrong = ts.getPreEmitDiagnostics(ts.createProgram([file], options, host));
    expect(wrong.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"))).toEqual([]);
  });

  test("reads, with its option too, what the others read", async () => {
    const project = await BenchProject.create();
    try {
      await project.addFile(id, (await transform(code, { loader: "ts" })).code);
      const name = id.slice(id.indexOf("/") + 1);
      const { code: exitCode, result } = await project.bench(
        `--patterns=pg/query,${id},${name}:slices=4`,
        "--rows=1000",
        "--rounds=1",
      );
      expect(exitCode).toBe(0);
      expect(result.trials.map(({ outcome }) => outcome.kind)).toEqual(["completed", "completed", "completed"]);
      expect(result.equivalence.kind).toBe("same");
    } finally {
      await project.remove();
    }
  });
});
