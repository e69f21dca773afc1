/** The compiled `ormeter`, run in a folder as a user runs it there. */
import { join } from "node:path";
import { packageRoot } from "../../src/config/project.js";
import { cleanEnvironment } from "../integration/bench-project.js";
import { runNode, type Ended } from "../program.js";

/** Runs it to its end. */
export const runIn = (
  folder: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> => runNode([join(packageRoot(), "dist", "src", "cli.js"), ...args], env, folder, cleanEnvironment());
