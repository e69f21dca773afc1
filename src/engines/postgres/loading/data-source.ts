/**
 * The TypeORM DataSource of the employees. Measured workers load this file: it imports TypeORM and the entity, and
 * nothing else.
 */
import { DataSource, type Logger, type MixedList } from "typeorm";
import { Employee } from "../../../../entities/employee.js";

/** What an employees' DataSource is made from. */
export interface EmployeesDataSourceOptions {
  readonly url: string;
  /**
   * The data set's schema, `ormeter_<rows>`: named in every statement, so that no search path decides which table is
   * read, and the place of the migrations' table.
   */
  readonly schema: string;
  /** Most connections at a time; the driver's default (10) unless given. */
  readonly poolSize?: number;
  /** What pg_stat_activity calls its connections. */
  readonly applicationName?: string;
  /** Migration classes or files; none unless given, so that a worker loads none. */
  // eslint-disable-next-line @typescript-eslint/no-unsafe-function-type -- TypeORM's own type for classes.
  readonly migrations?: MixedList<Function | string>;
  readonly logger?: Logger;
}

/** A DataSource that is not connected yet. */
export const employeesDataSource = (options: EmployeesDataSourceOptions): DataSource =>
  new DataSource({
    type: "postgres",
    url: options.url,
    entities: [Employee],
    migrations: options.migrations ?? [],
    migrationsTransactionMode: "each",
    // Extensions are the server owner's business.
    installExtensions: false,
    schema: options.schema,
    ...(options.poolSize !== undefined && { poolSize: options.poolSize }),
    ...(options.applicationName !== undefined && { applicationName: options.applicationName }),
    ...(options.logger !== undefined && { logger: options.logger }),
  });
