/** Finds out how large the faults must be on this machine, now, to be 10 % of CPU and 3 % of allocation. */
import { join } from "node:path";
import { median } from "simple-statistics";
import { steadyCode } from "../../src/runner/steady-code.js";
import { medianInterval } from "../../src/stats/median-interval.js";
import { Sample } from "../../src/stats/sample.js";
import { say, withMeasuring, type Measuring } from "../measuring.js";
import { cpuByHand, installBare } from "./by-hand.js";
import { injections, type Amounts } from "./injections.js";
import { packInjection } from "./tarball.js";

/** What the faults shall cost, as parts of get-many's. */
const slowdown = 0.1;
const moreAllocation = 0.03;

/** How closely the slowdown's size must be known: half the width of its interval, as a part of it. */
const closeness = 0.05;

/** A slowdown near the one that is looked for: the time of a search is in proportion to its length. */
const probe = { searchedPerRow: 1_000 };

/** The burnt time is measured thirtyfold, since one tenth of CPU more drowns in the noise of a few dozen processes. */
const amplification = 30;

const trials = 15;
const mostRounds = 100;

/**
 * Measures get-many's cost with trials, and what burning costs with bare processes that take turns with them.
 *
 * @param folder for tarballs and packages; its owner removes it
 * @param slows whether the slowdown is needed: what it costs takes minutes to find out
 * @throws Error where the slowdown's size doesn't come out closely enough
 */
export async function calibrate(folder: string, rows: number, victim: number, slows: boolean): Promise<Amounts> {
  return withMeasuring("selfcheck", [rows], async (measuring) => {
    const allocated: number[] = [];
    const costOfTrial = async (): Promise<number> => {
      const call = { id: "typeorm/get-many", options: {} };
      const figures = await measuring.trial({ call, rows, nodeArgs: steadyCode });
      allocated.push(figures.allocated / rows);
      return figures.cpu;
    };
    const searched = slows ? await searchedFor(folder, rows, costOfTrial, measuring) : {};
    while (allocated.length < trials) await costOfTrial();
    say(`calibration: get-many allocates ${median(allocated).toFixed(0)} bytes a row`);
    return { ...probe, ...searched, bytesPerRow: median(allocated) * moreAllocation, victim };
  });
}

/** How many numbers must be searched a row for the slowdown. All that is compared lies next to each other in time. */
async function searchedFor(
  folder: string,
  rows: number,
  costOfTrial: () => Promise<number>,
  measuring: Measuring,
): Promise<Pick<Amounts, "searchedPerRow">> {
  const amounts = { ...probe, searches: amplification, bytesPerRow: 0, victim: 0 };
  const { unchanged, "slow-hydration": slow } = injections(amounts);
  const bare = async (name: string, injection: typeof slow): Promise<string> =>
    installBare(join(folder, name), await packInjection(folder, name, injection));
  const [without, burning] = [await bare("bare", unchanged), await bare("burning", slow)];

  const shares: number[] = [];
  for (let round = 1; round <= mostRounds; round++) {
    const cpu = await costOfTrial();
    const burnt = (await cpuByHand(burning, rows, measuring)) - (await cpuByHand(without, rows, measuring));
    shares.push(burnt / amplification / cpu);
    const { low, high } = medianInterval(new Sample(shares));
    const share = median(shares);
    if (round < trials || (high - low) / 2 > closeness * share) continue;
    const searchedPerRow = Math.round((probe.searchedPerRow * slowdown) / share);
    say(
      `calibration: ${probe.searchedPerRow} numbers searched a row burn ${percent(share)} of get-many's CPU by hand ` +
        `(${percent(low)} to ${percent(high)}, ${round} rounds): ${searchedPerRow} burn ${percent(slowdown)}`,
    );
    return { searchedPerRow };
  }
  throw new Error(`${mostRounds} rounds don't tell what a slowdown costs: this machine's time varies too much.`);
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
