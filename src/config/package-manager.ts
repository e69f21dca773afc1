/** Which package manager a project is installed with, and how that starts a program of an installed package. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

export type PackageManager = "npm" | "pnpm" | "yarn" | "bun";

const lockFiles: Readonly<Record<string, PackageManager>> = {
  "package-lock.json": "npm",
  "npm-shrinkwrap.json": "npm",
  "pnpm-lock.yaml": "pnpm",
  "yarn.lock": "yarn",
  "bun.lock": "bun",
  "bun.lockb": "bun",
};

/** By the lock file in the folder or the nearest above it, as a workspace has it in its root; npm where there is none. */
export function packageManager(folder: string): PackageManager {
  const found = Object.entries(lockFiles).find(([file]) => existsSync(join(folder, file)));
  const manager = found?.[1] ?? declared(folder);
  if (manager) return manager;
  const above = dirname(folder);
  return above === folder ? "npm" : packageManager(above);
}

/** As Corepack is told: `"packageManager": "pnpm@9.1.0"`. */
function declared(folder: string): PackageManager | undefined {
  try {
    const { packageManager: said } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as {
      packageManager?: unknown;
    };
    const [name] = typeof said === "string" ? said.split("@") : [];
    return Object.values(lockFiles).find((each) => each === name);
  } catch {
    return undefined;
  }
}

/** What stands before the name of an installed package's program. */
export const runners: Readonly<Record<PackageManager, string>> = {
  npm: "npx",
  pnpm: "pnpm exec",
  yarn: "yarn",
  bun: "bunx",
};

/** What installs a package for development. */
export const installers: Readonly<Record<PackageManager, string>> = {
  npm: "npm i -D",
  pnpm: "pnpm add -D",
  yarn: "yarn add -D",
  bun: "bun add -d",
};
