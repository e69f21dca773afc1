/** The DataSource of the employees, for TypeORM's own CLI: `npx typeorm migration:run -d dist/ormconfig.js`. */
import { dataSetTarget } from "ormeter/target";
import { ourDataSource } from "./bench/typeorm/client.js";
import { employeesMigrations } from "./migrations/run.js";

export default await ourDataSource({
  ...(await dataSetTarget("employees", process.cwd())),
  migrations: [...employeesMigrations],
});
