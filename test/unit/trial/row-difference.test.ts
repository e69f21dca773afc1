import { mkdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { makeFolder, removeFolder, runNode, writeProgram, writeScript } from "../../program.js";

/** Reads pairs of patterns as two workers do, and prints where they differ first and what each has there. */
const program = `
  import { answerAboutRows } from "../src/trial/row-difference.js";
  const { pairs, file } = JSON.parse(process.argv[2]);
  const columns = [
    { name: "id", kind: "text", nullable: true },
    { name: "name", kind: process.argv[3] ?? "text", nullable: true },
  ];
  const dataSet = { url: "postgres://nowhere", workload: "people", schema: "none", table: "people", columns, key: ["id"] };
  const call = (name) => ({ id: "pg/" + name, options: {} });
  const found = {};
  for (const name of pairs) {
    const [reference, odd] = [call(name + "-reference"), call(name + "-odd")];
    const hashes = { kind: "row-hashes", dataSet, file };
    const row = async (pattern, key) => (await answerAboutRows({ kind: "row", dataSet, pattern, key })).columns;
    await answerAboutRows({ ...hashes, pattern: reference, mode: "write" });
    const { difference } = await answerAboutRows({ ...hashes, pattern: odd, mode: "compare" });
    const key = difference?.key;
    found[name] = difference === null ? null : { ...difference, reference: await row(reference, key), odd: await row(odd, key) };
  }
  console.log(JSON.stringify(found));
`;

type Row = readonly [id: string | null, name: string | null];

let folder: string;
let file: string;

beforeAll(async () => {
  folder = await makeFolder();
  await mkdir(join(folder, "bench", "pg"), { recursive: true });
  // No server is needed for rows that a pattern makes up: the client only pretends to connect.
  await writeScript(
    join(folder, "bench", "pg"),
    "client.js",
    `const session = { readonly: "on", encoding: "UTF8", dates: "ISO, YMD" };
     const connection = { source: null, ask: async () => [session], connectionsLeft: () => 0, close: async () => {} };
     export default { name: "pg", packages: { pg: {} }, connect: async () => connection };`,
  );
  await writeScript(folder, "package.json", `{ "type": "module" }`);
  file = await writeProgram(join(folder, "src", "trial", "differences.js"), program, ["pg", "pg-copy-streams"]);
});

afterAll(() => removeFolder(folder));

/** Puts a pattern into bench/pg that reads these rows. */
const putPattern = (name: string, rows: readonly Row[]): Promise<string> =>
  writeScript(
    join(folder, "bench", "pg"),
    `${name}.js`,
    `const rows = ${JSON.stringify(rows)};
     export default {
       name: ${JSON.stringify(name)}, does: "Makes rows up.", yields: "raw", options: {},
       access: { kind: "keys", key: (column) => column.name },
       read: async ({ consume }) => { for (const [id, name] of rows) consume({ id, name }); },
     };`,
  );

interface Difference {
  readonly key: string;
  readonly timeZone?: string;
  readonly reference: Row | null;
  readonly odd: Row | null;
}

/** What is found for each pair, by its name. */
async function differences(
  pairs: Readonly<Record<string, { reference: readonly Row[]; odd: readonly Row[] }>>,
  { kind = "text", zone = "UTC" } = {},
): Promise<Record<string, Difference | null>> {
  for (const [name, { reference, odd }] of Object.entries(pairs)) {
    await putPattern(`${name}-reference`, reference);
    await putPattern(`${name}-odd`, odd);
  }
  const input = JSON.stringify({ pairs: Object.keys(pairs), file: join(folder, "hashes") });
  const { code, stdout, stderr } = await runNode([file, input, kind], { TZ: zone });
  expect([code, stderr]).toEqual([0, ""]);
  return JSON.parse(stdout) as Record<string, Difference | null>;
}

const people: readonly Row[] = [
  ["1", "Ada"],
  ["2", "Grace"],
  ["9", "Edsger"],
  ["10", "Barbara"],
];
const renamed = (...keys: string[]): Row[] =>
  people.map(([id, name]) => [id, keys.includes(id ?? "") ? `${name ?? ""}!` : name]);

test("The first row that differs is found, whatever the order of reading and whoever lacks it", async () => {
  const found = await differences({
    same: { reference: people, odd: people.toReversed() },
    // 9 comes before 10 in numbers, not in text.
    "two-changed": { reference: people, odd: renamed("10", "9").toReversed() },
    missing: { reference: people, odd: people.filter(([id]) => id !== "2") },
    extra: { reference: people, odd: [...people, ["11", "Niklaus"]] },
    twice: { reference: people, odd: [...people, ["9", "Edsger"]] },
    "twice-for-missing": { reference: people, odd: [...people.slice(0, 3), ["9", "Edsger"]] },
    "equal-keys": {
      reference: [
        ["1", "a"],
        ["1", "b"],
      ],
      odd: [
        ["1", "b"],
        ["1", "a"],
      ],
    },
    "to-null": { reference: people, odd: [["1", null], ...people.slice(1)] },
    nothing: { reference: people, odd: [] },
  });
  expect(found).toEqual({
    same: null,
    "two-changed": { key: "9", reference: ["9", "Edsger"], odd: ["9", "Edsger!"] },
    missing: { key: "2", reference: ["2", "Grace"], odd: null },
    extra: { key: "11", reference: null, odd: ["11", "Niklaus"] },
    twice: { key: "9", reference: ["9", "Edsger"], odd: ["9", "Edsger"] },
    "twice-for-missing": { key: "9", reference: ["9", "Edsger"], odd: ["9", "Edsger"] },
    "equal-keys": null,
    "to-null": { key: "1", reference: ["1", "Ada"], odd: ["1", null] },
    nothing: { key: "1", reference: ["1", "Ada"], odd: null },
  });
});

test("Keys may be any text: with tabs, line feeds and quotes, or none at all", async () => {
  const odd: readonly Row[] = [
    ["a\tb", "x"],
    ["line\nfeed", "x"],
    ['"quoted"', "x"],
    ["\u2028", "x"],
    ["", "x"],
    ["zebra", "y"],
  ];
  const found = await differences({
    same: { reference: odd, odd },
    changed: { reference: odd, odd: odd.map(([id, name]) => [id, id === "zebra" ? "z" : name]) },
  });
  expect(found).toEqual({
    same: null,
    changed: { key: "zebra", reference: ["zebra", "y"], odd: ["zebra", "z"] },
  });
});

test("The file of hashes holds none of the data, and is for its owner only", async () => {
  await differences({ private: { reference: people, odd: people } });
  const text = await readFile(join(folder, "hashes"), "utf8");
  expect(text.trimEnd().split("\n")).toHaveLength(people.length);
  expect(text).not.toContain("Ada");
  expect((await stat(join(folder, "hashes"))).mode & 0o777).toBe(0o600);
});

test("A time zone that explains every row that differs is named, and one that leaves any unexplained isn't", async () => {
  const days: readonly Row[] = [
    ["1", "2011-12-29"],
    ["2", "2011-12-30"],
    ["3", "2011-12-31"],
  ];
  const read = (...names: readonly string[]): Row[] => names.map((name, index) => [String(index + 1), name]);
  const pairs = {
    shifted: { reference: days, odd: read("2011-12-29", "2011-12-31", "2011-12-31") },
    "another-day-too": { reference: days, odd: read("2011-12-25", "2011-12-31", "2011-12-31") },
    "a-row-too-few": { reference: days, odd: read("2011-12-29", "2011-12-31") },
  };
  // Apia went from one side of the date line to the other, and had no 30th.
  const apia = await differences(pairs, { kind: "date", zone: "Pacific/Apia" });
  expect(apia["shifted"]).toMatchObject({ key: "2", timeZone: "Pacific/Apia" });
  expect(apia["another-day-too"]).toMatchObject({ key: "1" });
  expect(apia["another-day-too"]).not.toHaveProperty("timeZone");
  expect(apia["a-row-too-few"]).not.toHaveProperty("timeZone");
  const utc = await differences(pairs, { kind: "date" });
  expect(utc["shifted"]).not.toHaveProperty("timeZone");
});
