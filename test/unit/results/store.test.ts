import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UsageError } from "../../../src/errors.js";
import type { Result } from "../../../src/results/schema.js";
import { readResult, writeResult } from "../../../src/results/store.js";
import { millionRowResult } from "../../results.js";

let dir: string;
let file: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "ormeter-store-"));
  file = join(dir, "result.json");
});
afterEach(() => rm(dir, { recursive: true, force: true }));

/** Reads what was written and gives the message of the UsageError that it ends with. */
async function refusal(content: string): Promise<string> {
  await writeFile(file, content);
  const error = await readResult(dir).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(UsageError);
  const { message } = error as UsageError;
  expect(message).toContain(file);
  expect(message).not.toContain("\n");
  return message;
}

/** A valid result as JSON after `change` has spoilt it. */
function spoilt(change: (content: Record<string, unknown> & Result) => void): string {
  const content = JSON.parse(JSON.stringify(millionRowResult(1))) as Record<string, unknown> & Result;
  change(content);
  return JSON.stringify(content);
}

describe("a result on disk", () => {
  test("comes back as it was written, by its folder and by its file", async () => {
    const result = millionRowResult();
    expect(await writeResult(dir, result)).toBe(file);
    expect(await readResult(dir)).toEqual(result);
    expect(await readResult(file)).toEqual(result);
  });

  test("is written into a folder that isn't there yet, and leaves no temporary file behind", async () => {
    const nested = join(dir, "a", "b");
    await writeResult(nested, millionRowResult());
    expect(await readdir(nested)).toEqual(["result.json"]);
  });

  test("that can't be written is a usage error that names the file", async () => {
    await writeFile(join(dir, "taken"), "");
    await expect(writeResult(join(dir, "taken"), millionRowResult())).rejects.toThrow(UsageError);
  });

  test("that isn't there is a usage error that says what to name", async () => {
    await expect(readResult(join(dir, "nowhere"))).rejects.toThrow(/There is no .*nowhere .*a run's folder/);
    await expect(readResult(dir)).rejects.toThrow(UsageError);
  });
});

describe("a file that isn't a result", () => {
  test.each([
    ["cut off", () => JSON.stringify(millionRowResult(1)).slice(0, 5_000), /isn't JSON/],
    ["empty", () => "", /isn't JSON/],
    ["foreign JSON", () => '{"benchmarks":[]}', /schemaVersion/],
    ["an array", () => "[1,2]", /schemaVersion/],
    ["null", () => "null", /schemaVersion/],
    ["a result of an older version", () => '{"schemaVersion":0}', /older ormeter: its field schemaVersion is 0/],
    ["a result of a newer version", () => '{"schemaVersion":99}', /newer ormeter: its field schemaVersion is 99/],
  ])("is refused when it is %s", async (_, content, words) => {
    expect(await refusal(content())).toMatch(words);
  });

  test("is refused with the name of the field that is wrong", async () => {
    expect(await refusal(spoilt(({ trials }) => Object.assign(trials[1] ?? {}, { round: 0 })))).toContain(
      "trials[1].round",
    );
    expect(await refusal(spoilt((content) => Reflect.deleteProperty(content, "environment")))).toContain("environment");
  });

  test("is refused with the name of a field inside of a union", async () => {
    const content = spoilt(({ trials }) => {
      const outcome = trials[0]?.outcome;
      if (outcome?.kind !== "completed") throw new Error("the builder's first trial completes");
      Object.assign(outcome, { statements: [{ text: "SELECT 1", calls: -1, rows: 1, time: 1 }] });
    });
    expect(await refusal(content)).toContain("trials[0].outcome.statements[0].calls");
  });

  test("is refused when a trial, a case or a pattern that it names isn't there", async () => {
    expect(await refusal(spoilt((content) => (content.cases = [])))).toContain("trials[0].case");
    expect(await refusal(spoilt((content) => (content.patterns = [])))).toContain("cases[0].pattern");
    expect(await refusal(spoilt(({ variants }) => Object.assign(variants[0] ?? {}, { name: "x" })))).toContain(
      "cases[0].variant",
    );
  });
});
