/**
 * Forces faults on a Debian PostgreSQL and PgBouncer on 127.0.0.1 and says, a line each, what came of them:
 * `npm run faults`, or `npm run faults -- users-server` for one group. Ends with 1 where anything isn't as expected.
 */
import { say } from "../measuring.js";
import { force, line, type FaultGroup } from "./fault.js";
import { Servers } from "./server.js";
import { usersServer } from "./users-server.js";

const groups: readonly FaultGroup[] = [usersServer];

const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !groups.some((group) => group.name === name));
if (unknown !== undefined) {
  say(`There is no group "${unknown}"; there are ${groups.map(({ name }) => name).join(", ")}.`);
  process.exit(2);
}

let [done, wrong] = [0, 0];
for (const { name, faults } of groups.filter((group) => wanted.length === 0 || wanted.includes(group.name))) {
  say(`${name}:`);
  const servers = await Servers.create();
  try {
    for (const fault of faults) {
      const came = await force(fault, servers);
      done++;
      if (!came.ok) wrong++;
      say(`  ${line(fault, came)}`);
    }
  } finally {
    await servers.remove();
  }
}
say(`${String(done)} faults, ${String(wrong)} not as expected.`);
process.exitCode = wrong > 0 ? 1 : 0;
