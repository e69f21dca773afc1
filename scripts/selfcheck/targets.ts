/** What the verdicts must reach, and whether some reports did. */
import type { MetricName } from "../../src/metrics.js";
import type { StatementChange } from "../../src/results/comparison.js";
import { extraQuery, type InjectionName } from "./injections.js";
import { verdictOn, type Kind, type Report } from "./report.js";

/** A target, and how far it was reached. */
export interface Judgement {
  readonly target: string;
  readonly asked: string;
  readonly came: string;
  readonly met: boolean;
}

/** How many reports each kind gets unless told otherwise; A against A is told in two ways. */
export const reportsOf: Readonly<Record<Exclude<Kind, "real">, number>> = {
  unchanged: 10,
  plain: 10,
  "slow-hydration": 10,
  "more-allocation": 10,
  leak: 10,
  "dropped-row": 3,
  "off-by-one": 3,
  "shifted-date": 3,
  "text-decimal": 3,
  "extra-query": 3,
};

/** Judges the targets that the reports have something to say about. */
export function judge(reports: readonly Report[], victim: number): Judgement[] {
  const of = (...kinds: readonly Kind[]): readonly Report[] => reports.filter(({ kind }) => kinds.includes(kind));
  const slow = of("slow-hydration");
  const judgements = [
    falseRegressions(of("unchanged", "plain")),
    share("10 % slower hydration: get-many's cpu or wall regressed", 0.9, slow, (report) =>
      anyRegressed(report, "get-many", ["cpu", "wall"]),
    ),
    share(
      "10 % slower hydration: neither of stream's",
      0.9,
      slow,
      (report) => report.found !== undefined && !anyRegressed(report, "stream", ["cpu", "wall"]),
    ),
    share("3 % more allocation: get-many's allocated regressed", 1, of("more-allocation"), (report) =>
      anyRegressed(report, "get-many", ["allocated"]),
    ),
    share("a leak of 1 kB per 1,000 rows: get-many's retained regressed", 1, of("leak"), (report) =>
      anyRegressed(report, "get-many", ["retained"]),
    ),
    ...wrongData(victim).map(({ kind, key }) =>
      share(`${kind}: exit 3, naming row ${key}`, 1, of(kind), (report) => names(report, key)),
    ),
    share("an extra query a page: shown", 1, of("extra-query"), showsExtraQuery),
  ];
  return judgements.flatMap((judgement) => judgement ?? []);
}

/** At most one report in twenty may call anything regressed that a regression of would fail it. */
function falseRegressions(reports: readonly Report[]): Judgement | undefined {
  if (reports.length === 0) return undefined;
  const regressed = reports.map(
    ({ found }) => found?.cells.filter(({ verdict, decides }) => decides && verdict === "regressed").length,
  );
  const cells = reports.flatMap(({ found }) => found?.cells ?? []);
  const [wrong, without] = [
    regressed.filter((count) => count !== undefined && count > 0).length,
    regressed.filter((count) => count === undefined).length,
  ];
  const allowed = Math.floor(reports.length / 20);
  const anywhere = cells.filter(({ verdict }) => verdict === "regressed").length;
  return {
    target: "A against A: reports with a false regression",
    asked: `at most ${allowed} of ${reports.length}`,
    came: `${wrong}${without > 0 ? `, and ${without} without a result` : ""}; ${anywhere} of all ${cells.length} cells`,
    met: wrong <= allowed && without === 0,
  };
}

/** In how many of the reports something holds. */
function share(
  target: string,
  part: number,
  reports: readonly Report[],
  holds: (report: Report) => boolean,
): Judgement | undefined {
  if (reports.length === 0) return undefined;
  const [least, count] = [Math.ceil(reports.length * part), reports.filter(holds).length];
  return { target, asked: `at least ${least} of ${reports.length}`, came: String(count), met: count >= least };
}

const anyRegressed = (report: Report, pattern: string, metrics: readonly MetricName[]): boolean =>
  metrics.some((metric) => verdictOn(report, pattern, metric)?.verdict === "regressed");

/** The row that each must name; a date that is shifted, or a type that changed, is so from the first row on. */
const wrongData = (victim: number): readonly { kind: InjectionName; key: number }[] => [
  { kind: "dropped-row", key: victim },
  { kind: "off-by-one", key: victim },
  { kind: "shifted-date", key: 1 },
  { kind: "text-decimal", key: 1 },
];

function names({ exitCode, found }: Report, key: number): boolean {
  const equivalence = found?.equivalence;
  return exitCode === 3 && equivalence?.kind === "different" && equivalence.firstDifference?.key === String(key);
}

/** Whether the candidate's extra text is told from the read's own, in the patterns that hydrate and only there. */
function showsExtraQuery({ found }: Report): boolean {
  const changeOf = (pattern: string): StatementChange | undefined =>
    found?.statements.find((one) => one.pattern === `typeorm/${pattern}`)?.change;
  return (
    changeOf("stream")?.kind === "same" &&
    ["get-many", "take-keyset"].every((pattern) => {
      const change = changeOf(pattern);
      return change?.kind === "different" && change.candidate.some(({ text }) => text === extraQuery);
    })
  );
}
