/** Functions of a project's own that read, measured as they are. */
import type { ExportedFrom } from "../../flags/own.js";
import type { OwnProject } from "../../project/own/own-project.js";
import type { OwnFunction, OwnSource } from "../../trial/client.js";
import type { OwnRead } from "./own-reads.js";

/** A function, and as which pattern it is read. */
export interface OwnFunctionRead extends OwnFunction {
  /** `folder/read/name` */
  readonly pattern: string;
}

/** What it is read through where there is no ORM. */
const driver = "pg";

/** The one workload of all functions. */
export function functionsToRead(
  reads: readonly ExportedFrom[],
  { project, source }: { readonly project: OwnProject; readonly source: OwnSource | undefined },
): OwnRead[] {
  return [];
}
