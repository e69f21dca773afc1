/** The least of a quantity at which something holds that holds from some point on: found by halving, confirmed by repeating. Pure. */

/** What came of trying one value. */
export interface Tried {
  readonly value: number;
  /** How many times it held. */
  readonly held: number;
  /** Whether it is settled that it doesn't hold there. */
  readonly fails: boolean;
}

/** How it is looked for. */
export interface Bisection {
  /** At which it doesn't hold, without being tried. */
  readonly floor: number;
  /**
   * Where to look first; as long as nothing holds, further up from there. Left out where what was tried is all that is to be
   * asked.
   */
  readonly first?: number | undefined;
  /** At which it is taken to hold, though it may never have been tried; nothing unless given. */
  readonly known?: number | undefined;
  /** How far apart what holds and what doesn't may lie in the end. */
  readonly tolerance: (value: number) => number;
  /** How many times the value must hold that is found. */
  readonly times: number;
  /** The greatest that is tried. */
  readonly most: number;
}

/** What comes next. */
export type Step =
  | { readonly kind: "try"; readonly value: number }
  /** The least that holds, within the tolerance; `above`: the greatest at which it doesn't. */
  | { readonly kind: "found"; readonly value: number; readonly above: number }
  /** It holds at none, or, where one was known, at none less. */
  | { readonly kind: "none"; readonly above: number };

/**
 * The next step. What fails anywhere is taken to fail at all that is less, so that chance can raise what is found and
 * never lowers it. Depends on nothing but what was tried; values are whole numbers.
 */
export function nextStep(tried: readonly Tried[], { floor, first, known, tolerance, times, most }: Bisection): Step {
  const above = Math.max(floor, ...tried.filter(({ fails }) => fails).map(({ value }) => value));
  const holding = tried.filter(({ value, held }) => value > above && held > 0);
  const least = Math.min(...holding.map(({ value }) => value), known !== undefined && known > above ? known : Infinity);
  if (least === Infinity) {
    // A value that was tried, and is neither settled nor held, is tried again.
    const open = tried.find(({ value, fails }) => value > above && !fails)?.value;
    const next = open ?? (first === undefined ? undefined : above < first ? first : above * 2);
    return next === undefined || next > most ? { kind: "none", above } : { kind: "try", value: next };
  }
  if (tried.length === 0 && first !== undefined && first > above) return { kind: "try", value: first };
  const middle = Math.round((above + least) / 2);
  if (least - above > tolerance(least) && middle > above && middle < least) return { kind: "try", value: middle };
  const held = holding.find(({ value }) => value === least)?.held ?? 0;
  if (held === 0) return { kind: "none", above };
  return held < times ? { kind: "try", value: least } : { kind: "found", value: least, above };
}
