/**
 * What loading a data set costs against the bare INSERT … SELECT of the same rows into the same table, on the same
 * server, one after the other: `npm run measure:load -- [rows]`. Loading includes everything until the data set can be
 * read: migrations, key, VACUUM, digest, record, prewarming.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { projectWorkload } from "../src/project/workloads.js";
import { selectEmployees } from "../seeds/employees.js";
import type { Database } from "../src/engines/engine.js";
import { openDatabase } from "../src/engines/open-database.js";

const rows = Number(process.argv[2] ?? 1_000_000);
const rounds = 3;

/** Milliseconds that `work` takes. */
async function time(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** The bare statement, into an empty table like the data set's, key and all. */
async function bareInsert(client: pg.Client, like: string): Promise<number> {
  await client.query(`DROP TABLE IF EXISTS bare; CREATE TABLE bare (LIKE ${like} INCLUDING ALL)`);
  return time(() => client.query(`INSERT INTO bare ${selectEmployees(1, rows)}`));
}

async function measure(database: Database): Promise<void> {
  const client = new pg.Client({ connectionString: database.adminUrl });
  await client.connect();
  try {
    const { schema } = await database.prepare(1);
    for (let round = 1; round <= rounds; round++) {
      const bare = await bareInsert(client, `${schema}.employees`);
      await client.query(`DROP TABLE bare; DROP SCHEMA IF EXISTS ormeter_employees_${String(rows)} CASCADE`);
      const load = await time(() => database.prepare(rows));
      process.stdout.write(
        `round ${String(round)}: bare insert ${bare.toFixed(0)} ms, load ${load.toFixed(0)} ms, ` +
          `ratio ${(load / bare).toFixed(2)}\n`,
      );
    }
  } finally {
    await client.end();
  }
}

const projectDir = await mkdtemp(join(tmpdir(), "ormeter-measure-"));
try {
  const database = await openDatabase({
    projectDir,
    workload: await projectWorkload(),
    rows,
    command: "measure:load",
    mayWrite: true,
  });
  try {
    await measure(database);
  } finally {
    await database.close();
  }
  const reopening = await time(async () => {
    const again = await openDatabase({
      projectDir,
      workload: await projectWorkload(),
      rows,
      command: "measure:load",
      mayWrite: true,
    });
    await again.prepare(rows).finally(() => again.close());
  });
  process.stdout.write(`opened, verified, prewarmed and closed again in ${reopening.toFixed(0)} ms\n`);
} finally {
  await rm(projectDir, { recursive: true, force: true });
}
