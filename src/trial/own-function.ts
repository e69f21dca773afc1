/** A function of the user's as a pattern: measured as it is, whatever it does. */
import { functionOf } from "./exported-function.js";
import type { Pattern } from "./pattern.js";
import { reasonOf } from "./loading-error.js";

/** What a function of the user's that reads is called with. */
export interface OwnReadContext<Source = unknown> {
  /** What is connected, read-only: the DataSource, or a pg Pool where there is none. */
  readonly source: Source;
  /** Takes one row; not needed by a function that returns what it read. */
  readonly consume: (row: unknown) => void;
}

/** Marks an error whose message names the user's file already. */
export const ownFileError = "OwnFileError";

function failure(message: string, cause?: unknown): Error {
  const error = new Error(message, { cause });
  error.name = ownFileError;
  return error;
}

/**
 * The pattern of a function.
 *
 * @param name `read/report`
 * @param file as the user has it, for messages
 * @throws Error with a sentence where the file can't be loaded, or exports no such function
 */
export async function ownRead(
  name: string,
  file: string,
  load: () => Promise<Readonly<Record<string, unknown>>>,
  exported?: string,
): Promise<Pattern<unknown, Record<string, never>>> {
  let module: Readonly<Record<string, unknown>>;
  try {
    module = await load();
  } catch (cause) {
    throw failure(`${file} ends with an error when it is loaded: ${reasonOf(cause).replace(/\.?$/, ".")}`, cause);
  }
  let read: ReturnType<typeof functionOf>;
  try {
    read = functionOf(module, exported);
  } catch (cause) {
    throw failure(`${file}: ${(cause as Error).message}`, cause);
  }
  return {
    name,
    does: `A function of yours, in ${file}.`,
    yields: "raw",
    access: { kind: "whole" },
    options: {},
    read: ({ source, consume }) => handOver(read, file, { source, consume }),
  };
}

/** What the server refuses in a read-only transaction. */
const readOnly = "25006";

async function calling(read: ReturnType<typeof functionOf>, context: OwnReadContext): Promise<unknown> {
  try {
    return await read(context);
  } catch (error) {
    if (error instanceof Error && (error as { readonly code?: string }).code === readOnly) {
      error.message += ". A read must not write: ormeter reads in read-only transactions.";
    }
    throw error;
  }
}

/** Calls it, and hands over what it returns where it handed over nothing itself. */
async function handOver(
  read: ReturnType<typeof functionOf>,
  file: string,
  { source, consume }: OwnReadContext,
): Promise<unknown> {
  let rows = 0;
  const take = (row: unknown): void => {
    rows++;
    consume(row);
  };
  const result: unknown = await calling(read, { source, consume: take });
  if (rows > 0) return result;
  if (result === undefined || result === null) {
    throw failure(
      `${file} handed over no row and returned nothing, so nobody can tell that it read: call consume(row) for each row, or return what it read.`,
    );
  }
  // Text can be walked through as well, and is one value.
  if (typeof result === "object" && Symbol.asyncIterator in result) {
    for await (const row of result as AsyncIterable<unknown>) take(row);
  } else if (typeof result === "object" && Symbol.iterator in result) {
    for (const row of result as Iterable<unknown>) take(row);
  } else take(result);
  return result;
}
