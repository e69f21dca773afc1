/** The options that a program may give to each command: all that its command line takes, but for how it prints. */
import { benchFlags } from "../commands/bench.js";
import { upgradeFlags } from "../commands/upgrade.js";
import { listed, type Flags } from "../flags/flag.js";
import type { ApiCommand } from "./messages.js";

const printing = ["json"];

const namesOf = (flags: Flags): readonly string[] =>
  listed(flags)
    .map(({ attribute }) => attribute)
    .filter((name) => !printing.includes(name));

/** By command, in camel case. */
export const optionNames: Readonly<Record<ApiCommand, readonly string[]>> = {
  bench: namesOf(benchFlags),
  upgrade: namesOf(upgradeFlags),
};
