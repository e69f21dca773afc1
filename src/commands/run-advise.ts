/** What `ormeter advise` does. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { packageRoot } from "../config/project.js";
import { UsageError } from "../errors.js";
import { exitCode } from "../exit-codes.js";
import { advise, deploymentOf, type Question } from "../growth/advise.js";
import { growthsOf } from "../growth/growths.js";
import { hasDifferentData } from "../report/model/comparison/compared-result.js";
import { adviceSection, deploymentText } from "../report/model/growth/advice.js";
import { isScale } from "../report/model/growth/largest.js";
import { headingParts } from "../report/model/heading.js";
import { printableJson } from "../report/printable.js";
import { renderTerminal } from "../report/terminal/report.js";
import { readResult } from "../results/store.js";
import { screen, type Streams } from "./session/measuring-command.js";

/** What `advise` was asked for. */
export interface AdviseOptions extends Question {
  /** A run's folder, or a `result.json`. */
  readonly run: string;
  readonly json: boolean;
}

/**
 * Runs the command.
 *
 * @returns the exit code: whoever asks for what none can do is told so by {@link exitCode.trialFailed}.
 * @throws UsageError where the run isn't one of several sizes, or its reads returned different data.
 */
export async function runAdvise(
  { run, json, ...question }: AdviseOptions,
  { stdout }: Pick<Streams, "stdout"> = process,
): Promise<number> {
  const result = await readResult(run);
  if (!isScale(result)) {
    throw new UsageError(`advise needs a run of scale, which reads several sizes; ${run} is one of ${result.command}.`);
  }
  if (hasDifferentData(result)) {
    throw new UsageError(`The reads in ${run} returned different data: what a wrong read costs is no advice.`);
  }
  const advice = advise(growthsOf(result), question);
  const best = advice.kind === "chosen" ? advice.best : undefined;
  if (json) {
    const needs = best && {
      pattern: best.pattern.largest.case.pattern,
      options: best.pattern.largest.case.options,
      memory: best.memory,
      time: best.time,
      fits: best.fits,
      deployment: deploymentOf(best, question.memory),
    };
    stdout.write(`${printableJson(needs ?? { pattern: null })}\n`);
  } else {
    const code = best && (await codeOf(best.pattern.largest.case.pattern));
    const shown = { facts: headingParts(result), sections: [adviceSection(advice, question)] };
    // Code is copied as it is, and the last line into a deployment.
    const copied = [...(code === undefined ? [] : [code]), ...(best ? [deploymentText(best, question)] : [])];
    stdout.write(`${[renderTerminal(shown, screen(stdout)), ...copied].join("\n")}\n`);
  }
  return best ? exitCode.fine : exitCode.trialFailed;
}

/** The source of a pattern of ormeter's: as it is written, or as it was compiled where that is all there is. */
async function codeOf(pattern: string): Promise<string | undefined> {
  const files = [join("bench", `${pattern}.ts`), join("dist", "bench", `${pattern}.js`)];
  const file = files.find((each) => existsSync(join(packageRoot(), each)));
  if (file === undefined) return undefined;
  return `${file}:\n\n${await readFile(join(packageRoot(), file), "utf8")}`;
}
