/** A function that a file of the user's exports. */

/** A function of theirs. */
export type Exported = (...args: readonly unknown[]) => unknown;

/**
 * The function that a module exports: by the name that is asked for, otherwise its default, otherwise the only one there.
 *
 * @throws Error with a sentence where there is none, or several
 */
export function functionOf(module: Readonly<Record<string, unknown>>, exported: string | undefined): Exported {
  // A CommonJS module's exports are its default, too.
  const inner = module["default"];
  const all = typeof inner === "object" && inner !== null ? { ...module, ...inner } : { ...module };
  const functions = new Map(Object.entries(all).filter(([, value]) => typeof value === "function"));
  const asked = exported === undefined ? functions.get("default") : functions.get(exported);
  if (asked) return asked as Exported;
  const names = Object.keys(all).filter(
    (name) => name !== "default" && name !== "module.exports" && name !== "__esModule",
  );
  const different = new Set(functions.values());
  const [only] = different;
  if (exported === undefined && only !== undefined && different.size === 1) return only as Exported;
  if (exported === undefined && different.size > 1) {
    throw new Error(`It exports several functions: ${[...functions.keys()].join(", ")}. Name one: <file>#<name>.`);
  }
  const what = exported === undefined ? "no function" : `no function under the name "${exported}"`;
  throw new Error(`It exports ${what}; it exports ${names.length > 0 ? names.join(", ") : "nothing"}.`);
}
