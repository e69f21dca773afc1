/** Changes of this process's environment: the only ones, each for what the programs that it starts would inherit. */

/** Runs `action` with `folder` as this process's folder for temporary files. */
export async function withTemporaryFolder<T>(folder: string, action: () => Promise<T>): Promise<T> {
  const name = process.platform === "win32" ? "TEMP" : "TMPDIR";
  const before = process.env[name];
  process.env[name] = folder;
  try {
    return await action();
  } finally {
    if (before === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = before;
  }
}

/** Where a driver finds a password that the URL doesn't hold: the one variable that is no setting. */
const keptVariable = "PGPASSFILE";

/**
 * Takes what PostgreSQL's clients read out of this process's environment, and so out of that of the programs it starts:
 * PGOPTIONS and its kin would reach ormeter's own server, and change a connection behind the back of whoever reads the
 * result. What a URL can say reaches the user's server by that (`serverUrl`), which is why the surroundings are read
 * before.
 */
export function dropConnectionVariables(): void {
  for (const name of Object.keys(process.env)) {
    if (name.startsWith("PG") && name !== keptVariable) Reflect.deleteProperty(process.env, name);
  }
}
