/**
 * When a run that goes on until it knows enough looks at what it has, and how much of its false-alarm budget each look
 * may spend. Whoever looks often is fooled often; here the looks together may be fooled no more often than one.
 *
 * The budget is spent in proportion to the time used (K. K. G. Lan, D. L. DeMets, Discrete sequential boundaries for
 * clinical trials, Biometrika 70 (1983), with calendar time as in their paper in Statistics in Medicine 8 (1989)). Each
 * look's share counts as if it were the only one (Bonferroni): that needs no assumption on how looks hang together.
 */

/** Elapsed share of the time budget at the first look. Earlier there are too few trials to decide anything. */
const firstLook = 1 / 16;

/** By how much the elapsed share grows from look to look: a look that sees little new isn't worth its price. */
const growth = Math.SQRT2;

/**
 * The elapsed share of the time budget from which on the next look is due.
 *
 * @param last elapsed share at the last look; 0 before the first.
 */
export const nextLook = (last: number): number => (last === 0 ? firstLook : Math.min(1, last * growth));

/**
 * What a look may spend of the false-alarm budget, as a fraction of it.
 *
 * @param last elapsed share at the look before, 0 for none.
 * @param now elapsed share at this look; a look at the end is one at 1, whatever the clock says.
 */
export const spentAt = (last: number, now: number): number => Math.max(0, Math.min(1, now) - last);

/** What the last look has at least, where looks were made as often as they may be. */
export const spentAtTheEnd = 1 - 1 / growth;
