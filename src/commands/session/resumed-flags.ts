/** The flags of a run that is gone on with: as they were typed then. */
import { dirname, resolve } from "node:path";
import { commandLine } from "../../config/invocation.js";
import type { Surroundings } from "../../config/surroundings.js";
import { UsageError } from "../../errors.js";
import { isSaid, listed, type Flags, type RawOptions } from "../../flags/flag.js";
import { resume } from "../../flags/output.js";
import { readResult, resultPath } from "../../results/store.js";

/**
 * A command's flags with those of the run that `--resume` names, and its folder as the place of what is measured; as they
 * are where none is named.
 *
 * @throws UsageError where that run is another command's, is complete, or flags are given that it has of its own.
 */
export async function resumedFlags(
  command: string,
  flags: Flags,
  raw: RawOptions,
  { cwd }: Pick<Surroundings, "cwd">,
): Promise<RawOptions> {
  const named = raw[resume.attribute];
  if (typeof named !== "string") return raw;
  const file = await resultPath(resolve(cwd, named));
  const run = await readResult(file);
  const refused = listed(flags).find(({ attribute, isPlace }) => !isPlace && isSaid(raw[attribute]));
  if (refused) throw new UsageError(`--resume goes on with the flags of the run itself: leave ${refused.name} away.`);
  if (run.command !== command) {
    const right = commandLine(run.command, `--resume ${named}`);
    throw new UsageError(
      `--resume: ${named} is a run of ${run.command}, and ${command} can't go on with it: ${right}.`,
    );
  }
  if (run.state === "complete")
    throw new UsageError(`--resume: the run in ${named} is complete: there is nothing to go on with.`);
  if (!run.typed) {
    throw new UsageError(
      `--resume: the run in ${named} was made by an ormeter that didn't keep its flags: make it again.`,
    );
  }
  return { out: dirname(file), ...run.typed, ...raw };
}
