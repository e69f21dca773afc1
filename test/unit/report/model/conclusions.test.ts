import { conclude } from "../../../../src/report/model/conclusions.js";
import { noBreakSpace } from "../../../../src/report/format.js";
import { serverRows } from "../../../../src/results/equivalence.js";
import type { Result, Yields } from "../../../../src/results/schema.js";
import { makeComparison } from "../../../comparisons.js";
import { completed, failed, makeResult, millionRowResult, type CaseSpec } from "../../../results.js";
import { markdownOf, pageOf, terminalOf } from "../../../reports.js";

const sentences = (result: Result, kind?: "warning" | "finding" | "scope") =>
  conclude(result)
    .filter((conclusion) => kind === undefined || conclusion.kind === kind)
    .map(({ text }) => text.replaceAll(noBreakSpace, " "));

const MB = 1e6;

/** A pattern whose three trials measured these walls (ms) and peaks (MB). */
const reads = (pattern: string, walls: number[], peak: number, yields: Yields = "entity"): CaseSpec => ({
  pattern,
  yields,
  trials: walls.map((wall, round) =>
    completed({ wall, peakRss: (peak + round) * MB }, undefined, { startRss: 70 * MB }),
  ),
});

const getMany = reads("typeorm/get-many", [11_000, 11_200, 11_400], 930);
const streamEntities = reads("typeorm/stream-entities", [7_700, 7_800, 7_900], 115);
const copy = reads("pg/copy", [2_200, 2_300, 2_400], 70, "raw");

test("The sentences of a whole run are taken from its figures", () => {
  expect(sentences(makeResult([getMany, streamEntities, copy]))).toEqual([
    "Fastest of the reads that give entities: typeorm/stream-entities, 7.8 s ±1 %; the next, typeorm/get-many, took 1.4 " +
      "times as long. Smallest peak RSS of them: typeorm/stream-entities, 116 MB ±1 %.",
    "typeorm/get-many needs 8.0 times the peak RSS of typeorm/stream-entities for the same entities: " +
      "931 MB against 116 MB.",
    "Before the read the process took 70 MB (Node, libraries, a connection). The read added up to 47 MB with " +
      "typeorm/stream-entities and up to 862 MB with typeorm/get-many: a service needs that on top of its own memory.",
    "This holds for 1,000,000 rows of employees, read in 3 rounds on Example CPU @ 2.6 GHz (2 cores), Node 20.20.2, " +
      "PostgreSQL 18.4; elsewhere the figures will differ.",
  ]);
});

test("What most start with is held against its own ORM's reads: another's entities are others", () => {
  const other = reads("objection/models-streamed", [7_700, 7_800, 7_900], 100);
  const told = sentences(makeResult([getMany, streamEntities, other])).join("\n");
  expect(told).toContain("typeorm/get-many needs 8.0 times the peak RSS of typeorm/stream-entities");
  expect(told).not.toContain("the peak RSS of objection");
});

