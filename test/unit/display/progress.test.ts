import { jest } from "@jest/globals";
import type { Progress } from "../../../src/engines/engine.js";
import { createDisplay } from "../../../src/display/display.js";
import { databaseProgress, showRun } from "../../../src/display/progress.js";
import type { Result } from "../../../src/results/schema.js";
import { planRounds } from "../../../src/runner/plan.js";
import { completed, failed, makeResult, type CaseSpec, type TrialSpec } from "../../results.js";
import { Log, Screen } from "../../screen.js";

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ["nextTick", "queueMicrotask"] });
});

afterEach(() => {
  jest.useRealTimers();
});

describe("The database's side", () => {
  /** What is written when these signs of progress come a minute apart. */
  function written(...signs: Progress[]): string[] {
    const log = new Log();
    const onProgress = databaseProgress(createDisplay(log));
    for (const sign of signs) {
      onProgress(sign);
      jest.advanceTimersByTime(60_000);
    }
    return log.text.trimEnd().split("\n");
  }

  test("Is told step by step, in words", () => {
    expect(written({ step: "starting" }, { step: "verifying" }, { step: "prewarming" })).toEqual([
      "Starting PostgreSQL",
      "Checking the data set",
      "Prewarming the data set",
    ]);
  });

  test("Says how far loading is, and how long it will take at that pace", () => {
    expect(
      written(
        { step: "loading", rows: 0, of: 1_000_000 },
        { step: "loading", rows: 100_000, of: 1_000_000 },
        { step: "loading", rows: 500_000, of: 1_000_000 },
        { step: "loading", rows: 1_000_000, of: 1_000_000 },
      ),
    ).toEqual([
      "Loading the data set",
      "Loading the data set · 100,000 of 1,000,000 rows · about 9m left",
      "Loading the data set · 500,000 of 1,000,000 rows · about 2m left",
      "Loading the data set · 1,000,000 of 1,000,000 rows",
    ]);
  });

  test("Passes notes on", () => {
    expect(written({ step: "verifying", note: "The data set was half loaded; it is loaded anew." })).toEqual([
      "The data set was half loaded; it is loaded anew.",
      "Checking the data set",
    ]);
  });
});

describe("A run", () => {
  /** Shows a run of two patterns whose trials each take ten seconds; `drawn` counts the tables. */
  function show(
    rounds: number,
    outcomes: readonly TrialSpec[],
    live = false,
    reads: readonly Omit<CaseSpec, "trials">[] = [{ pattern: "typeorm/get-many" }, { pattern: "pg/copy" }],
  ) {
    const result = makeResult(reads.map((each) => ({ ...each, trials: outcomes })));
    const output = live ? new Screen() : new Log();
    const display = createDisplay(output);
    const run = showRun(display, 1000, rounds, 600_000);
    const plan = planRounds(result.cases, rounds, 1);
    run.planned(plan);
    const trials: Result["trials"] = [];
    for (const [index, round] of plan.entries()) {
      for (const planned of round) {
        run.trialStarted(planned);
        jest.advanceTimersByTime(10_000);
        const trial = result.trials.find((one) => one.case === planned.case.id && one.round === planned.round);
        if (!trial) throw new Error("The result must hold a trial for each that is planned.");
        trials.push({ ...trial, duration: 10_000 });
        run.trialEnded({ ...trial, duration: 10_000 }, { ...result, trials: [...trials] });
      }
      run.roundEnded(index + 1, { ...result, trials: [...trials] });
    }
    display.close();
    return output instanceof Log ? output.text : output.lines.join("\n");
  }

  const read = completed({ wall: 10_900, peakRss: 930e6 });

  test("In a log is a line for each trial and one for how it ended, with the time that is left", () => {
    const lines = show(2, [read, read])
      .split("\n")
      .filter((line) => /^(Reading| {2}10\.9)/.test(line));
    expect(lines).toHaveLength(8);
    const [first = "", , second = "", , third = "", , fourth = ""] = lines;
    expect(first).toMatch(/^Reading · round 1 of 2 · 1 of 2 · (typeorm\/get-many|pg\/copy) · about \d+s left$/);
    expect(second).toMatch(/^Reading · round 1 of 2 · 2 of 2 · .* · about 30s left$/);
    expect(third).toMatch(/^Reading · round 2 of 2 · 1 of 2 · .* · about 20s left$/);
    expect(fourth).toMatch(/^Reading · round 2 of 2 · 2 of 2 · .* · about 10s left$/);
    expect(lines[1]).toMatch(/^ {2}10\.9\sms|10\.9\ss, peak RSS 930\sMB$/);
  });

  test("Reads of one pattern are told apart by what differs between them", () => {
    const sizes = [1000, 3000].map((rows) => ({ pattern: "pg/copy", rows }));
    expect(show(1, [read], false, sizes)).toMatch(/ · pg\/copy 3000 rows · /);
    const swept = [10, 100].map((batchSize) => ({ pattern: "pg/cursor", options: { batchSize } }));
    expect(show(1, [read], false, swept)).toMatch(/ · pg\/cursor batchSize=10 · /);
  });

  test("In a log shows the table once, after the first round of several", () => {
    const headings = (text: string) =>
      text.split("\n").filter((line) => line.includes("peak RSS") && line.includes("wall"));
    expect(headings(show(3, [read, read, read]))).toHaveLength(1);
    expect(headings(show(1, [read]))).toHaveLength(0);
  });

  test("Says of a trial that failed how, and why", () => {
    expect(show(1, [failed("the server went away")])).toContain("  failed: the server went away\n");
  });

  test("On a terminal leaves nothing behind: the report comes after it", () => {
    expect(show(2, [read, read], true)).toBe("");
  });
});
