import type { PoolClient } from "pg";
import Cursor from "pg-cursor";
import type { DataSource, EntityMetadata, EntityTarget, ObjectLiteral } from "typeorm";
import { definePattern, entityKeys } from "ormeter";

/**
 * Turns TypeORM's raw rows into entities, as `getMany` does for an entity that is read without joins: the same class where
 * several share a table, the same conversions and transformers. TypeORM has no public function for it, and its own
 * transformer is internal and wants whole results; this is the one place that reaches for the metadata it works with.
 * The tests hold the entities equal to `getMany`'s.
 */
export function hydrator(
  { driver }: DataSource,
  metadata: EntityMetadata,
  alias: string,
): (row: Readonly<Record<string, unknown>>) => ObjectLiteral {
  const hydratorOf = (own: EntityMetadata) => {
    const isOfChild = (target: unknown) => own.childEntityMetadatas.some((child) => child.target === target);
    const columns = own.columns
      // Those of relations have no property, and those of other classes no value.
      .filter(({ isVirtual, target }) => !isVirtual && !isOfChild(target))
      .map((column) => ({ column, key: `${alias}_${column.databaseName}` }));
    return (row: Readonly<Record<string, unknown>>) => {
      const entity = own.create(undefined, { fromDeserializer: true }) as ObjectLiteral;
      for (const { column, key } of columns) {
        const value = row[key];
        if (value !== undefined) column.setEntityValue(entity, driver.prepareHydratedValue(value, column));
      }
      return entity;
    };
  };
  const usual = hydratorOf(metadata);
  const { childEntityMetadatas, discriminatorColumn } = metadata;
  if (!discriminatorColumn) return usual;
  const byClass = new Map(
    childEntityMetadatas.map((child) => [child.discriminatorValue as unknown, hydratorOf(child)]),
  );
  const key = `${alias}_${discriminatorColumn.databaseName}`;
  return (row) => (byClass.get(row[key]) ?? usual)(row);
}

/** https://node-postgres.com/apis/cursor */
export default definePattern<DataSource, EntityTarget<ObjectLiteral>>()({
  name: "stream-entities",
  does: "One SELECT behind the driver's cursor, hydrated batch by batch: entities with flat memory.",
  yields: "entity",
  way: "stream",
  memory: "flat",
  access: entityKeys,
  query: "entities by row",
  options: { batchSize: { default: 1_000, sweep: [10, 100, 1_000, 10_000], means: "rows fetched at a time" } },
  async read({ source: dataSource, workload: { target }, options: { batchSize }, consume }) {
    const metadata = dataSource.getMetadata(target);
    const query = dataSource.createQueryBuilder(target, "entity");
    const toEntity = hydrator(dataSource, metadata, query.alias);
    const [sql, parameters] = query.getQueryAndParameters();
    const queryRunner = dataSource.createQueryRunner();
    try {
      const client = (await queryRunner.connect()) as PoolClient;
      const cursor = client.query(new Cursor<Record<string, unknown>>(sql, parameters));
      try {
        for (let rows; (rows = await cursor.read(batchSize)).length > 0;) {
          const entities = rows.map(toEntity);
          // What calls @AfterLoad methods and subscribers, as getMany does.
          await queryRunner.broadcaster.broadcast("Load", metadata, entities);
          for (const entity of entities) consume(entity);
        }
      } finally {
        await cursor.close();
      }
    } finally {
      await queryRunner.release();
    }
  },
});
