import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { commandLine } from "../../../src/config/invocation.js";
import { makeFolder, removeFolder } from "../../program.js";

let cwd: string;
beforeEach(async () => {
  cwd = await makeFolder();
});
afterEach(() => removeFolder(cwd));

const line = (program: string, env: Record<string, string> = {}, command: string | undefined = "bench") =>
  commandLine(command, "--help", { env, cwd, program });

describe("What is said to be run next works where its reader is:", () => {
  test("by npm where the project has a script for the command, with the two dashes", () => {
    const scripts = { bench: "tsc -b && node dist/src/cli.js bench", db: "psql", compare: "ormeter compare" };
    writeFileSync(join(cwd, "package.json"), JSON.stringify({ scripts }));
    const program = join(cwd, "dist/src/cli.js");
    expect(line(program)).toBe("npm run bench -- --help");
    expect(commandLine("bench", "", { env: {}, cwd, program })).toBe("npm run bench");
    expect(line(program, {}, "compare")).toBe("npm run compare -- --help");
    // A script of that name that runs something else, and none at all.
    expect(line(program, {}, "db")).toBe("node dist/src/cli.js db --help");
    expect(line(program, {}, "constructor")).toBe("node dist/src/cli.js constructor --help");
  });

  test("by npx where ormeter is one of the project's packages", () => {
    const bin = join(cwd, "node_modules", ".bin");
    mkdirSync(bin, { recursive: true });
    writeFileSync(join(bin, "ormeter"), "");
    expect(line(join(bin, "ormeter"))).toBe("npx ormeter bench --help");
  });

  test("by its name where it is on PATH", () => {
    expect(line("/usr/bin/ormeter", { PATH: "/bin:/usr/bin" })).toBe("ormeter bench --help");
    expect(line("/opt/ormeter", { PATH: "/bin:/usr/bin" })).toBe("node /opt/ormeter bench --help");
  });

  test("as it was started otherwise, as a shell takes it", () => {
    expect(commandLine(undefined, "--help", { env: {}, cwd, program: "/it's/a b/cli.js" })).toBe(
      `node '/it'\\''s/a b/cli.js' --help`,
    );
  });
});
