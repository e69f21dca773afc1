/** The driver alone: the floor that ORMs are measured against. */
import { defineClient, readOnlyPool } from "ormeter";

export default defineClient({
  name: "pg",
  isFloor: true,
  floors: { whole: ["query"], stream: ["cursor", "two-cursors"], join: ["join"], json: ["json-agg"] },
  quick: ["copy", "cursor", "join", "two-cursors"],
  packages: {
    pg: { oldest: { version: "8.0.3", why: "older ones never finish connecting on Node 14 and later" } },
    "pg-query-stream": {},
    "pg-cursor": {},
    "pg-copy-streams": {},
    "pg-protocol": { broughtBy: "pg" },
    "pg-pool": { broughtBy: "pg" },
    "pg-types": { broughtBy: "pg" },
    "pg-int8": { broughtBy: "pg-types" },
    "postgres-array": { broughtBy: "pg-types" },
    "postgres-bytea": { broughtBy: "pg-types" },
    "postgres-date": { broughtBy: "pg-types" },
    "postgres-interval": { broughtBy: "pg-types" },
    "pg-connection-string": { broughtBy: "pg" },
    pgpass: { broughtBy: "pg" },
    // Until 8.11.
    "buffer-writer": { broughtBy: "pg" },
    "packet-reader": { broughtBy: "pg" },
  },
  connect: async ({ url, snapshot, applicationName, connections }) => {
    const { default: pg } = await import("pg");
    const pool = new pg.Pool({ connectionString: url, max: connections, application_name: applicationName });
    return { source: pool, ...(await readOnlyPool(pool, () => pool.end(), snapshot)) };
  },
});
