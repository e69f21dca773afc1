/** The options that a program may give to each command: all that its command line takes, but for what only a person is shown, or asks for. */
import { benchFlags } from "../commands/options/bench.js";
import { upgradeFlags } from "../commands/options/upgrade.js";
import { listed, type Flags } from "../flags/flag.js";
import type { ApiCommand } from "./messages.js";

const shown = ["json", "open", "resume", "share"];

const namesOf = (flags: Flags): readonly string[] =>
  listed(flags)
    .map(({ attribute }) => attribute)
    .filter((name) => !shown.includes(name));

/** By command, in camel case. */
export const optionNames: Readonly<Record<ApiCommand, readonly string[]>> = {
  bench: namesOf(benchFlags),
  upgrade: namesOf(upgradeFlags),
};
