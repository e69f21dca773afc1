/** Which pattern to read with: the fastest that fits into the memory that there is. Pure. */
import type { MetricName } from "../metrics.js";
import type { Yields } from "../results/schema.js";
import type { PatternGrowth } from "./growths.js";
import { predict, type Prediction } from "./predict.js";

/** What is asked for. */
export interface Question {
  readonly rows: number;
  /** Bytes that the process may have; as many as it takes unless given. */
  readonly memory?: number | undefined;
  /** Milliseconds of a round trip to the server, beyond those that were measured with. */
  readonly latency: number;
  /** What the service is to be given; either unless said. */
  readonly yields?: Yields | undefined;
}

/** How often a read waits for the network; at least once a statement, in results that don't say how often. */
const waits: readonly MetricName[] = ["roundTrips", "statements"];

/** A pattern with what it would need. */
export interface Candidate {
  readonly pattern: PatternGrowth;
  readonly memory: Prediction;
  /** Milliseconds, the network's among them. */
  readonly time: Prediction;
  /** Whether it fits: with all that its memory may be, only with what it likely is, or not. */
  readonly fits: "surely" | "likely" | "no";
}

/** What came of it. */
export type Advice =
  | {
      readonly kind: "chosen";
      readonly best: Candidate;
      /** The others, the fastest first. */
      readonly others: readonly Candidate[];
      readonly unknown: readonly PatternGrowth[];
    }
  /** None fits; by the memory that each needs, the least first. */
  | { readonly kind: "none"; readonly others: readonly Candidate[]; readonly unknown: readonly PatternGrowth[] };

/**
 * Chooses the fastest of those that fit surely; of those that likely do where none does surely.
 *
 * @param growths those of one run.
 */
export function advise(growths: readonly PatternGrowth[], question: Question): Advice {
  const wanted = growths.filter(
    ({ largest: { pattern } }) => question.yields === undefined || pattern.yields === question.yields,
  );
  const candidates = wanted.flatMap((each) => candidateOf(each, question) ?? []);
  const unknown = wanted.filter((each) => candidates.every(({ pattern }) => pattern !== each));
  const byTime = candidates.toSorted((a, b) => a.time.value - b.time.value);
  const best = byTime.find(({ fits }) => fits === "surely") ?? byTime.find(({ fits }) => fits === "likely");
  if (best) return { kind: "chosen", best, others: byTime.filter((each) => each !== best), unknown };
  return { kind: "none", others: candidates.toSorted((a, b) => a.memory.value - b.memory.value), unknown };
}

/** What is predicted of a pattern; undefined where its memory or its time follows no law. */
function candidateOf(pattern: PatternGrowth, { rows, memory: limit = Infinity, latency }: Question) {
  const predicted = (name: MetricName): Prediction | undefined => {
    const found = pattern.metrics[name];
    return found.kind === "fitted" ? predict(found.growth, rows, found.heldOut?.error) : undefined;
  };
  // A pattern that dies of fewer rows is none for more.
  if (pattern.sizes.some(({ case: each, failures }) => failures.length > 0 && each.rows <= rows)) return undefined;
  const [memory, time] = [predicted("peakRss"), predicted("wall")];
  const waited = latency === 0 ? { value: 0, low: 0, high: 0 } : waits.map(predicted).find((found) => found);
  if (!memory || !time || !waited) return undefined;
  const whole = (of: keyof Prediction) => time[of] + latency * waited[of];
  const fits = memory.high <= limit ? "surely" : memory.value <= limit ? "likely" : "no";
  return {
    pattern,
    memory,
    time: { value: whole("value"), low: whole("low"), high: whole("high") },
    fits,
  } satisfies Candidate;
}

const mebibyte = 2 ** 20;

/** Container limits are written in steps of so many bytes. */
const limitStep = 16 * mebibyte;

/** What to write into a deployment: bytes of the container's limit, and MiB of V8's old generation. */
export interface Deployment {
  readonly limit: number;
  readonly oldSpace: number;
}

/**
 * The limit is all that the memory may be, and what was asked for at most where that is less. The old generation is what is
 * left of it beside the rest of the process (stacks, code, buffers: peak RSS without peak heap), so that V8 collects before the
 * kernel kills.
 */
export function deploymentOf({ pattern, memory }: Candidate, asked: number | undefined): Deployment {
  const needed = Math.ceil(memory.high / limitStep) * limitStep;
  const limit = Math.min(needed, asked ?? needed);
  const { peakRss, peakHeap } = pattern.largest.metrics;
  const beside =
    peakRss.kind === "measured" && peakHeap.kind === "measured"
      ? Math.max(0, peakRss.summary.median - peakHeap.summary.median)
      : limit / 2;
  return { limit, oldSpace: Math.max(16, Math.floor((limit - beside) / mebibyte)) };
}
