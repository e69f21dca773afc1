import type { DataSource } from "typeorm";
import { Employee } from "../../entities/employee.js";
import { definePattern, entityKeys } from "ormeter";

export default definePattern<DataSource>()({
  name: "take-skip",
  does: "One SELECT … ORDER BY id LIMIT n OFFSET m a page; the server walks past all skipped rows again for each page.",
  yields: "entity",
  access: entityKeys,
  options: { pageSize: { default: 10_000, sweep: [100, 1_000, 10_000, 100_000], means: "rows a page" } },
  async read({ dataSource, options: { pageSize }, consume }) {
    const repository = dataSource.getRepository(Employee);
    for (let skip = 0; ; skip += pageSize) {
      const page = await repository
        .createQueryBuilder("employee")
        .orderBy("employee.id")
        .skip(skip)
        .take(pageSize)
        .getMany();
      for (const employee of page) consume(employee);
      if (page.length < pageSize) return page;
    }
  },
});
