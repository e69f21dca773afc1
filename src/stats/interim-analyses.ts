/**
 * When a run that goes on until it knows enough analyses what it has, and how much of its false-alarm budget each interim
 * analysis may spend. Whoever looks often is fooled often; here the analyses together may be fooled no more often than one.
 *
 * The budget is spent in proportion to the time used (K. K. G. Lan, D. L. DeMets, Discrete sequential boundaries for
 * clinical trials, Biometrika 70 (1983), with calendar time as in their paper in Statistics in Medicine 8 (1989)). Each
 * analysis's share counts as if it were the only one (Bonferroni): that needs no assumption on how interim analyses are correlated.
 */

/** Elapsed share of the time budget at the first analysis. Earlier there are too few trials to decide anything. */
const firstAnalysis = 1 / 16;

/** By how much the elapsed share grows from one analysis to the next: one that sees little new isn't worth its price. */
const growth = Math.SQRT2;

/**
 * The elapsed share of the time budget from which on the next analysis is due.
 *
 * @param last elapsed share at the last one; 0 before the first.
 */
export const nextAnalysis = (last: number): number => (last === 0 ? firstAnalysis : Math.min(1, last * growth));

/**
 * What an analysis may spend of the false-alarm budget, as a fraction of it.
 *
 * @param last elapsed share at the one before, 0 for none.
 * @param now elapsed share at this one; one at the end is one at 1, whatever the clock says.
 */
export const alphaSpent = (last: number, now: number): number => Math.max(0, Math.min(1, now) - last);

/** What the last analysis has at least, where they were made as often as they may be. */
export const alphaSpentAtTheEnd = 1 - 1 / growth;
