/** Projects in which something was measured already. */
import { cp, mkdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { words } from "./commands.js";
import type { Servers } from "./server.js";

/** The shortest run. */
export const read = ["bench", "--rows=1000", "--rounds=1", "--patterns=pg/copy"];

/** A project with the run `run`, the same as the baseline `b`, and an empty folder `new`. Measured once for all. */
export async function measuredProject(servers: Servers): Promise<string> {
  const made = join(servers.folder, "measured");
  if (!(await stat(made).catch(() => undefined))) {
    await mkdir(made);
    const flags = ["--patterns=pg,typeorm/find", "--rounds=4", "--out=run", "--save=b"];
    const end = await servers.ormeter([...read, ...flags], { cwd: made });
    if (end.code !== 0) throw new Error(words(end));
  }
  const project = servers.project();
  for (const name of ["run", "baselines"]) await cp(join(made, name), join(project, name), { recursive: true });
  await mkdir(join(project, "new"));
  return project;
}
