/** One workload of a project's own, in each form that there is. */
import type { OwnRelation } from "../../engines/engine.js";
import type { OptionsOf } from "../../flags/flag.js";
import type { ownFlags } from "../../flags/own.js";
import type { ServerChoice } from "../../flags/reading.js";
import type { EntityDescription, OwnSource } from "../../trial/client.js";

/** One workload of a project's own. */
export type OwnRead = {
  readonly workload: string;
  /** How its ORM connects; undefined for what is read without one. */
  readonly source?: OwnSource;
  /** What its ORM makes of the key, where it is an entity. */
  readonly entity?: Pick<EntityDescription, "inexactKey" | "unordered">;
} & (
  | { readonly kind: "rows"; readonly relation: OwnRelation }
  /** A query that the user's function gives, which has to be asked what it is. */
  | { readonly kind: "query"; readonly source: OwnSource; readonly sampled: Sampled; readonly file: string }
  /** Functions of the user's, side by side. */
  | { readonly kind: "functions"; readonly reads: readonly OwnFunctionRead[] }
);

/** How much of it is read. */
export type Sampled = Pick<OwnRelation, "sample" | "sampleIfKeyed">;

/** A function, as the pattern that it is read as. */
export interface OwnFunctionRead {
  /** `folder/read/name` */
  readonly pattern: string;
  /** As the user has it, for messages. */
  readonly file: string;
}

/** What of a command's options says which rows of a project's own are read. */
export interface OwnOptions extends OptionsOf<typeof ownFlags> {
  readonly projectDir: string;
  readonly server: ServerChoice;
  /** Whether only a first answer is wanted. */
  readonly quick?: boolean;
}
