/**
 * How often the statistics of comparisons are right, on noise of known kinds: how often intervals hold the truth, how
 * often an upgrade that changes nothing is called a change, and how often a change is found. No database, no clock; the
 * figures stand in docs/statistics.md. `npm run measure:verdicts -- [intervals] [upgrades]`; some minutes.
 */
import type { Estimate } from "../src/results/comparison.js";
import { adjustDifferences } from "../src/stats/covariate.js";
import { differenceInterval, meanInterval, noisyTrim } from "../src/stats/mean-interval.js";
import { Sample } from "../src/stats/sample.js";
import { numbersOr, say } from "./measuring.js";
import {
  noiseKinds,
  noiseOf,
  pairedDifferences,
  pairedObservations,
  randomFrom,
  type NoiseKind,
} from "./verdicts/noise.js";
import {
  syntheticPatterns,
  syntheticUpgrade,
  verdictsOf,
  type SyntheticUpgrade,
} from "./verdicts/synthetic-upgrade.js";

const rngSeed = 42;
const [intervals = 0, upgrades = 0] = numbersOr(100_000, 2_000);
const random = randomFrom(rngSeed);

const percent = (share: number, digits: number): string => `${(share * 100).toFixed(digits)} %`;
const row = (...cells: readonly (string | number)[]): void => say(`| ${cells.join(" | ")} |`);

/** Share of intervals that hold 0, the truth. */
function held(make: () => Estimate | undefined): string {
  let hits = 0;
  for (let made = 0; made < intervals; made++) {
    const interval = make();
    if (interval && interval.low <= 0 && interval.high >= 0) hits++;
  }
  return percent(hits / intervals, 2);
}

const levels = [0.9, 0.99, 0.999] as const;

function sayCoverage(kind: NoiseKind): void {
  const pairs = (count: number) => new Sample(pairedDifferences(count, noiseOf(kind, random), random));
  for (const count of [3, 5, 10, 20]) {
    const rules = [0, noisyTrim].flatMap((trim) =>
      levels.map((level) =>
        trim > 0 && trim * count < 1 ? "the same" : held(() => meanInterval(pairs(count), 1 - level, trim)),
      ),
    );
    const side = () => {
      const vary = noiseOf(kind, random);
      return new Sample(Array.from({ length: count }, vary));
    };
    // Separate runs have no order in common: drift isn't noise there, it is a change.
    const separate = levels.map((level) =>
      kind === "drifting" ? "–" : held(() => differenceInterval(side(), side(), 1 - level)),
    );
    row(kind, count, ...rules, ...separate);
  }
}

/** Pairs whose noise is the covariate's to seven parts of eight, as on a core that is shared; or not at all. */
function sayAdjustedCoverage(kind: NoiseKind): void {
  for (const count of [3, 5, 10, 20]) {
    const shares = [0, 0.93].flatMap((along) =>
      levels.map((level) =>
        held(() => {
          const [own, core] = [noiseOf(kind, random), noiseOf(kind, random)];
          const observations = () => {
            const covariate = core();
            return { value: own() * Math.sqrt(1 - along ** 2) - along * covariate, covariate };
          };
          const { differences, cost } = adjustDifferences(pairedObservations(count, observations, random));
          return meanInterval(new Sample(differences), 1 - level, noisyTrim, cost);
        }),
      ),
    );
    row(kind, count, ...shares);
  }
}

/** How often something holds of upgrades with different `rngSeed`s. */
function share(
  upgrade: Omit<SyntheticUpgrade, "rngSeed">,
  ...holds: readonly ((comparisons: ReturnType<typeof syntheticUpgrade>["comparisons"]) => boolean)[]
): string[] {
  const hits = holds.map(() => 0);
  for (let made = 0; made < upgrades; made++) {
    const { comparisons } = syntheticUpgrade({ ...upgrade, rngSeed: rngSeed + made });
    holds.forEach((each, index) => (hits[index] = (hits[index] ?? 0) + Number(each(comparisons))));
  }
  return hits.map((count) => percent(count / upgrades, 1));
}

say(`${intervals} intervals each, rngSeed ${rngSeed}`);
row("noise", "trials", ...["steady", "noisy", "separate"].flatMap((rule) => levels.map((level) => `${rule} ${level}`)));
row("---", ...Array<string>(10).fill("---:"));
for (const kind of noiseKinds) sayCoverage(kind);

say("\nThe same where the core's speed is known and taken out, if nothing or most of the noise is due to it");
row("noise", "trials", ...["nothing", "most"].flatMap((part) => levels.map((level) => `${part} ${level}`)));
row("---", ...Array<string>(7).fill("---:"));
for (const kind of noiseKinds) sayAdjustedCoverage(kind);

say(`\n${upgrades} upgrades each that change nothing: share in which anything is called improved or regressed`);
row("noise", "varying as usual, 15 rounds", "40 rounds", "three times as much, 15 rounds", "ten times, 15 rounds");
row("---", ...Array<string>(4).fill("---:"));
for (const noise of noiseKinds) {
  const shares = [
    [1, 15],
    [1, 40],
    [3, 15],
    [10, 15],
  ].flatMap(([unrest = 1, rounds = 0]) =>
    share({ noise, unrest, rounds }, (found) => verdictsOf(found, ["improved", "regressed"]).length > 0),
  );
  row(noise, ...shares);
}

const [changed] = syntheticPatterns;
say(
  `\n${upgrades} upgrades each of 15 rounds in which ${changed} takes more cpu: found there · blamed on another pattern`,
);
row("noise", "+5 %", "+7.5 %", "+10 %", "+20 %");
row("---", ...Array<string>(4).fill("---:"));
for (const noise of noiseKinds) {
  const shares = [1.05, 1.075, 1.1, 1.2].map((factor) =>
    share(
      { noise, rounds: 15, change: { pattern: changed, metric: "cpu", factor } },
      (found) =>
        verdictsOf(found, ["regressed"]).some(({ pattern, metric }) => pattern === changed && metric === "cpu"),
      (found) => verdictsOf(found, ["regressed"]).some(({ pattern }) => pattern !== changed),
    ).join(" · "),
  );
  row(noise, ...shares);
}

const vary = 0.2;
say(
  `\n${upgrades} upgrades each of 15 rounds on a core whose speed varies by ${percent(vary, 0)}, watched and not: ` +
    `anything called changed where nothing is · +10 % cpu in ${changed} found`,
);
row("noise", "watched", "not watched");
row("---", ...Array<string>(2).fill("---:"));
for (const noise of noiseKinds) {
  const shares = [true, false].map((watched) => {
    const core = { vary, watched };
    const still = share(
      { noise, rounds: 15, core },
      (found) => verdictsOf(found, ["improved", "regressed"]).length > 0,
    );
    const found = share(
      { noise, rounds: 15, core, change: { pattern: changed, metric: "cpu", factor: 1.1 } },
      (comparisons) =>
        verdictsOf(comparisons, ["regressed"]).some(({ pattern, metric }) => pattern === changed && metric === "cpu"),
    );
    return [...still, ...found].join(" · ");
  });
  row(noise, ...shares);
}
