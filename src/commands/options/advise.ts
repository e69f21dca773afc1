/** What `ormeter advise` may be asked: a question, and how to measure where no run is named that answers it. */
import type { Surroundings } from "../../config/surroundings.js";
import { UsageError } from "../../errors.js";
import type { Question } from "../../growth/advise.js";
import { listed } from "../../flags/flag.js";
import { anyRows, latency, memory, yields } from "../../flags/asking.js";
import { resolveScale, scalingFlags, type ScaleOptions } from "./scale.js";
import type { CommandOptions } from "./types.js";

const question = { rows: anyRows, memory, latency, yields };

export const adviseFlags = { ...question, ...scalingFlags };

export interface AdviseOptions {
  readonly question: Question;
  readonly json: boolean;
  /** Where the project lies whose patterns may be advised. */
  readonly projectDir: string;
  /** A run of scale that there is, or how one is made. */
  readonly from:
    { readonly kind: "run"; readonly run: string } | { readonly kind: "measured"; readonly options: ScaleOptions };
}

/**
 * What the flags say together.
 *
 * @throws UsageError where a run is named, and how to measure as well.
 */
export async function resolveAdvise(
  given: CommandOptions<typeof adviseFlags, "run">,
  around: Pick<Surroundings, "env">,
): Promise<AdviseOptions> {
  const { run, rows, memory: bytes, latency: trip, yields: wanted, typed, json: asJson, projectDir } = given;
  const asked = { question: { rows, memory: bytes, latency: trip, yields: wanted }, json: asJson, projectDir };
  const howToMeasure = Object.fromEntries(
    Object.entries(typed).filter(([name]) => listed(question).every(({ attribute }) => attribute !== name)),
  );
  if (run !== "") {
    const said = listed(scalingFlags).find(({ attribute }) => Object.hasOwn(howToMeasure, attribute));
    if (!said) return { ...asked, from: { kind: "run", run } };
    throw new UsageError(`${run} was measured as it is: leave ${said.name} away, or the run, to measure anew.`);
  }
  const unasked = { rows: undefined, predict: [rows], resume: undefined, open: undefined };
  const scale = { ...given, ...unasked, typed: howToMeasure };
  return { ...asked, from: { kind: "measured", options: await resolveScale(scale, around) } };
}
