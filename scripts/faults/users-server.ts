/** Faults of loading into, and living on, a server that is the user's own. */
import type { FaultGroup } from "./fault.js";
import { password } from "./server.js";

export const usersServer: FaultGroup = {
  name: "users-server",
  faults: [
    {
      forced: "a wrong password",
      expected: "exit 2, the remedy, no password",
      force: async (servers) => {
        const server = await servers.postgres();
        const { code, stderr } = await servers.ormeter([
          "bench",
          "--rows=100",
          "--url",
          server.url().replace(password, "hunter2"),
        ]);
        return { ok: code === 2 && stderr.includes("Are user and password right?"), came: `exit ${code}: ${stderr}` };
      },
    },
  ],
};
