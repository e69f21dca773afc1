import { createHash } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { makeFolder, removeFolder, runNode, writeProgram, writeScript } from "../../program.js";

/** Describes a pattern and prints what it says of itself, or the message of the error. */
const program = `
  import { describePattern } from "../src/trial/load-patterns.js";
  const answer = await describePattern(process.argv[2]).catch((error) => ({ error: error.message }));
  console.log(JSON.stringify(answer));
`;

let folder: string;
let file: string;

beforeAll(async () => {
  folder = await makeFolder();
  await mkdir(join(folder, "bench", "pg"), { recursive: true });
  await writeScript(folder, "package.json", `{ "type": "module" }`);
  await writeScript(
    join(folder, "bench", "pg"),
    "client.js",
    `export default { name: "pg", packages: { pg: {} }, connect: async () => {} };`,
  );
  file = await writeProgram(join(folder, "src", "trial", "describe.js"), program);
});

afterAll(() => removeFolder(folder));

/** What is said of `pg/example` when its file has this content. */
async function description(content: string): Promise<unknown> {
  await writeScript(join(folder, "bench", "pg"), "example.js", content);
  const { code, stdout, stderr } = await runNode([file, "pg/example"]);
  expect([code, stderr]).toEqual([0, ""]);
  return JSON.parse(stdout);
}

const whole = `export default {
  name: "example", does: "Reads.", yields: "raw", access: { kind: "copy-text" },
  options: { pageSize: { default: 10, sweep: [1, 10], means: "Rows of a page." } },
  read: async () => {},
};`;

test("A pattern is described as it describes itself, with the digest of its source", async () => {
  expect(await description(whole)).toEqual({
    id: "pg/example",
    does: "Reads.",
    yields: "raw",
    options: { pageSize: { default: 10, sweep: [1, 10], means: "Rows of a page." } },
    source: createHash("sha256").update(whole).digest("hex"),
  });
});

test.each([
  ["has no default export", `export const pattern = {};`],
  ["exports something else", `export default 17;`],
  ["exports null", `export default null;`],
  ["has no read", whole.replace("read: async () => {},", "")],
  ["has no access", whole.replace(`access: { kind: "copy-text" },`, "")],
  ["says nothing of what it does", whole.replace(`does: "Reads.",`, "")],
])("A file that %s is answered with where patterns are explained", async (_, content) => {
  expect(await description(content)).toEqual({
    error: "bench/pg/example.ts has no pattern as its default export: see docs/writing-a-pattern.md.",
  });
});

test("A pattern that is named otherwise than its file is answered with both names", async () => {
  expect(await description(whole.replace(`"example"`, `"sample"`))).toEqual({
    error: `bench/pg/example.ts calls itself "sample"; the name must be the file's, "example".`,
  });
});

test("A pattern that yields what nobody knows is answered with what there is", async () => {
  expect(await description(whole.replace(`yields: "raw"`, `yields: "rows"`))).toEqual({
    error: 'bench/pg/example.ts says that it yields "rows"; it must be one of entity, object, raw.',
  });
});

test.each([
  ["asks for what isn't there", `import "./not-there.js";`, /not-there\.js/],
  ["throws", `throw new Error("broken on load");`, /broken on load/],
  ["is no JavaScript", `export default {`, /Unexpected end of input/],
])("A file that %s is answered with its name and the reason", async (_, content, reason) => {
  const { error } = (await description(content)) as { error: string };
  expect(error).toMatch(/^bench\/pg\/example\.ts [^\n]*$/);
  expect(error).toMatch(reason);
});

test.each([
  ["is missing", undefined, "bench/odd has no client.ts, which says how to connect; see docs/writing-a-pattern.md."],
  [
    "throws",
    `throw new Error("broken on load");`,
    "bench/odd has a client.ts that ends with an error when it is loaded: broken on load; see docs/writing-a-pattern.md.",
  ],
  [
    "exports no client",
    `export default { name: "odd" };`,
    "bench/odd/client.ts has no client as its default export: see docs/writing-a-pattern.md.",
  ],
])("A pattern whose folder's client %s is answered with where it is explained", async (_, content, error) => {
  const odd = join(folder, "bench", "odd");
  await mkdir(odd, { recursive: true });
  await writeScript(odd, "example.js", whole);
  if (content !== undefined) await writeScript(odd, "client.js", content);
  const { code, stdout } = await runNode([file, "odd/example"]);
  expect([code, JSON.parse(stdout)]).toEqual([0, { error }]);
});
