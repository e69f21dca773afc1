/**
 * `ormeter db`: keeps the embedded server up, for psql and for TypeORM's own CLI, until it is interrupted; or removes
 * ormeter's data sets, there or on a server of the user's.
 */
import { command } from "./command.js";
import { dbFlags, dbOptions } from "./options/db.js";

export const db = command({
  name: "db",
  description: "keep the embedded PostgreSQL up, and print how psql and the TypeORM CLI reach it",
  flags: dbFlags,
  run: async (given) => {
    const options = dbOptions(given);
    return (await import("./run-db.js")).runDb(options);
  },
});
