/** The cases of a sweep. Pure. */
import type { PatternRequest } from "../../config/pattern-requests.js";
import { benchCaseOf } from "../../results/cases.js";
import type { BenchCase } from "../../results/schema.js";
import type { PatternOption } from "../../trial/pattern.js";
import type { PatternDescription } from "../../trial/protocol.js";

/**
 * Each case with every value that its pattern's options declare, unless the request says one, and each of those at every
 * latency.
 *
 * @param cases one a request, defaults filled in.
 * @param latencies milliseconds of a round trip.
 */
export function sweptCases(
  cases: readonly BenchCase[],
  requests: readonly PatternRequest[],
  descriptions: readonly PatternDescription[],
  latencies: readonly number[],
): BenchCase[] {
  const swept = cases.flatMap((benchCase) => {
    const declared = descriptions.find(({ id }) => id === benchCase.pattern)?.options ?? {};
    return requests
      .filter((request) => isOf(request, benchCase))
      .flatMap(({ options: said }) => combinations(declared, said, benchCase.rows))
      .flatMap((options) =>
        latencies.map((latency) => benchCaseOf({ ...benchCase, options, conditions: { latency } })),
      );
  });
  return [...new Map(swept.map((each) => [each.id, each])).values()];
}

/** Whether a case was made of a request: whatever that says, the case has. */
const isOf = ({ id, options }: PatternRequest, benchCase: BenchCase): boolean =>
  id === benchCase.pattern && Object.entries(options).every(([name, value]) => benchCase.options[name] === value);

/** Every choice of one value for each option. */
function combinations(
  declared: Readonly<Record<string, PatternOption>>,
  said: PatternRequest["options"],
  rows: number,
): Record<string, number>[] {
  let chosen: Record<string, number>[] = [{}];
  for (const [name, option] of Object.entries(declared)) {
    const fixed = said[name];
    const values = fixed === undefined ? triedOf(option, rows) : [fixed];
    chosen = chosen.flatMap((others) => values.map((value) => ({ ...others, [name]: value })));
  }
  return chosen;
}

/** Its range and its default, up to the first that takes all rows at once: larger ones would do the same. */
function triedOf({ default: usual, sweep }: PatternOption, rows: number): number[] {
  const values = [...new Set([...sweep, usual])].sort((a, b) => a - b);
  const enough = values.findIndex((value) => value >= rows);
  return enough === -1 ? values : values.slice(0, enough + 1);
}
