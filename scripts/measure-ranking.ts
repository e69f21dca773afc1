/**
 * How often the ranking errs and how often it decides: cases with a known true wall, whose trials vary around it as
 * much as is said, ranked over and over. No database, no clock. `npm run measure:ranking -- [runs]`
 */
import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { mersenne } from "pure-rand/generator/mersenne";
import { toldApart } from "../src/stats/ranking.js";
import { Sample } from "../src/stats/sample.js";
import { summarise, type Summary } from "../src/stats/summary.js";
import { numbersOr, say } from "./measuring.js";

const rngSeed = 42;
const [runs = 0] = numbersOr(10_000);
const generator = mersenne(rngSeed);

/** Box and Muller's normal deviates. */
function normal(): number {
  const radius = Math.sqrt(-2 * Math.log(1 - uniformFloat64(generator)));
  return radius * Math.cos(2 * Math.PI * uniformFloat64(generator));
}

/** Trials vary by factors, as times do: `vary` is the standard deviation of their logarithm. */
function caseWith(wall: number, vary: number, trials: number): Summary {
  return summarise(new Sample(Array.from({ length: trials }, () => wall * Math.exp(vary * normal()))));
}

/** Share of runs in which the best of the cases is told apart from every other. */
function decided(walls: readonly number[], vary: number, trials: number): string {
  let leaders = 0;
  for (let run = 0; run < runs; run++) {
    const [best, ...others] = walls.map((wall) => caseWith(wall, vary, trials)).sort((a, b) => a.median - b.median);
    if (best && others.every((other) => toldApart(best, other, "noisy"))) leaders++;
  }
  return `${((leaders / runs) * 100).toFixed(1)} %`;
}

say(`${runs} runs each, rngSeed ${rngSeed}`);
say("| trials vary by | trials | two equal cases | 13 equal cases | one is 1.2 × | one is 1.5 × | one is 2 × |");
say("| --- | ---: | ---: | ---: | ---: | ---: | ---: |");
for (const vary of [0.05, 0.1, 0.2]) {
  for (const trials of [3, 5, 9]) {
    const cells = [[1, 1], Array<number>(13).fill(1), [1, 1.2], [1, 1.5], [1, 2]].map((walls) =>
      decided(walls, vary, trials),
    );
    say(`| ±${vary * 100} % | ${trials} | ${cells.join(" | ")} |`);
  }
}
