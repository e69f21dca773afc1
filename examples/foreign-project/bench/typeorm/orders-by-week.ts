import { definePattern, entityKeys } from "ormeter";
import type { DataSource, EntityTarget } from "typeorm";
import type { Order } from "../../src/order";

const week = 7 * 24 * 60 * 60 * 1000;

export default definePattern<DataSource, EntityTarget<Order>>()({
  name: "orders-by-week",
  does: "One SELECT for each week in which orders were placed, through the query builder; each becomes an array of entities.",
  yields: "entity",
  access: entityKeys,
  workloads: ["Order"],
  options: { weeks: { default: 1, sweep: [1, 4, 13], means: "weeks a SELECT" } },
  async read({ source, workload: { target }, options: { weeks }, consume }) {
    const orders = source.getRepository(target);
    const ends = await orders
      .createQueryBuilder("o")
      .select("min(o.placedAt)", "first")
      .addSelect("max(o.placedAt)", "last")
      .getRawOne<{ first: Date; last: Date }>();
    if (!ends) return;
    for (let from = ends.first.getTime(); from <= ends.last.getTime(); from += weeks * week) {
      const some = await orders
        .createQueryBuilder("o")
        .where("o.placedAt >= :from AND o.placedAt < :to", { from: new Date(from), to: new Date(from + weeks * week) })
        .getMany();
      for (const order of some) consume(order);
    }
  },
});
