/** Wide rows: a text of 20 kB and JSON in each, as a table of articles, messages or exports has them. */
import { defineWorkload } from "ormeter";
import { documentsVersion } from "../seeds/documents.js";

export default defineWorkload({
  name: "documents",
  what: "wide rows: a text of 20 kB and a jsonb in each",
  table: "documents",
  version: documentsVersion,
  usualRows: 10_000,
  smallRows: 100,
  bytesPerRow: 45_000,
  load: async (request) => {
    const { documentsMigrations, runMigrations } = await import("../migrations/run.js");
    await runMigrations(request, documentsMigrations);
  },
});
