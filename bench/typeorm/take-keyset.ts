import type { DataSource } from "typeorm";
import { Employee } from "../../entities/employee.js";
import { definePattern, entityKeys } from "ormeter";

export default definePattern<DataSource>()({
  name: "take-keyset",
  does: "One SELECT … WHERE id > last ORDER BY id LIMIT n a page; each page starts in the index where the last ended.",
  yields: "entity",
  access: entityKeys,
  options: { pageSize: { default: 10_000, sweep: [100, 1_000, 10_000, 100_000], means: "rows a page" } },
  async read({ dataSource, options: { pageSize }, consume }) {
    const repository = dataSource.getRepository(Employee);
    let last: number | undefined;
    for (;;) {
      const query = repository.createQueryBuilder("employee").orderBy("employee.id").take(pageSize);
      if (last !== undefined) query.where("employee.id > :last", { last });
      const page = await query.getMany();
      for (const employee of page) consume(employee);
      last = page.at(-1)?.id;
      if (page.length < pageSize) return page;
    }
  },
});
