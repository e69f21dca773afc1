/** An entity of the user's as a workload. Pure. */
import type { OwnRelation } from "../../engines/engine.js";
import type { EntityDescription, OwnSource } from "../../trial/client.js";
import type { OwnRead } from "./own-read.js";

/**
 * What is read for an entity.
 *
 * @param source how its ORM connects.
 * @param sampled how many rows are read of it, where that aren't all.
 */
export function entityRead(
  entity: EntityDescription,
  source: OwnSource,
  sampled: Pick<OwnRelation, "sample" | "sampleIfKeyed"> = {},
): OwnRead & { kind: "rows" } {
  const { name, table, schema, columns, where, key, identity, unchecked, missing } = entity;
  return {
    kind: "rows",
    workload: name,
    relation: {
      kind: "table",
      workload: name,
      table,
      schema,
      columns,
      where,
      key: key.length > 0 ? key : undefined,
      identity,
      unchecked,
      missing,
      ...sampled,
    },
    source: { ...source, entity: name },
    entity,
  };
}
