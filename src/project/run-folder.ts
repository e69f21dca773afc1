/**
 * The folder that a run is written to: claimed before anything is measured, and gone again where nothing was. While the
 * run goes on a file in it says whose it is, so that what a killed run left empty is known, and removed, at the next.
 */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  rmdirSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { UsageError } from "../errors.js";
import { isGone, ownIdentity, processIdentity } from "../processes/identity.js";
import { leftTemporary, reasonOf } from "../whole-file.js";

/** Whose folder it is, and the topmost folder that was made for it. */
const markFile = ".ormeter-run";
const mark = z.object({ owner: processIdentity, made: z.string().optional() });

type Mark = z.infer<typeof mark>;

/**
 * Makes the folder that a run will be written to, so that a wrong one is found out before the run and not after. Takes
 * back what killed runs left beside it.
 *
 * @param mayReplace whether the result in it is what the run goes on with.
 * @returns gives the claim back: to be called when the run has written what it had, or had nothing. An empty folder
 *   goes, with those above it that were made for it. Called for whoever forgets, when the process exits.
 * @throws UsageError where it can't be written to, or holds a result already that isn't gone on with.
 */
export function claimOut(out: string, mayReplace = false): () => void {
  let made: string | undefined;
  try {
    // First, since Node never stops trying to make a folder below one like /proc.
    tryWriting(out);
    made = mkdirSync(out, { recursive: true });
  } catch (error) {
    throw new UsageError(`--out must name a folder that can be written to; received "${out}" (${reasonOf(error)}).`, {
      cause: error,
    });
  }
  if (!mayReplace && existsSync(join(out, "result.json"))) {
    throw new UsageError(`--out: "${out}" holds a result already; name another folder, or move that one away.`);
  }
  for (const name of readdirSync(dirname(out))) takeBackIfLeft(join(dirname(out), name));
  const own: Mark = { owner: ownIdentity(), ...(made !== undefined && { made }) };
  // Made anew where the sweep found it empty, with a dead run's mark.
  mkdirSync(out, { recursive: true });
  // A disk that is too full for this is met again, and named, where the result is written.
  ignoringErrors(() => writeFileSync(join(out, markFile), JSON.stringify(own)));
  const unclaim = (): void => {
    process.off("exit", unclaim);
    takeBack(out, own);
  };
  process.on("exit", unclaim);
  return unclaim;
}

/** Writes below the nearest folder that is there: permissions don't say whether root can, or whether a disk takes it. */
function tryWriting(folder: string): void {
  let nearest = folder;
  while (!existsSync(nearest)) nearest = dirname(nearest);
  rmdirSync(mkdtempSync(join(nearest, ".ormeter-")));
}

/** Takes the mark away, and the folder where it holds nothing else, with those above it that were made for it. */
function takeBack(folder: string, { made }: Mark): void {
  ignoringErrors(() => rmSync(join(folder, markFile), { force: true }));
  if (made === undefined) return;
  // Folder by folder while they are empty: another run may have put its own beside ours meanwhile.
  for (let next = folder; next.length >= made.length; next = dirname(next)) {
    if (!ignoringErrors(() => rmdirSync(next))) return;
  }
}

/** Does so with a folder whose run was killed; others are left alone. */
function takeBackIfLeft(folder: string): void {
  const left = markOf(folder);
  if (!left || !isGone(left.owner)) return;
  for (const name of readdirSync(folder).filter(leftTemporary)) {
    ignoringErrors(() => rmSync(join(folder, name), { force: true }));
  }
  takeBack(folder, left);
}

function markOf(folder: string): Mark | undefined {
  try {
    return mark.parse(JSON.parse(readFileSync(join(folder, markFile), "utf8")));
  } catch {
    return undefined;
  }
}

function ignoringErrors(action: () => void): boolean {
  try {
    action();
    return true;
  } catch {
    return false;
  }
}
