/** Whether a data set fits the disk. */
import { statfs } from "node:fs/promises";
import { existsSync } from "node:fs";
import { dirname } from "node:path";
import prettyBytes from "pretty-bytes";
import { UsageError } from "../../../../errors.js";

/** Bytes that the cluster itself takes, its log and its room to breathe included. */
const clusterBytes = 150e6;

/**
 * Bytes that must be free before a data set is loaded.
 *
 * @param bytesPerRow what a row needs while it is loaded: the table, its key, and the sort that builds the key.
 */
export const neededBytes = (rows: number, bytesPerRow: number): number => clusterBytes + rows * bytesPerRow;

/**
 * Checks the disk that `folder` lies on, or will lie on.
 *
 * @throws UsageError where fewer bytes are free than `rows` rows need.
 */
export async function checkDiskSpace(folder: string, rows: number, bytesPerRow: number): Promise<void> {
  let existing = folder;
  while (!existsSync(existing) && dirname(existing) !== existing) existing = dirname(existing);
  const disk = await statfs(existing);
  const free = disk.bavail * disk.bsize;
  const needed = neededBytes(rows, bytesPerRow);
  if (free >= needed) return;
  throw new UsageError(
    `Not enough disk for ${rows.toLocaleString("en")} rows: they need about ${prettyBytes(needed)}, and ` +
      `${prettyBytes(free)} are free where ${existing} lies. Make room, or use fewer --rows.`,
  );
}
