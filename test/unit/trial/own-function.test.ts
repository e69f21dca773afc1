import { ownRead } from "../../../src/trial/own-function.js";

/** What a function hands over. */
async function rowsOf(read: unknown): Promise<unknown[]> {
  const pattern = await ownRead("read/report", "reads/report.ts", () => Promise.resolve({ default: read }));
  const rows: unknown[] = [];
  const workload = { name: "report", table: "", key: [], columns: [], relations: [], target: undefined as never };
  await pattern.read({ source: "a pool", workload, options: {}, consume: (row) => rows.push(row) });
  return rows;
}

interface Given {
  readonly source: unknown;
  readonly consume: (row: unknown) => void;
}

test.each([
  ["hands over", ({ source, consume }: Given) => consume(source), ["a pool"]],
  ["returns in an array", () => [1, 2], [1, 2]],
  ["returns in a set", () => Promise.resolve(new Set([1, 2])), [1, 2]],
  [
    "yields",
    async function* () {
      yield await Promise.resolve(1);
      yield 2;
    },
    [1, 2],
  ],
  ["returns as one value", () => ({ sum: 3 }), [{ sum: 3 }]],
  ["returns as text", () => "abc", ["abc"]],
  ["returns as 0", () => 0, [0]],
  ["returns in an empty array", () => [], []],
])("What a function %s is what was read", async (_, read, rows) => {
  expect(await rowsOf(read)).toEqual(rows);
});

test("A function that hands over rows and returns them as well is counted once", async () => {
  const read = ({ consume }: Given) => {
    const rows = [1, 2];
    rows.forEach(consume);
    return rows;
  };
  expect(await rowsOf(read)).toEqual([1, 2]);
});

test("A function that hands over nothing and returns nothing is answered with what to do", async () => {
  await expect(rowsOf(() => undefined)).rejects.toThrow(
    "reads/report.ts handed over no row and returned nothing, so nobody can tell that it read: call consume(row)",
  );
});

test("A write that the server refuses is called one", async () => {
  const refused = Object.assign(new Error("cannot execute DELETE in a read-only transaction"), { code: "25006" });
  await expect(rowsOf(() => Promise.reject(refused))).rejects.toThrow(
    "cannot execute DELETE in a read-only transaction. A read must not write",
  );
});

const load = (module: Readonly<Record<string, unknown>>, exported?: string) =>
  ownRead("read/report", "reads/report.ts", () => Promise.resolve(module), exported);

test("The function is the one that was named, the default, or the only one; of a CommonJS module too", async () => {
  const a = () => [1];
  const b = () => [2];
  const modules: [Record<string, unknown>, string?][] = [
    [{ a, b }, "a"],
    [{ default: a, b }],
    [{ a, other: 17 }],
    [{ default: { default: a, __esModule: true, b }, "module.exports": {} }],
    [{ default: { a, b }, a, b }, "a"],
  ];
  for (const [module, exported] of modules) {
    expect((await load(module, exported)).name).toBe("read/report");
  }
});

test.each<[string, Record<string, unknown>, string | undefined, string]>([
  [
    "has several functions",
    { a: () => 1, b: () => 2 },
    undefined,
    "It exports several functions: a, b. Name one: <file>#<name>.",
  ],
  ["has none", { a: 1 }, undefined, "It exports no function; it exports a."],
  ["has none of that name", { a: () => 1 }, "b", 'It exports no function under the name "b"; it exports a.'],
])("A file that %s is answered with what it has", async (_, module, exported, message) => {
  await expect(load(module, exported)).rejects.toThrow(`reads/report.ts: ${message}`);
});

test("A file that can't be loaded is named", async () => {
  const broken = ownRead("read/report", "reads/report.ts", () => Promise.reject(new Error("no such thing\nat …")));
  await expect(broken).rejects.toThrow("reads/report.ts ends with an error when it is loaded: no such thing.");
});
