/** Small JSON files with secrets in them. */
import { readFile } from "node:fs/promises";
import writeFileAtomic from "write-file-atomic";
import type { z } from "zod";

/** Writes `value` so that only its owner may read it, and so that nobody ever sees half of it. */
export const writePrivateJson = (path: string, value: unknown): Promise<void> =>
  // false: the file is a cache's, so it needn't survive a power cut.
  writeFileAtomic(path, `${JSON.stringify(value, undefined, 2)}\n`, { mode: 0o600, fsync: false });

/** Reads what {@link writePrivateJson} wrote; undefined where there is no such file or it isn't of that shape. */
export async function readPrivateJson<Shape extends z.ZodType>(
  path: string,
  shape: Shape,
): Promise<z.infer<Shape> | undefined> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
  try {
    return shape.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
