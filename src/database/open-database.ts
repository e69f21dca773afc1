/** Opens the database that a command reads from. */
import type { Database, DatabaseOptions } from "./database.js";
import { openEmbedded } from "./embedded.js";
import { openExternal } from "./external.js";

/**
 * Opens a database.
 *
 * @throws UsageError where another command holds the embedded server, or the user can mend what keeps it from opening
 */
export const openDatabase = (options: DatabaseOptions): Promise<Database> =>
  options.url === undefined ? openEmbedded(options) : openExternal(options, options.url);
