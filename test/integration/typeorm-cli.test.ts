import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { packageRoot } from "../../src/config/project.js";
import { query } from "../../scripts/query.js";
import { TemporaryProject } from "./temporary-project.js";

/** TypeORM's own command, run in a folder without anything in the environment that is meant for it. */
async function typeorm(folder: string, command: string, environment: Readonly<Record<string, string>> = {}) {
  const program = join(packageRoot(), "node_modules", "typeorm", "cli.js");
  const config = join(packageRoot(), "dist", "ormconfig.js");
  return promisify(execFile)(process.execPath, [program, command, "-d", config], {
    cwd: folder,
    env: { ...process.env, DATABASE_URL: "", ORMETER_ROWS: "", ...environment },
  });
}

describe("TypeORM's CLI", () => {
  let project: TemporaryProject;
  beforeAll(async () => {
    project = await TemporaryProject.create();
  });
  afterAll(() => project.remove());

  test("runs the migrations on the server that is up, shows how far the load is, and reverts them", async () => {
    const database = await project.open({ rows: 60_000 });
    await database.createSchema(60_000);
    const rows = () => query(database.readerUrl, "SELECT count(*)::int AS rows FROM ormeter_employees_60000.employees");

    const { stdout } = await typeorm(project.folder, "migration:run");
    expect(stdout).toContain("Loaded 50000 of 60000 rows.");
    expect(await rows()).toEqual([{ rows: 60_000 }]);

    await typeorm(project.folder, "migration:revert");
    expect(await rows()).toEqual([{ rows: 0 }]);

    await typeorm(project.folder, "migration:revert");
    await expect(rows()).rejects.toThrow(/does not exist/);

    await typeorm(project.folder, "migration:run", { DATABASE_URL: database.adminUrl, ORMETER_ROWS: "60000" });
    expect(await rows()).toEqual([{ rows: 60_000 }]);
    await database.close();
  });

  test("is told what to do where no server is up", async () => {
    await expect(typeorm(project.folder, "migration:run")).rejects.toThrow(/Start the one with npm run db/);
  });

  test("is told which ORMETER_ROWS would do", async () => {
    const environment = { DATABASE_URL: "postgresql://127.0.0.1:1/x", ORMETER_ROWS: "many" };
    await expect(typeorm(project.folder, "migration:run", environment)).rejects.toThrow(
      /ORMETER_ROWS must be a whole number from 1 to 100000000; received "many"/,
    );
  });
});
