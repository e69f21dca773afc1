/** A command as the tests need one: opens the database, prepares a data set, says so, and waits. */
import process from "node:process";
import { openDatabase } from "../../dist/src/engines/open-database.js";
import { projectWorkload } from "../../dist/src/project/workloads.js";

const [projectDir, rows] = process.argv.slice(2);
const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);

try {
  const database = await openDatabase({
    projectDir,
    workload: await projectWorkload(),
    rows: Number(rows),
    command: "test",
    mayWrite: true,
    onProgress: (progress) => say({ kind: progress.step, ...progress }),
  });
  say({ kind: "open", adminUrl: database.adminUrl });
  say({ kind: "prepared", ...(await database.prepare(Number(rows))) });
  process.stdin.resume().once("end", () => void database.close());
} catch (error) {
  say({ kind: "failed", name: error.name, message: error.message });
}
