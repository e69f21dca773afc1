/** Finds out how large the faults must be on this machine, now, to be 10 % of CPU and 3 % of allocation. */
import { join } from "node:path";
import { median } from "simple-statistics";
import { steadyCode } from "../../src/runner/steady-code.js";
import { say, withMeasuring, type Measuring } from "../measuring.js";
import { installBare, measureByHand } from "./by-hand.js";
import { injections, type Amounts } from "./injections.js";
import { packInjection } from "./tarball.js";

/** What the faults shall cost, as parts of get-many's. */
const slowdown = 0.1;
const moreAllocation = 0.03;

/** How far the slowdown may be from what it shall be, as measured by hand. */
const tolerance = 0.005;

/** The burnt time is measured tenfold, since one tenth of CPU more drowns in the noise of a few dozen processes. */
const amplification = 10;

const trials = 15;
const pairs = 20;
const attempts = 5;

/**
 * Measures get-many's cost with trials, and what burning costs with bare processes.
 *
 * @param folder for tarballs and packages; its owner removes it
 * @param slows whether the slowdown is needed: what it costs takes minutes, and a quiet machine, to find out
 * @throws Error where the slowdown can't be brought to 10 %
 */
export async function calibrate(folder: string, rows: number, victim: number, slows: boolean): Promise<Amounts> {
  return withMeasuring("selfcheck", [rows], async (measuring) => {
    const { cpu, allocated } = await costOfGetMany(rows, measuring);
    const amounts = { searchedPerRow: 1_000, bytesPerRow: (allocated / rows) * moreAllocation, victim };
    if (!slows) return amounts;
    const unchanged = await installBare(
      join(folder, "bare"),
      await packInjection(folder, "bare", injections(amounts).unchanged),
    );
    for (let attempt = 1; attempt <= attempts; attempt++) {
      const burnt = await burntTime(folder, { ...amounts, rows, attempt, unchanged }, measuring);
      say(
        `calibration: get-many ${cpu.toFixed(0)} ms of CPU, ${(allocated / rows).toFixed(0)} bytes allocated a row; ` +
          `${amounts.searchedPerRow} numbers searched a row burn ${((burnt / cpu) * 100).toFixed(1)} % by hand`,
      );
      if (Math.abs(burnt / cpu - slowdown) <= tolerance) return amounts;
      amounts.searchedPerRow = Math.round((amounts.searchedPerRow * slowdown * cpu) / burnt);
    }
    throw new Error(`${attempts} attempts brought no slowdown of 10 %: this machine's time varies too much.`);
  });
}

/** Medians over some trials, in workers such as comparisons are made with. */
async function costOfGetMany(rows: number, { trial }: Measuring): Promise<{ cpu: number; allocated: number }> {
  const [cpu, allocated]: [number[], number[]] = [[], []];
  for (let made = 0; made < trials; made++) {
    const figures = await trial({ call: { id: "typeorm/get-many", options: {} }, rows, nodeArgs: steadyCode });
    cpu.push(figures.cpu);
    allocated.push(figures.allocated);
  }
  return { cpu: median(cpu), allocated: median(allocated) };
}

/** Milliseconds of CPU that the search adds to one getMany. */
async function burntTime(
  folder: string,
  { rows, attempt, unchanged, ...amounts }: Amounts & { rows: number; attempt: number; unchanged: string },
  measuring: Measuring,
): Promise<number> {
  const amplified = injections({ ...amounts, searchedPerRow: amounts.searchedPerRow * amplification })[
    "slow-hydration"
  ];
  const name = `burn-${attempt}`;
  const slow = await installBare(join(folder, name), await packInjection(folder, name, amplified));
  const { baseline, candidate } = await measureByHand([unchanged, slow], rows, pairs, measuring);
  return (median([...candidate]) - median([...baseline])) / amplification;
}
