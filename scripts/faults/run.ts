/**
 * Forces faults on a Debian PostgreSQL and PgBouncer on 127.0.0.1, on small disks and in throw-away folders, and says, a
 * line each, what came of them: `npm run faults`, or `npm run faults -- users-server` for one group. Ends with 1 where
 * anything isn't as expected. However it ends, what it started is stopped and what it made removed.
 */
import { endingSignals, exitCodeOfSignal } from "../../src/commands/session/interruption.js";
import { say } from "../measuring.js";
import { force, line, type FaultGroup } from "./fault.js";
import { files } from "./files.js";
import { inputs } from "./inputs.js";
import { poolers } from "./poolers.js";
import { processes } from "./processes.js";
import { Servers } from "./server.js";
import { usersServer } from "./users-server.js";

const groups: readonly FaultGroup[] = [usersServer, poolers, processes, files, inputs];

const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !groups.some((group) => group.name === name));
if (unknown !== undefined) {
  say(`There is no group "${unknown}"; there are ${groups.map(({ name }) => name).join(", ")}.`);
  process.exit(2);
}

let servers: Servers | undefined;
/** The signals that came; an array, since the compiler takes a variable for what it was before an await. */
const interruptions: NodeJS.Signals[] = [];
for (const name of endingSignals) {
  process.on(name, () => {
    say(`${name}: stopping what was started.`);
    interruptions.push(name);
    // The fault that is being forced ends with it, and then all is removed.
    void servers?.stop();
  });
}

const counts = { forced: 0, wrong: 0, skipped: 0 };
for (const { name, faults } of groups.filter((group) => wanted.length === 0 || wanted.includes(group.name))) {
  if (interruptions.length > 0) break;
  say(`${name}:`);
  servers = await Servers.create();
  try {
    for (const fault of faults) {
      const came = await force(fault, servers);
      if (interruptions.length > 0) break;
      counts[came.skipped ? "skipped" : "forced"]++;
      if (!came.ok) counts.wrong++;
      say(`  ${line(fault, came)}`);
    }
  } finally {
    await servers.remove();
  }
}
const { forced, wrong, skipped } = counts;
say(`${String(forced)} faults, ${String(wrong)} not as expected${skipped > 0 ? `; ${String(skipped)} skipped` : ""}.`);
const [interruption] = interruptions;
process.exitCode = interruption ? exitCodeOfSignal(interruption) : wrong > 0 ? 1 : 0;
