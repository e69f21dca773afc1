/** The DataSource of the employees, for TypeORM's own CLI: `npx typeorm migration:run -d dist/ormconfig.js`. */
import { CreateEmployees1700000000000 } from "./migrations/1700000000000-create-employees.js";
import { SeedEmployees1700000000001 } from "./migrations/1700000000001-seed-employees.js";
import { employeesDataSource } from "./src/engines/postgres/loading/data-source.js";
import { ormTarget } from "./src/engines/postgres/orm-target.js";

export default employeesDataSource({
  ...(await ormTarget(process.cwd())),
  migrations: [CreateEmployees1700000000000, SeedEmployees1700000000001],
});
