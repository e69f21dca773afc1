/** An entity of the user's as a workload. Pure. */
import type { EntityDescription, OwnSource } from "../../trial/client.js";
import type { OwnRead } from "./own-reads.js";

/**
 * What is read for an entity.
 *
 * @param source how its ORM connects.
 * @param sample most rows that are read of it.
 */
export function entityRead(entity: EntityDescription, source: OwnSource, sample?: number): OwnRead {
  const { name, table, schema, columns, where, key, identity, unchecked, missing } = entity;
  return {
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
      ...(sample !== undefined && { sample }),
    },
    source: { ...source, entity: name },
    entity,
  };
}
