import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseVariant } from "../../../src/config/variant-specs.js";
import { UsageError } from "../../../src/errors.js";
import { projectPackages } from "../../../src/project/clients.js";
import type { Packages } from "../../../src/project/packages.js";
import { makeFolder, removeFolder } from "../../program.js";

describe("variant specs", () => {
  let cwd: string;
  let known: Packages;
  beforeAll(async () => {
    cwd = await makeFolder();
    known = await projectPackages();
    await writeFile(join(cwd, "local.tgz"), "");
    await mkdir(join(cwd, "fork"));
    await writeFile(join(cwd, "fork", "package.json"), "{}");
  });
  afterAll(() => removeFolder(cwd));

  const parse = (text: string) => parseVariant("--to", text, cwd, known).packages;

  test("are versions, several with commas", () => {
    expect(parseVariant("--from", "typeorm@1.1.1, pg@v8.11.0", cwd, known)).toEqual({
      kind: "packages",
      text: "typeorm@1.1.1, pg@v8.11.0",
      packages: [
        { kind: "version", text: "typeorm@1.1.1", name: "typeorm", version: "1.1.1" },
        { kind: "version", text: "pg@v8.11.0", name: "pg", version: "8.11.0" },
      ],
    });
  });

  test.each([
    ["typeorm@^1", "typeorm", "^1"],
    ["node@26", "node", "26"],
    ["typeorm@>=0.3 <0.3.20", "typeorm", ">=0.3 <0.3.20"],
    ["pg@next", "pg", "next"],
    ["pg-pool", "pg-pool", "latest"],
  ])("leave %s to the registry", (text, name, range) => {
    expect(parse(text)).toEqual([{ kind: "range", text, name, range }]);
  });

  test("name paths with or without the package, from where the user is", () => {
    const path = join(cwd, "local.tgz");
    expect(parse("./local.tgz")).toEqual([{ kind: "source", text: "./local.tgz", name: undefined, spec: path }]);
    expect(parse("pg@file:./local.tgz")).toMatchObject([{ kind: "source", name: "pg", spec: path }]);
    expect(parse("pg@./fork")).toMatchObject([{ kind: "source", name: "pg", spec: join(cwd, "fork") }]);
  });

  test("name repositories and URLs", () => {
    expect(parse("typeorm@github:someone/typeorm#fix")).toMatchObject([
      { kind: "source", name: "typeorm", spec: "github:someone/typeorm#fix" },
    ]);
    expect(parse("https://example.com/pg.tgz")).toMatchObject([{ kind: "source", spec: "https://example.com/pg.tgz" }]);
  });

  test("keep passwords for npm, and show them to nobody", () => {
    const request = parseVariant("--to", "pg@https://me:secret@example.com/pg.tgz", cwd, known);
    expect(request.packages).toMatchObject([{ spec: "https://me:secret@example.com/pg.tgz" }]);
    expect([request.text, request.packages[0]?.text]).toEqual(Array(2).fill("pg@https://example.com/pg.tgz"));
  });

  test.each([
    ["", /^--to must name packages, .*received ""\.$/],
    ["typeorm@1.1.1,", /^--to must name packages/],
    [
      "typorm@1.1.1",
      /^--to: no read goes through a package "typorm"; did you mean typeorm\? There are typeorm, .*pg, /,
    ],
    ["lodash@4", /^--to: no read goes through a package "lodash". There are typeorm/],
    ["1.1.1", /did you mean typeorm@1\.1\.1\?/],
    ["typeorm@", /^--to must hold npm specs, .*received "typeorm@"/],
    ["typeorm@a b", /received "typeorm@a b" \(Invalid tag name/],
    ["typeorm@npm:other@1", /received "typeorm@npm:other@1"/],
    ["typeorm@workspace:*", /Unsupported URL Type/],
    ["-x", /no read goes through a package "-x"/],
    ["pg@8.10.0,pg@8.11.0", /^"pg@8\.10\.0" and "pg@8\.11\.0" are both pg/],
    ["./none.tgz", /^--to: there is no file at "\.\/none\.tgz"\.$/],
    ["typeorm@../nowhere", /^--to: there is no folder with a package\.json at "typeorm@\.\.\/nowhere"\.$/],
    ["node@./local.tgz", /Node comes from the registry/],
    ["typeorm@0.2.45", /^typeorm must be 0\.3\.0 or newer: .*; received typeorm@0\.2\.45\.$/],
    ["node@20.18.3", /^node must be 20\.19\.0 or newer/],
  ])("that won't do are told so: %j", (text, message) => {
    expect(() => parse(text)).toThrow(UsageError);
    expect(() => parse(text)).toThrow(message);
  });
});
