/** Opens the database that a command reads from. */
import type { Database, DatabaseOptions } from "./engine.js";
import { openEmbedded } from "./postgres/embedded/embedded.js";
import { openExternal } from "./postgres/external.js";

/**
 * Opens a database.
 *
 * @throws UsageError where another command holds the embedded server, or the user can fix what keeps it from opening
 */
export const openDatabase = (options: DatabaseOptions): Promise<Database> =>
  options.url === undefined ? openEmbedded(options) : openExternal(options, options.url);
