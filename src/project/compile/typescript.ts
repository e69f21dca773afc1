/** TypeScript itself: the user's, so that their files are compiled as they compile them; loaded only when it is wanted. */
import { createRequire } from "node:module";
import { join } from "node:path";
import type ts from "typescript";
import { UsageError } from "../../errors.js";

/** TypeScript's API, as of whichever version was found. */
export type TypeScript = typeof ts;

/** What was found where TypeScript was looked for. */
export type FoundTypeScript =
  | { readonly state: "found"; readonly ts: TypeScript }
  | { readonly state: "missing" }
  /** One without the API that compiles a single file: before 4.7, or the native compiler from 7 on. */
  | { readonly state: "unusable"; readonly version: string };

/** The second is what stands beside a native TypeScript for programs that need the API. */
const names = ["typescript", "@typescript/typescript6"];

/** The oldest that knows Node's own ES modules. */
const oldest = [4, 7] as const;

/**
 * Looks for TypeScript as a file in each of these folders would, and takes the first that can be used. It is required,
 * not imported: Node would first read all of it for the names that it exports.
 *
 * @param folders absolute; the user's before ormeter's own.
 */
export function findTypeScript(folders: readonly string[]): FoundTypeScript {
  let unusable: string | undefined;
  for (const folder of folders) {
    for (const name of names) {
      const candidate = requireFrom(folder, name);
      if (!candidate) continue;
      if (isUsable(candidate)) return { state: "found", ts: candidate };
      unusable ??= (candidate as { version?: string }).version ?? "of an unknown version";
    }
  }
  return unusable === undefined ? { state: "missing" } : { state: "unusable", version: unusable };
}

function requireFrom(folder: string, name: string): Partial<TypeScript> | undefined {
  const require = createRequire(join(folder, "package.json"));
  let path: string;
  try {
    path = require.resolve(name);
  } catch {
    return undefined;
  }
  return require(path) as Partial<TypeScript>;
}

function isUsable(candidate: Partial<TypeScript>): candidate is TypeScript {
  const [major = 0, minor = 0] = (candidate.version ?? "").split(".").map((part) => Number.parseInt(part));
  const isRecent = major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
  return (
    isRecent && typeof candidate.transpileModule === "function" && typeof candidate.resolveModuleName === "function"
  );
}

/**
 * The TypeScript that was found.
 *
 * @param file what has to be compiled, as the message names it.
 * @throws UsageError where there is none, or none that can be used.
 */
export function needTypeScript(found: FoundTypeScript, file: string): TypeScript {
  switch (found.state) {
    case "found":
      return found.ts;
    case "missing":
      throw new UsageError(`${file} is TypeScript, but TypeScript isn't installed here; run npm i -D typescript.`);
    case "unusable":
      throw new UsageError(
        `${file} is TypeScript, but the TypeScript installed here (${found.version}) has no API that compiles a file; ` +
          "run npm i -D @typescript/typescript6, which can stand beside it.",
      );
  }
}
