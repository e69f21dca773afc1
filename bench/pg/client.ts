/** The driver alone: the floor that ORMs are measured against. */
import { defineClient, readOnlyPool } from "ormeter";

export default defineClient({
  name: "pg",
  isFloor: true,
  quick: ["copy", "cursor"],
  packages: {
    pg: { oldest: { version: "8.0.3", why: "older ones never finish connecting on Node 14 and later" } },
    "pg-query-stream": {},
    "pg-cursor": {},
    "pg-copy-streams": {},
    "pg-protocol": { broughtBy: "pg" },
    "pg-pool": { broughtBy: "pg" },
  },
  connect: async ({ url, snapshot, applicationName, connections }) => {
    const { default: pg } = await import("pg");
    const pool = new pg.Pool({ connectionString: url, max: connections, application_name: applicationName });
    return { source: pool, ...(await readOnlyPool(pool, () => pool.end(), snapshot)) };
  },
});
