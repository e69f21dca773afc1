/**
 * Whether what `advise` says holds: questions drawn at random, what it chose read as it says to deploy it (memory limit, old
 * space, latency), and everything that it passed over read at the limit that was asked for. Of a run of `scale` that is there.
 * `npm run measure:advice -- <run> [questions]`
 */
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { mersenne } from "pure-rand/generator/mersenne";
import { median } from "simple-statistics";
import { projectPaths } from "../src/config/project.js";
import { UsageError } from "../src/errors.js";
import { advise, deploymentOf, type Advice, type Candidate, type Question } from "../src/growth/advise.js";
import { growthsOf, type PatternGrowth } from "../src/growth/growths.js";
import { limiters } from "../src/results/limiters.js";
import { readResult, resultPath } from "../src/results/store.js";
import { openContainers } from "../src/runner/memory-limit/containers.js";
import { startRelay, type Relay } from "../src/runner/relay/relay.js";
import { caseOf, limitedTrial, say, withMeasuring, type Measuring, type TrialWish } from "./measuring.js";

const [run = "", count = "10"] = process.argv.slice(2);
const mebibyte = 2 ** 20;
/** What questions are drawn from; of memory in steps of 16 MiB. */
const [rowsAsked, latencies] = [
  [150_000, 400_000, 1_000_000],
  [0, 0.5, 1, 2],
];
const kinds = [undefined, "entity", "raw"] as const;
const [leastMemory, mostMemory] = [96, 1024];
/** From so much faster on a read that was passed over speaks against the choice; then so many reads of both decide. */
const [faster, turns] = [1.1, 3];

const result = await readResult(await resultPath(run));
const growths = growthsOf(result);
const rng = mersenne(result.rngSeed);
const oneOf = <T>(values: readonly T[]): T => values[uniformInt(rng, 0, values.length - 1)] as T;

/** A question, and what was advised. */
interface Asked {
  readonly question: Question & { readonly memory: number };
  readonly advice: Advice & { kind: "chosen" };
}

const asked: Asked[] = [];
const seen = new Set<string>();
while (asked.length < Number(count)) {
  // As many small limits as large ones: they are what decides.
  const share = uniformInt(rng, 0, 1000) / 1000;
  const memory = Math.round((leastMemory * (mostMemory / leastMemory) ** share) / 16) * 16 * mebibyte;
  const question = { rows: oneOf(rowsAsked), memory, latency: oneOf(latencies), yields: oneOf(kinds) };
  const advice = advise(growths, question);
  const text = JSON.stringify(question);
  if (advice.kind === "chosen" && !seen.has(text)) asked.push({ question, advice });
  if (seen.size > 10_000) throw new UsageError(`In ${run} there aren't ${count} questions that something fits.`);
  seen.add(text);
}

const containers = await openContainers(projectPaths(process.cwd()).home, [...limiters]);
if ("absent" in containers) throw new UsageError(containers.absent);
const { contain, close } = containers;

/**
 * One read under what it is asked to do with; its wall time in ms, or how it ended.
 *
 * @param timeout ms after which it is slower than anything that is looked for.
 */
async function read(
  { context }: Measuring,
  wish: TrialWish,
  memoryLimit: number,
  timeout: number,
): Promise<number | string> {
  const trial = await limitedTrial(context(wish), caseOf(wish), { memoryLimit, timeout, contain });
  const outcome = trial?.outcome;
  if (outcome?.kind !== "completed") return outcome?.kind ?? "interrupted";
  const { wall } = outcome.metrics;
  return typeof wall === "number" ? wall : "no wall time";
}

async function hold(measuring: Measuring, { question, advice }: Asked, relay: Relay | undefined): Promise<void> {
  const { rows, memory, latency, yields } = question;
  const wishOf = ({ largest }: PatternGrowth, nodeArgs: readonly string[] = []): TrialWish => ({
    call: { id: largest.case.pattern, options: largest.case.options },
    rows,
    nodeArgs,
    ...(relay && { reachedBy: relay.urlOf }),
  });
  const deployed = deploymentOf(advice.best, memory);
  const nameOf = ({ pattern }: Pick<Candidate, "pattern">) => pattern.largest.case.pattern;
  const choice = () =>
    read(
      measuring,
      wishOf(advice.best.pattern, [`--max-old-space-size=${String(deployed.oldSpace)}`]),
      deployed.limit,
      longest,
    );
  // A read that thrashes never ends: both are given several times what was predicted, and as long as a process takes to start.
  const longest = 20_000 + 4 * advice.best.time.value;
  const first = await choice();
  const inMebibytes = (bytes: number) => `${String(Math.round(bytes / mebibyte))}M`;
  say(
    `${String(rows)} rows, ${inMebibytes(memory)}, ${String(latency)} ms, ${yields ?? "any"}: ${nameOf(advice.best)} (${advice.best.fits}) in ` +
      `${inMebibytes(deployed.limit)} with an old space of ${String(deployed.oldSpace)} MiB: ` +
      `${typeof first === "number" ? `survived, ${first.toFixed(0)} ms` : first}; predicted ${advice.best.time.value.toFixed(0)} ms`,
  );
  const passedOver = [...advice.others.map(({ pattern }) => pattern), ...advice.unknown];
  for (const pattern of passedOver) {
    const there = () => read(measuring, wishOf(pattern), memory, longest);
    const once = await there();
    if (typeof once !== "number" || typeof first !== "number" || once * faster >= first) continue;
    const both: { choice: number; there: number }[] = [];
    for (let turn = 0; turn < turns; turn++) {
      const [ofChoice, ofThere] = [await choice(), await there()];
      if (typeof ofChoice === "number" && typeof ofThere === "number") both.push({ choice: ofChoice, there: ofThere });
    }
    const ratio = both.length < turns ? NaN : median(both.map((each) => each.choice / each.there));
    say(
      `  passed over: ${nameOf({ pattern })}, ${once.toFixed(0)} ms at ${inMebibytes(memory)}; of ${String(turns)} turns ${String(both.length)} survived` +
        (ratio > faster ? `, ${ratio.toFixed(2)} times as fast: SHOULD HAVE BEEN CHOSEN` : ""),
    );
  }
}

try {
  await withMeasuring("measure:advice", [...new Set(asked.map(({ question }) => question.rows))], async (measuring) => {
    for (const each of asked) {
      const { latency } = each.question;
      const relay = latency === 0 ? undefined : await startRelay(latency);
      try {
        await hold(measuring, each, relay);
      } finally {
        await relay?.close();
      }
    }
  });
} finally {
  await close();
}
