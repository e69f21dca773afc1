import { environmentSection } from "../../../../src/report/model/environment.js";
import type { Block } from "../../../../src/report/model/report.js";
import { plainWords } from "../../../../src/report/model/words.js";
import type { Result } from "../../../../src/results/schema.js";
import { millionRowResult } from "../../../results.js";

const all = (blocks: readonly Block[]): Block[] =>
  blocks.flatMap((block) => (block.kind === "group" ? all(block.blocks) : [block]));
const blocksOf = (overrides: Partial<Result>): Block[] =>
  all(environmentSection(millionRowResult(1, overrides)).blocks);

/** The command line that it shows. */
function shown(overrides: Partial<Result>): string | undefined {
  const listing = blocksOf(overrides).find((block) => block.kind === "listing");
  return listing?.lines.map(({ pieces }) => pieces.map(({ text }) => text).join("")).join("\n");
}

describe("the command line that makes a run again", () => {
  test("has the flags as they were typed, by their names, quoted for a shell where that is needed", () => {
    const typed = { rows: "100k", patterns: "typeorm/*,!typeorm/find", rngSeed: "7", heapDiff: true } as const;
    expect(shown({ typed })).toMatch(
      /bench -- --rows 100k --patterns 'typeorm\/\*,!typeorm\/find' --rng-seed 7 --heap-diff$/,
    );
    expect(shown({ typed: { where: "name = 'x'" } })).toContain(String.raw`bench -- --where 'name = '\''x'\'''`);
    expect(shown({ typed: {} })).toBe("npm run bench");
  });

  test("is left out where the result doesn't hold them, since it would be made up", () => {
    expect(shown({})).toBeUndefined();
  });

  test("comes with what it lacks where the server was the user's", () => {
    const { environment } = millionRowResult(1);
    const server = { ...environment.server, kind: "external" } as const;
    const notes = blocksOf({ typed: {}, environment: { ...environment, server } }).flatMap((block) =>
      block.kind === "notes" ? block.notes : [],
    );
    expect(notes.join()).toContain("--url");
  });
});

test("Options are said in words, none of them as JSON", () => {
  const options = {
    rows: 100_000,
    quick: false,
    timeout: 600_000,
    rngSeed: 3,
    nodeArgs: [],
    entity: undefined,
    patterns: [
      { id: "typeorm/find", options: {} },
      { id: "typeorm/stream", options: { batchSize: 500 } },
    ],
    thresholds: { wall: { threshold: 0.05, decides: true }, cpu: { threshold: 0.1, decides: false } },
  };
  const facts = blocksOf({ options }).flatMap((block) => (block.kind === "facts" ? block.facts : []));
  const said = facts
    .map(([what, value]) => [plainWords(what), plainWords(value)])
    .filter(([what]) => what?.startsWith("option "));
  expect(said).toEqual([
    ["option rows", "100,000"],
    ["option quick", "no"],
    ["option timeout", "600\u00a0s"],
    ["option nodeArgs", "none"],
    ["option entity", "none"],
    ["option patterns", "typeorm/find, typeorm/stream batchSize 500"],
    ["option thresholds", "wall threshold 0.05 decides yes; cpu threshold 0.1 decides no"],
  ]);
});
