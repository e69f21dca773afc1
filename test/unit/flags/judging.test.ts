import { join } from "node:path";
import { benchFlags } from "../../../src/commands/options/bench.js";
import { judgingOf } from "../../../src/commands/session/exit-code.js";
import { upgradeFlags } from "../../../src/commands/options/upgrade.js";
import { thresholdsOf } from "../../../src/compare/thresholds.js";
import { UsageError } from "../../../src/errors.js";
import { readOptions, type RawOptions } from "../../../src/flags/flag.js";
import { baselineFile, judgingFlags } from "../../../src/flags/judging.js";
import { metricNames } from "../../../src/metrics.js";

/** The sentence with which a value is turned down. */
async function refusal(ask: () => unknown): Promise<string> {
  try {
    await ask();
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    return (error as UsageError).message;
  }
  throw new Error("it was taken");
}

const around = { env: {}, cwd: "/project", now: new Date() };
const resolveJudging = async (raw: RawOptions) => judgingOf(await readOptions(judgingFlags, raw, around));

const deciding = async (failOn: string) => {
  const { thresholds } = await resolveJudging({ failOn });
  return Object.fromEntries(
    metricNames.flatMap((name) => (thresholds[name].decides ? [[name, thresholds[name].threshold]] : [])),
  );
};

test("Without flags the declared metrics decide, and not being able to tell is fine", async () => {
  expect(await resolveJudging({})).toEqual({ thresholds: thresholdsOf(), strict: false });
  expect((await resolveJudging({ strict: true })).strict).toBe(true);
});

test("--fail-on names what decides, in any case, with a threshold in per cent or bytes a row or the declared one", async () => {
  expect(await deciding("allocated:2%, PEAKRSS:5 %,wall,retained:1.5B")).toEqual({
    wall: 0.05,
    peakRss: 0.05,
    retained: 1.5,
    allocated: 0.02,
  });
  expect(await deciding("statements:0%")).toEqual({ statements: 0 });
});

test.each([
  ["alocated:2%", 'there is no metric "alocated"; did you mean allocated?'],
  ["walls", 'there is no metric "walls"; did you mean wall?'],
  ["memory", 'there is no metric "memory". There are wall, '],
  ["", 'there is no metric "".'],
  ["wall,,cpu", 'there is no metric "".'],
  ["constructor", 'there is no metric "constructor".'],
])("--fail-on %j is turned down, with what there is", async (failOn, sentence) => {
  expect(await refusal(() => resolveJudging({ failOn }))).toContain(`--fail-on: ${sentence}`);
});

test.each([
  "wall:",
  "wall:5",
  "wall:5B",
  "wall:-5%",
  "wall:5%%",
  "wall:1e3%",
  "wall:NaN%",
  "wall:9999999%",
  "wall:5%:6%",
])("A ratio's threshold must be in per cent: %j isn't", async (failOn) => {
  const received = `must be given in per cent, like wall:2%; received "${failOn}"`;
  expect(await refusal(() => resolveJudging({ failOn }))).toContain(received);
});

test.each(["retained:5%", "retained:5", "retained:5kB", "retained:-1B"])(
  "A difference's threshold must be in bytes a row: %j isn't",
  async (failOn) => {
    const received = `must be given in bytes a row, like retained:1B; received "${failOn}"`;
    expect(await refusal(() => resolveJudging({ failOn }))).toContain(received);
  },
);

test("A flag that judges is refused where there is nothing to compare with: a gate that judges nothing stands open", async () => {
  const nothing = "judges a comparison, and there is nothing to compare with: name a baseline";
  const bench = (raw: RawOptions) => readOptions(benchFlags, raw, around);
  expect(await refusal(() => bench({ failOn: "wall:5%" }))).toContain(`--fail-on ${nothing}`);
  expect(await refusal(() => bench({ strict: true }))).toContain(`--strict ${nothing}`);
  const { baseline } = await bench({ baseline: "main", failOn: "wall:5%", strict: true });
  expect(baseline).toMatchObject({ given: { name: "main", file: "/project/baselines/main.json" }, strict: true });
  expect((await bench({})).baseline).toBeUndefined();
});

test("upgrade always compares, so that it takes the flags that judge without a baseline", async () => {
  const raw = { failOn: "wall:7%", strict: true } as const;
  const judging = judgingOf(await readOptions(upgradeFlags, { to: "typeorm@1.1.1", ...raw }, around));
  expect(judging).toEqual({ thresholds: (await resolveJudging(raw)).thresholds, strict: true });
});

test.each(["main", "typeorm-1.1.1", "2026_08", "a", "x".repeat(100)])("%j names a baseline of the project", (name) => {
  expect(baselineFile("/project", "--save", name)).toBe(join("/project", "baselines", `${name}.json`));
});

test.each(["", ".", "..", "../main", "a/b", "a\\b", ".hidden", "-x", "a b", "a\n", "ä", "x".repeat(101)])(
  "%j can't name a baseline, and the flag is said that asked for it",
  async (name) => {
    const sentence = await refusal(() => baselineFile("/project", "--baseline", name));
    expect(sentence).toMatch(/^--baseline must name a baseline with letters, digits/);
    expect(sentence).toContain(`received "${name}"`);
  },
);