test("Each kind is told of by itself, entities first, and the driver's own reads as the floor that they are", () => {
  const object = reads("drizzle/select", [3_000, 3_100, 3_200], 160, "object");
  const keyset = reads("drizzle/keyset", [4_000, 4_100, 4_200], 120, "object");
  const row = reads("typeorm/stream", [5_000, 5_100, 5_200], 90, "raw");
  const batches = reads("typeorm/stream-batched", [6_000, 6_100, 6_200], 100, "raw");
  const floor = [copy, reads("pg/query", [9_000, 9_100, 9_200], 600, "raw")].map((each) => ({
    ...each,
    isFloor: true,
  }));
  const told = sentences(makeResult([...floor, batches, row, keyset, object, streamEntities, getMany]), "finding");
  expect(told.filter((each) => /astest|mallest/.test(each))).toEqual([
    expect.stringMatching(/^Fastest of the reads that give entities: typeorm\/stream-entities, /),
    "Fastest of the reads that give plain objects: drizzle/select, 3.1 s ±3 %; the next, drizzle/keyset, took 1.3 times as " +
      "long. Smallest peak RSS of them: drizzle/keyset, 121 MB ±1 %.",
    expect.stringMatching(/^Fastest of the reads that give raw rows: typeorm\/stream, /),
    expect.stringMatching(/^Fastest of the driver's own reads, the floor: pg\/copy, 2.3 s .*of them: pg\/copy, 71 MB/),
  ]);
});

test("What an older result's patterns are held against is a floor, and what stands beside it", () => {
  const held = { ...getMany, floor: "pg/query" };
  const told = sentences(
    makeResult([held, streamEntities, copy, reads("pg/query", [9_000, 9_100, 9_200], 600, "raw")]),
  );
  expect(told.join("\n")).toContain("Fastest of the driver's own reads, the floor: pg/copy");
});

test("What several ORMs' users start with is told in one sentence", () => {
  const result = makeResult([
    getMany,
    streamEntities,
    reads("b/usual", [1, 2, 3], 300),
    reads("b/less", [1, 2, 3], 100),
  ]);
  const patterns = result.patterns.map((each) => (each.id === "b/usual" ? { ...each, isUsual: true } : each));
  expect(sentences({ ...result, patterns })).toContain(
    "What services start with needs more peak RSS for the same entities than the smallest read of its ORM: " +
      "b/usual 3.0 times that of b/less (301 MB against 101 MB) and typeorm/get-many 8.0 times that of " +
      "typeorm/stream-entities (931 MB against 116 MB).",
  );
});

test("A run of all patterns is told in at most eight sentences", () => {
  expect(sentences(millionRowResult()).length).toBeLessThanOrEqual(8);
});

test("Where spreads overlap nobody is called fastest", () => {
  const close = reads("pg/cursor", [2_250, 2_350, 2_500], 90, "raw");
  const [first] = sentences(makeResult([copy, close]), "finding");
  expect(first).toMatch(/^Too close to tell which is fastest: pg\/copy \(2.3 s ±4 %\) and pg\/cursor \(2.4 s ±5 %\)\./);
});

test("Where many are too close to tell, a few are named and the others counted", () => {
  const many = Array.from({ length: 7 }, (_, index) => reads(`a/${String(index)}`, [100, 110 + index, 120], 90));
  expect(sentences(makeResult(many))[0]).toMatch(
    /^Too close to tell which is fastest: a\/0 .*, a\/2 \(.*\) and 4 others\.$/,
  );
});

test.each([1, 2])("Where there are %i rounds nobody is called the best in anything, in any report", async (rounds) => {
  const result = millionRowResult(rounds);
  const all = sentences(result, "finding").join("\n");
  expect(all).not.toMatch(/(?:^|\. )(?:Fastest|Smallest|Lowest)|for the same entities/m);
  expect(all).toMatch(
    /^Which is fastest of the reads that give entities can't be told, .*; wall was 7\.\d s .*with typeorm\/stream-entities and /m,
  );
  expect(all).toMatch(/ Which is smallest in peak RSS of them can't be told, /);
  expect(all.match(/can't be told/g)).toHaveLength(2);
  const reports = [terminalOf(result, { columns: 200, color: false }), markdownOf(result), await pageOf(result)];
  for (const report of reports) {
    expect(report).not.toMatch(
      /Fastest(?: of [^.:]*)?: |Smallest peak RSS(?: of [^.:]*)?: |lowest|nothing is both faster|class="best"|\*\*[\d.,]+\*\*/i,
    );
  }
});

test("Peaks that are too close to tell name no smallest", () => {
  const twin = reads("pg/query", [9_000, 9_100, 9_200], 71, "raw");
  expect(sentences(makeResult([copy, twin, getMany])).join("\n")).toContain(
    "Too close to tell which is smallest in peak RSS of them: pg/copy (71 MB ±1 %) and pg/query (72 MB ±1 %).",
  );
});

test("A pattern that is alone is called neither fastest nor smallest", () => {
  const findings = sentences(makeResult([copy]), "finding");
  expect(findings[0]).toBe("Only pg/copy was measured: it read in 2.3 s ±4 %.");
  expect(findings.join()).not.toMatch(/[Ff]astest|[Ss]mallest/);
});

test("One pattern that gives entities among raw rows isn't called the fastest of its kind", () => {
  const findings = sentences(makeResult([getMany, copy]), "finding");
  expect(findings.join()).not.toMatch(/[Ff]astest|[Ss]mallest|Only/);
  expect(findings.at(-1)).toBe(
    "Before the read the process took 70 MB (Node, libraries, a connection). The read added up to 862 MB with " +
      "typeorm/get-many: a service needs that on top of its own memory.",
  );
});

test("Nothing is said of getMany's price where the smallest entities are its own", () => {
  const find = reads("typeorm/find", [12_000, 12_100, 12_200], 1_200);
  expect(sentences(makeResult([getMany, find])).join()).not.toContain("for the same entities");
});

test("After different data there are both values of the first row that differs, a hint, and nothing else", () => {
  const result = makeResult([getMany, streamEntities, copy]);
  const [one, other] = result.cases;
  const found = sentences({
    ...result,
    equivalence: {
      kind: "different",
      case: one?.id ?? "",
      reference: other?.id ?? "",
      summary: "999 rows against 1000",
      firstDifference: {
        key: "17",
        missing: "neither",
        columns: [{ name: "salary", value: "1", reference: null }],
      },
    },
  });
  expect(found).toEqual([
    "The reads returned different data, so their costs can't be compared: typeorm/get-many against " +
      "typeorm/stream-entities, 999 rows against 1000; the first row that differs is 17, where salary is " +
      '"1" against null.',
    "Look at what typeorm/get-many makes of salary: a cast, a type's parser, a transformer. Until the data agrees, " +
      "costs aren't judged.",
  ]);
});

test("A pattern is never compared with itself, where it alone reads wrong", () => {
  const result = makeResult([copy]);
  const id = result.cases[0]?.id ?? "";
  const summary = "999 rows were read, but the data set has 1000";
  expect(sentences({ ...result, equivalence: { kind: "different", case: id, reference: id, summary } })).toEqual([
    "pg/copy didn't return the data that it should, so its cost can't be judged: 999 rows were read, but the data set " +
      "has 1000.",
    "Until the data agrees, costs aren't judged.",
  ]);
});

test("A pattern that was read with several versions doesn't compete with itself", () => {
  const variants = ["0.3.27", "1.1.1"].map((version) => ({
    name: version,
    node: "20",
    packages: { typeorm: version },
  }));
  const both = variants.map(({ name }): CaseSpec => ({ ...getMany, variant: name }));
  expect(sentences(makeResult(both, { command: "history", variants }), "finding")).toEqual([]);
});

test("Data that differs from a baseline's leaves nothing to say of this run's costs either", () => {
  const result = makeResult([getMany, copy]);
  const comparison = makeComparison([], {
    trials: "separate",
    equivalence: { kind: "different", case: "a", reference: "b", summary: "999 rows were read, not 1000" },
  });
  expect(sentences({ ...result, comparisons: [comparison] })).toEqual(["No cost is judged where the data differs."]);
});

test("What a read adds isn't known of a result that doesn't say what the process weighed before it", () => {
  const old = millionRowResult();
  expect(sentences(old)).toContain(
    "Peak RSS was up to 116 MB with typeorm/stream-entities and up to 934 MB with typeorm/get-many, Node itself " +
      "included: a service needs what the read adds to that, on top of its own memory.",
  );
});

test("Reads that differ from the server's own rows are all named, with the time zone where it explains them", () => {
  const result = makeResult([getMany, streamEntities, copy]);
  const [one = "", other = "", third = ""] = result.cases.map(({ id }) => id);
  const different = { kind: "different", case: one, reference: serverRows, summary: "rows" } as const;
  const first = (equivalence: Result["equivalence"]) => sentences({ ...result, equivalence })[0];
  expect(first({ ...different, others: [other, third], timeZone: "Pacific/Apia" })).toBe(
    "The reads returned different data, so their costs can't be compared: typeorm/get-many against the server's own " +
      "rows, rows. What typeorm/stream-entities and pg/copy returned differs too. The time zone explains every " +
      "difference: in Pacific/Apia days and hours don't exist, or begin elsewhere, that the server has; with TZ=UTC the " +
      "values are read as they are stored.",
  );
  expect(first(different)).not.toContain("time zone");
});

test("That the server's own rows couldn't be read is said with its reason; older results say nothing of it", () => {
  const result = makeResult([getMany]);
  const unread = { ...result, dataSet: { ...result.dataSet, expected: { absent: "the worker was ended." } } };
  expect(sentences(unread, "warning")).toEqual([
    "The reads were compared with each other only, since the server's own rows couldn't be read: the worker was ended.",
  ]);
  expect(sentences(result, "warning")).toEqual([]);
});

test("An interrupted run says how far it came and what it never tried", () => {
  const result = makeResult([getMany, { pattern: "pg/query", trials: [] }], { state: "interrupted" });
  expect(sentences(result, "warning")).toEqual([
    "The run was interrupted after 3 of 6 trials. Nothing was tried of pg/query.",
  ]);
});

test("An interrupted run claims no more rounds than it made", () => {
  const result = makeResult([getMany, copy], { state: "interrupted", rounds: 9 });
  expect(sentences(result, "scope").join()).toContain("read in 3 rounds");
});

test("What failed is said with how and how often", () => {
  const result = makeResult([
    copy,
    { pattern: "pg/query", trials: [completed({ wall: 1 }), failed("a"), failed("b")] },
    { pattern: "typeorm/find", trials: Array(3).fill({ kind: "out-of-memory", message: "137" }) },
  ]);
  expect(sentences(result, "warning")).toEqual([
    "Not everything completed: pg/query failed in 2 of 3 trials and typeorm/find was killed for lack of memory in " +
      "3 of 3 trials.",
  ]);
});

test("A failed pattern takes no part in what is fastest", () => {
  const result = makeResult([copy, getMany, { pattern: "pg/query", yields: "raw", trials: [failed("a")] }]);
  expect(sentences(result, "finding").join()).not.toContain("pg/query");
});

test("Connections that weren't given back are a warning", () => {
  const result = makeResult([copy, getMany]);
  const [first] = result.trials;
  if (first?.outcome.kind === "completed") first.outcome.connectionsLeft = 1;
  expect(sentences(result, "warning").join()).toContain("pg/copy kept connections");
});

test("Where nothing completed there is no finding and no claim, only that", () => {
  const result = makeResult([{ pattern: "pg/query", trials: [failed("a")] }]);
  expect(conclude(result).every(({ kind }) => kind === "warning")).toBe(true);
  expect(sentences(result).at(-1)).toBe("Nothing was measured: not one trial completed.");
  expect(sentences(makeResult([]))).toEqual(["Nothing was measured: not one trial completed."]);
});

test("A long stall is told for the pattern that is usual and for the smallest", () => {
  const stalling = (spec: CaseSpec, loopStall: number): CaseSpec => ({
    ...spec,
    trials: spec.trials.map((trial) =>
      trial.kind === "completed" ? completed({ ...trial.readings, loopStall }) : trial,
    ),
  });
  const result = makeResult([stalling(getMany, 4_210), stalling(streamEntities, 24)]);
  expect(sentences(result)).toContain(
    "The event loop is blocked for up to 24.0 ms with typeorm/stream-entities and up to 4.2 s with " +
      "typeorm/get-many: nothing else is answered meanwhile.",
  );
  expect(sentences(makeResult([stalling(getMany, 90), stalling(streamEntities, 24)])).join()).not.toContain(
    "blocks the event loop",
  );
});

describe("On a machine that was busy with other things", () => {
  const load = { others: 1.62, steal: 0.1, waiting: 0.87 };
  const result = makeResult(
    [getMany, streamEntities, copy].map((spec): CaseSpec => ({
      ...spec,
      trials: spec.trials.map((trial) =>
        trial.kind === "completed"
          ? completed({ ...trial.readings, loopStall: 2_500 }, undefined, { startRss: 70 * MB, load })
          : trial,
      ),
    })),
  );

  test("it is said first that times can't be trusted, and what can, and nothing is concluded from times", () => {
    const said = sentences(result);
    expect(said[0]).toBe(
      "The machine was busy with other things while it read: other programs took 1.6 of 2 cores, the machine's host took " +
        "0.1 of 2 cores and something waited for a core 87 % of the time. Times can't be trusted (wall, throughput, first " +
        "row and loop stall); peak RSS, RSS delta, heap delta, allocated and statements can.",
    );
    expect(said.join("\n")).not.toMatch(/Fastest|blocks the event loop|fastest/);
    expect(said).toContain("Smallest peak RSS of the reads that give entities: typeorm/stream-entities, 116 MB ±1 %.");
  });

  test("no table marks a time as the best, nor a chart a pattern as faster and smaller", async () => {
    const page = await pageOf(result);
    expect(page).not.toMatch(/nothing is both faster/i);
    const [, entities = ""] = markdownOf(result).split("raw rows");
    const [row = ""] = /.*pg&#x2F;copy.*|.*pg\/copy.*/.exec(entities) ?? [];
    expect(row).not.toContain("**2.3**");
    expect(page.match(/class="best"/g)?.length ?? 0).toBeGreaterThan(0);
  });

  test("a few trials that others disturbed, or a result that doesn't know, change nothing", () => {
    const calm = makeResult([getMany, streamEntities, copy]);
    expect(sentences(calm)[0]).toMatch(/^Fastest of the reads that give entities: typeorm\/stream-entities/);
  });
});
