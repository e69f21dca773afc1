/**
 * Notes which variables of the environment a project's own files ask for that aren't set; gives their names. What its
 * packages ask for are switches of theirs.
 */
export function watchUnsetVariables(): () => string[] {
  const names = new Set<string>();
  process.env = new Proxy(process.env, {
    get: (env, name) => {
      if (typeof name === "symbol") return Reflect.get(env, name) as unknown;
      if (!(name in env) && /^[A-Z][A-Z0-9_]+$/.test(name) && isOwn(callerOf())) names.add(name);
      return env[name];
    },
  });
  return () => [...names].sort();
}

/** The line of the stack that says who asked: behind the message, this function and the proxy's. */
const callerOf = (): string => new Error().stack?.split("\n", 4)[3] ?? "";

const isOwn = (line: string): boolean => line.includes("/project/") && !line.includes("/node_modules/");
