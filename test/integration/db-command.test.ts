import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { compiledProgram } from "../../src/config/project.js";
import { query } from "../../scripts/query.js";
import { TemporaryProject } from "./temporary-project.js";

let project: TemporaryProject;
beforeEach(async () => {
  project = await TemporaryProject.create({ cluster: false });
});
afterEach(() => project.remove());

/** Starts the command and waits until it says how to reach the server. */
async function startDb(...flags: string[]) {
  const child = spawn(process.execPath, [compiledProgram("src/cli.ts"), "db", ...flags], {
    cwd: project.folder,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for await (const chunk of child.stdout.setEncoding("utf8") as AsyncIterable<string>) {
    output += chunk;
    if (output.includes("migration:revert")) break;
  }
  const [, url] = /psql "(.*)"/.exec(output) ?? [];
  if (url === undefined) throw new Error(`The command didn't say how to reach the server, but: ${output}`);
  return { child, url };
}

test.each(["SIGINT", "SIGTERM"] as const)("the server is up until %s, which ends the command well", async (signal) => {
  const { child, url } = await startDb("--rows", "10");
  expect(await query(url, "SELECT nspname::text AS name FROM pg_namespace WHERE nspname ~ '^ormeter'")).toEqual([
    { name: "ormeter_employees_10" },
  ]);
  child.kill(signal);
  expect(await once(child, "exit")).toEqual([0, null]);
  await expect(query(url, "SELECT 1")).rejects.toThrow(/ECONNREFUSED/);
  expect(existsSync(join(project.folder, ".ormeter", "server.json"))).toBe(false);
});

test("--load has the data set there as well", async () => {
  const { child, url } = await startDb("--rows", "10", "--load");
  expect(await query(url, "SELECT count(*)::int AS rows FROM ormeter_employees_10.employees")).toEqual([{ rows: 10 }]);
  child.kill("SIGINT");
  await once(child, "exit");
});
