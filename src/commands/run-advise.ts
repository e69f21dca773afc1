/** What `ormeter advise` does. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { packageRoot } from "../config/project.js";
import { UsageError } from "../errors.js";
import { exitCode, worst } from "../exit-codes.js";
import { advise, deploymentOf } from "../growth/advise.js";
import { growthsOf } from "../growth/growths.js";
import { hasDifferentData } from "../report/model/comparison/compared-result.js";
import { adviceSection, deploymentText } from "../report/model/growth/advice.js";
import { isScale } from "../report/model/growth/largest.js";
import { headingParts } from "../report/model/heading.js";
import { printableJson } from "../report/printable.js";
import { renderTerminal } from "../report/terminal/report.js";
import type { Result } from "../results/schema.js";
import { readResult } from "../results/store.js";
import type { AdviseOptions } from "./options/advise.js";
import { scaleOf } from "./run-scale.js";
import { measureInstalled } from "./session/measure-installed.js";
import type { Measure } from "./session/measure-into.js";
import { runMeasuringCommand, screen, type Streams } from "./session/measuring-command.js";
import { measureTargets } from "./session/targets.js";

/**
 * Runs the command.
 *
 * @returns the exit code: whoever asks for what none can do is told so by {@link exitCode.trialFailed}.
 * @throws UsageError where the run isn't one of several sizes, or its reads returned different data.
 */
export async function runAdvise(options: AdviseOptions, streams: Streams = process): Promise<number> {
  const { from } = options;
  if (from.kind === "run") {
    const { text, code } = await adviceOf(await readResult(from.run), from.run, options, streams);
    streams.stdout.write(`${text}\n`);
    return code;
  }
  return measureTargets(from.options, streams, async (target, out) => {
    let advised: number = exitCode.fine;
    const measure: Measure = (display, signal, keep) =>
      measureInstalled(scaleOf(from.options, target), display, signal, keep);
    const measured = await runMeasuringCommand({ ...from.options, out }, streams, measure, async (result) => {
      const { text, code } = await adviceOf(result, out, options, streams);
      advised = code;
      return text;
    });
    return worst([measured, advised]);
  });
}

/** What is said of a run, and the exit code that it stands for. */
async function adviceOf(
  result: Result,
  run: string,
  { question, json, projectDir }: AdviseOptions,
  { stdout }: Pick<Streams, "stdout">,
): Promise<{ readonly text: string; readonly code: number }> {
  if (!isScale(result)) {
    throw new UsageError(`advise needs a run of scale, which reads several sizes; ${run} is one of ${result.command}.`);
  }
  if (hasDifferentData(result)) {
    throw new UsageError(`The reads in ${run} returned different data: what a wrong read costs is no advice.`);
  }
  const advice = advise(growthsOf(result), question);
  const best = advice.kind === "chosen" ? advice.best : undefined;
  const code = best ? exitCode.fine : exitCode.trialFailed;
  if (json) {
    const needs = best && {
      pattern: best.pattern.largest.case.pattern,
      options: best.pattern.largest.case.options,
      memory: best.memory,
      time: best.time,
      fits: best.fits,
      deployment: deploymentOf(best, question.memory),
    };
    return { text: printableJson(needs ?? { pattern: null }), code };
  }
  const source = best && (await codeOf(best.pattern.largest.case.pattern, projectDir));
  const shown = { facts: headingParts(result), sections: [adviceSection(advice, question)] };
  // Code is copied as it is, and the last line into a deployment.
  const copied = [...(source === undefined ? [] : [source]), ...(best ? [deploymentText(best, question)] : [])];
  return { text: [renderTerminal(shown, screen(stdout)), ...copied].join("\n\n"), code };
}

/** The source of a pattern, the project's own before ormeter's: as it is written, or as it was compiled where that is all there is. */
async function codeOf(pattern: string, projectDir: string): Promise<string | undefined> {
  const written = join("bench", `${pattern}.ts`);
  const files = [
    ...[projectDir, packageRoot()].map((folder) => join(folder, written)),
    join(packageRoot(), "dist", "bench", `${pattern}.js`),
  ];
  const file = files.find((each) => existsSync(each));
  return file && `${relative(process.cwd(), file)}:\n\n${await readFile(file, "utf8")}`;
}
