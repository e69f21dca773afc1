import type { MetricName } from "../../../../src/metrics.js";
import type { Equivalence } from "../../../../src/results/equivalence.js";
import type { Kind, Report } from "../../../../scripts/selfcheck/report.js";
import { judge } from "../../../../scripts/selfcheck/targets.js";

const victim = 12_345;
const change = { value: 1.1, low: 1.08, high: 1.12, level: 0.999 };

/** A report in which these cells, written `pattern metric`, regressed; all of them decide but for `decides`. */
function report(kind: Kind, regressed: readonly string[], decides = true): Report {
  const cells = regressed.map((cell) => {
    const [pattern = "", metric = ""] = cell.split(" ");
    const what = { pattern: `typeorm/${pattern}`, metric: metric as MetricName, as: "ratio", baseline: 1 } as const;
    return { ...what, verdict: "regressed" as const, decides, change };
  });
  const found = { rngSeed: 1, rounds: 9, cells, statements: [], equivalence: { kind: "same" as const } };
  return { kind, number: 1, seconds: 1, exitCode: regressed.length > 0 ? 1 : 0, found };
}

const times = (count: number, one: Report): Report[] => Array.from({ length: count }, () => one);
const met = (reports: readonly Report[]): boolean[] => judge(reports, victim).map((judgement) => judgement.met);

describe("the targets of the self-check", () => {
  test("grant twenty reports of A against A one false regression, and not two", () => {
    const [fine, wrong] = [report("unchanged", []), report("plain", ["stream wall"])];
    expect(met([...times(19, fine), wrong])).toEqual([true]);
    expect(met([...times(18, fine), wrong, wrong])).toEqual([false]);
  });

  test("don't count what decides nothing as a false regression", () => {
    expect(met([report("plain", ["stream dbTime"], false)])).toEqual([true]);
  });

  test("count a report without a result as missed, whatever was to be found", () => {
    const broken: Report = { kind: "plain", number: 1, seconds: 1, exitCode: 4, message: "The server didn't start." };
    expect(met([...times(19, report("plain", [])), broken])).toEqual([false]);
    expect(met([{ ...broken, kind: "slow-hydration" }])).toEqual([false, false]);
    expect(met([{ ...broken, kind: "dropped-row" }])).toEqual([false]);
  });

  test("want slower hydration found in nine of ten for get-many, and in stream in no more than one", () => {
    const [cpu, wall] = [report("slow-hydration", ["get-many cpu"]), report("slow-hydration", ["get-many wall"])];
    const [missed, both] = [report("slow-hydration", []), report("slow-hydration", ["get-many cpu", "stream cpu"])];
    expect(met([...times(4, cpu), ...times(5, wall), missed])).toEqual([true, true]);
    expect(met([...times(8, cpu), missed, missed])).toEqual([false, true]);
    expect(met([...times(8, cpu), both, both])).toEqual([true, false]);
  });

  test("want allocation and leaks found every time", () => {
    const allocated = report("more-allocation", ["get-many allocated"]);
    expect(met(times(10, allocated))).toEqual([true]);
    expect(met([...times(9, allocated), report("more-allocation", ["stream allocated"])])).toEqual([false]);
    expect(met(times(10, report("leak", ["get-many retained"])))).toEqual([true]);
  });

  test("want the row named that is wrong, and exit code 3", () => {
    const named = (key: string, exitCode: number): Report => {
      const firstDifference = { key, columns: [], missing: "neither" as const };
      const equivalence: Equivalence = { kind: "different", case: "a", reference: "b", summary: "", firstDifference };
      const { found, ...rest } = report("off-by-one", []);
      return { ...rest, exitCode, ...(found && { found: { ...found, equivalence } }) };
    };
    expect(met([named(String(victim), 3)])).toEqual([true]);
    expect(met([named("7", 3)])).toEqual([false]);
    expect(met([named(String(victim), 1)])).toEqual([false]);
  });
});
