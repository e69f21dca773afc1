/** Whether a data set fits the disk. */
import { statfs } from "node:fs/promises";
import { existsSync } from "node:fs";
import { dirname } from "node:path";
import prettyBytes from "pretty-bytes";
import { UsageError } from "../../../../errors.js";

/** Bytes that the cluster itself takes, its log and its room to breathe included. */
const clusterBytes = 150e6;

/** Bytes a row needs while it is loaded: the table, its key, and the sort that builds the key. */
const bytesPerLoadedRow = 200;

/** Bytes that must be free before a data set is loaded. */
export const neededBytes = (rows: number): number => clusterBytes + rows * bytesPerLoadedRow;

/**
 * Checks the disk that `folder` lies on, or will lie on.
 *
 * @throws UsageError where fewer bytes are free than `rows` rows need.
 */
export async function checkDiskSpace(folder: string, rows: number): Promise<void> {
  let existing = folder;
  while (!existsSync(existing) && dirname(existing) !== existing) existing = dirname(existing);
  const disk = await statfs(existing);
  const free = disk.bavail * disk.bsize;
  if (free >= neededBytes(rows)) return;
  throw new UsageError(
    `Not enough disk for ${rows.toLocaleString("en")} rows: they need about ${prettyBytes(neededBytes(rows))}, and ` +
      `${prettyBytes(free)} are free where ${existing} lies. Make room, or use fewer --rows.`,
  );
}
