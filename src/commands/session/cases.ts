/** Makes cases of patterns that were asked for. Pure. */
import type { PatternRequest } from "../../config/pattern-requests.js";
import { UsageError } from "../../errors.js";
import { benchCaseOf } from "../../results/cases.js";
import type { BenchCase } from "../../results/schema.js";
import type { PatternDescription } from "../../trial/protocol.js";

/** How many rows are read: the same by all, or by each pattern its own. */
export type RowsOf = number | ((pattern: string) => number);

/**
 * One case for each request, defaults filled in; one for two requests that mean the same.
 *
 * @throws UsageError for an option that the pattern doesn't have.
 */
export function casesOf(
  requests: readonly PatternRequest[],
  descriptions: readonly PatternDescription[],
  rows: RowsOf,
  variant: string,
): BenchCase[] {
  const cases = requests.map((request): BenchCase => {
    const declared = descriptions.find(({ id }) => id === request.id)?.options ?? {};
    const unknown = Object.keys(request.options).find((name) => !Object.hasOwn(declared, name));
    if (unknown !== undefined) {
      const known = Object.keys(declared);
      throw new UsageError(
        `--patterns: ${request.id} has no option "${unknown}"; it has ${known.length > 0 ? known.join(", ") : "none"}.`,
      );
    }
    const options = {
      ...Object.fromEntries(Object.entries(declared).map(([name, option]) => [name, option.default])),
      ...request.options,
    };
    const count = typeof rows === "number" ? rows : rows(request.id);
    return benchCaseOf({ pattern: request.id, options, rows: count, variant });
  });
  return [...new Map(cases.map((benchCase) => [benchCase.id, benchCase])).values()];
}
