import type { PoolClient } from "pg";
import Cursor from "pg-cursor";
import type { DataSource, EntityTarget, ObjectLiteral } from "typeorm";
import { definePattern, entityKeys } from "ormeter";
import { hydrator } from "./stream-entities.js";

/** What `stream-entities` does, over a join whose rows come root by root. */
export default definePattern<DataSource, EntityTarget<ObjectLiteral>>()({
  name: "stream-trees",
  does: "One SELECT with a LEFT JOIN ordered by the root's key behind the driver's cursor: trees of entities with flat memory.",
  yields: "entity",
  way: "stream",
  memory: "flat",
  access: entityKeys,
  relations: ["many"],
  needsKey: true,
  options: { batchSize: { default: 1_000, sweep: [10, 100, 1_000, 10_000], means: "rows fetched at a time" } },
  async read({ source: dataSource, workload: { target, relations }, options: { batchSize }, consume }) {
    const metadata = dataSource.getMetadata(target);
    const query = dataSource.createQueryBuilder(target, "entity");
    for (const { propertyPath } of metadata.primaryColumns) query.addOrderBy(`entity.${propertyPath}`);
    const [relation, ...others] = relations.map(({ name }) => {
      query.leftJoinAndSelect(`entity.${name}`, name);
      const related = metadata.findRelationWithPropertyPath(name)?.inverseEntityMetadata;
      if (!related) throw new Error(`${metadata.name} has no relation ${name}.`);
      const keys = related.primaryColumns.map(({ databaseName }) => `${name}_${databaseName}`);
      return { name, keys, toEntity: hydrator(dataSource, related, name) };
    });
    if (!relation || others.length > 0) throw new Error("One relation can be streamed with its roots.");
    const keys = metadata.primaryColumns.map(({ databaseName }) => `entity_${databaseName}`);
    const toEntity = hydrator(dataSource, metadata, "entity");

    const [sql, parameters] = query.getQueryAndParameters();
    const queryRunner = dataSource.createQueryRunner();
    try {
      const client = (await queryRunner.connect()) as PoolClient;
      const cursor = client.query(new Cursor<Record<string, unknown>>(sql, parameters));
      try {
        let current: { readonly row: Record<string, unknown>; readonly root: ObjectLiteral } | undefined;
        for (let rows; (rows = await cursor.read(batchSize)).length > 0;) {
          for (const row of rows) {
            const known = current;
            if (!known || keys.some((key) => row[key] !== known.row[key])) {
              if (known) consume(known.root);
              current = { row, root: Object.assign(toEntity(row), { [relation.name]: [] }) };
            }
            const held = current?.root[relation.name] as ObjectLiteral[];
            if (relation.keys.every((key) => row[key] !== null)) held.push(relation.toEntity(row));
          }
        }
        if (current) consume(current.root);
      } finally {
        await cursor.close();
      }
    } finally {
      await queryRunner.release();
    }
  },
});
