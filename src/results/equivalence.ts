/** Whether reads returned the same data, and where they first did not. */
import { z } from "zod";

/** What the reads are held against where it is no other read: the rows as the server itself has them. */
export const serverRows = "the server's own rows";

/** Which data the patterns returned. */
export const equivalence = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("same") }),
  /** Nothing to compare: no trial completed. */
  z.object({ kind: z.literal("unknown"), reason: z.string() }),
  z.object({
    kind: z.literal("different"),
    /** The case whose data differs, and the one it was held against, or {@link serverRows}. */
    case: z.string(),
    reference: z.string(),
    /** Other cases whose data differs too. */
    others: z.array(z.string()).optional(),
    /** In what they differ: count, checksum, digest, or the type, class, keys or order of equal values. */
    summary: z.string(),
    /** The time zone that explains every value that differs: some days and hours don't exist there. */
    timeZone: z.string().optional(),
    /** The first row that differs, where a second reading found it. */
    firstDifference: z
      .object({
        /** The row's key (its id). */
        key: z.string(),
        /** Columns that differ, as text; a row that one side doesn't have has `null` there. */
        columns: z.array(
          z.object({ name: z.string(), value: z.string().nullable(), reference: z.string().nullable() }),
        ),
        missing: z.enum(["case", "reference", "neither"]),
      })
      .optional(),
  }),
]);

export type Equivalence = z.infer<typeof equivalence>;
