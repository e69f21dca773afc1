import { join } from "node:path";
import { existsSync } from "node:fs";
import { readResult } from "../../src/results/store.js";
import type { Result } from "../../src/results/schema.js";
import { BenchProject } from "./bench-project.js";

let project: BenchProject;
beforeAll(async () => {
  project = await BenchProject.create();
});
afterAll(() => project.remove());

/** A metric of each trial, by its case without what all have in common. */
function byCase(result: Result, name: "wall" | "roundTrips"): Readonly<Record<string, number>> {
  return Object.fromEntries(
    result.trials.map(({ case: id, outcome }) => [
      id.replace(" rows=1000 installed", ""),
      outcome.kind === "completed" ? Number(outcome.metrics[name]) : NaN,
    ]),
  );
}

test("A sweep reads with each value of an option at each latency, through a relay that is gone afterwards", async () => {
  const patterns = "--patterns=pg/cursor,typeorm/take-skip:pageSize=200";
  const run = project.ormeter(["sweep", patterns, "--rows=1000", "--rounds=1", "--latency=0,5ms", "--out=swept"]);
  const { code, stdout } = await run.ended;
  expect(code).toBe(0);
  const result = await readResult(join(project.folder, "swept"));
  const trips = byCase(result, "roundTrips");
  const walls = byCase(result, "wall");

  const reads = [
    ...[10, 100, 1000].map((size) => `pg/cursor batchSize=${String(size)}`),
    "typeorm/take-skip pageSize=200",
  ];
  expect(Object.keys(trips).sort()).toEqual(
    reads.flatMap((read) => ["0ms", "5ms"].map((at) => `${read} latency=${at}`)).sort(),
  );
  expect(result.equivalence).toEqual({ kind: "same" });
  for (const read of reads) {
    const [near, far] = [`${read} latency=0ms`, `${read} latency=5ms`];
    expect(trips[far]).toBe(trips[near]);
    // Nothing makes a wait shorter: what is taken off is what passing on takes by itself.
    expect(walls[far]).toBeGreaterThan((trips[far] ?? NaN) * 5 * 0.7);
  }
  expect(trips["pg/cursor batchSize=10 latency=0ms"]).toBeGreaterThanOrEqual(100);
  expect(trips["typeorm/take-skip pageSize=200 latency=0ms"]).toBe(6);

  const pages = result.trials.flatMap(({ case: id, outcome }) =>
    outcome.kind === "completed" && outcome.pages
      ? [[id.includes("take-skip"), outcome.pages.map(([rows]) => rows)]]
      : [],
  );
  expect(pages).toEqual([
    [true, [0, 200, 400, 600, 800]],
    [true, [0, 200, 400, 600, 800]],
  ]);

  expect(result.relays).toEqual([{ asked: 5, added: expect.any(Number) as unknown }]);
  expect(stdout.replaceAll("\u00a0", " ")).toMatch(
    /Measured by pings, the relay added \d+\.\d\d ms when asked for 5 ms/,
  );
  expect(stdout).toContain("One trial each is too few to say which option is best: 3 are needed.");
  await project.emptied();
});

test.each([
  [["--latency=2"], `--latency must hold times of a round trip up to 1s, like 0,0.5ms,2ms; received "2" in "2".`],
  [["--patterns=typeorm/stream:batchSize=10"], `typeorm/stream has no option "batchSize"; it has none.`],
  [
    ["--url=postgresql://u:p@db.example.com/x?sslmode=verify-full"],
    "Say sslmode=no-verify in the URL, or --latency 0.",
  ],
])("What can't be swept is refused before any work: %j", async (flags, said) => {
  const { code, stderr } = await project.ormeter(["sweep", ...flags, "--out=refused"]).ended;
  expect({ code, said: stderr.includes(said) ? said : stderr }).toEqual({ code: 2, said });
  expect(existsSync(join(project.folder, "refused", "result.json"))).toBe(false);
});
