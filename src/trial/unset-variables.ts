/** Notes which variables of the environment are asked for and aren't set; gives their names. */
export function watchUnsetVariables(): () => string[] {
  const names = new Set<string>();
  process.env = new Proxy(process.env, {
    get: (env, name: string) => {
      // Node's own and its libraries' switches are nothing that a project needs.
      if (!(name in env) && /^(?!NODE_|DEBUG|NO_COLOR|FORCE_COLOR|TS_|npm_)[A-Z][A-Z0-9_]+$/.test(name))
        names.add(name);
      return env[name];
    },
  });
  return () => [...names].sort();
}
