/** What `result.json` holds, for tools that read it: made of the schema that ormeter itself reads it by. */
import { z } from "zod";
import { result, schemaVersion } from "./schema.js";

/** Of schemas that are declared once, in src/results. */
export function resultSchema(): object {
  return {
    ...z.toJSONSchema(result, {
      // As it is in the file: what is made of it when it is read is nobody else's affair.
      io: "input",
      reused: "ref",
    }),
    title: `A result of ormeter, schemaVersion ${String(schemaVersion)}`,
    description:
      "Times are milliseconds, sizes bytes, instants ISO 8601. A metric that could not be had is { absent: reason }, never 0. " +
      "New optional fields and metrics may be added without another schemaVersion.",
  };
}
