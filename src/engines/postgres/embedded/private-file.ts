/** Small JSON files with secrets in them. */
import { readFile } from "node:fs/promises";
import type { z } from "zod";
import { writeWhole } from "../../../whole-file.js";

/** Writes `value` so that only its owner may read it, and so that nobody ever sees half of it. */
export const writePrivateJson = (path: string, value: unknown): Promise<void> =>
  writeWhole(path, `${JSON.stringify(value, undefined, 2)}\n`, { what: "What ormeter keeps for itself", mode: 0o600 });

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
