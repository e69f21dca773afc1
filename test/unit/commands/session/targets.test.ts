import { resolveOptions } from "../../../../src/commands/command.js";
import { benchFlags, resolveBench } from "../../../../src/commands/options/bench.js";
import { findTargets } from "../../../../src/commands/session/targets.js";
import { UsageError } from "../../../../src/errors.js";
import type { RawOptions } from "../../../../src/flags/flag.js";
import { startWatchdog } from "../../../../src/runner/watchdog.js";
import { removeFolder } from "../../../program.js";
import { makeProject } from "../../../support/compiled-project.js";

let folder: string;
beforeAll(async () => {
  folder = await makeProject({ "package.json": { name: "shop", private: true } });
});
afterAll(() => removeFolder(folder));

/** The names of what a bench with these flags reads. */
async function targetsOf(raw: RawOptions): Promise<readonly string[]> {
  const { options, around } = await resolveOptions(
    benchFlags,
    { url: "postgresql://me@localhost/shop", ...raw },
    { env: {}, cwd: folder, now: new Date() },
  );
  const watchdog = startWatchdog();
  const looking = { env: {}, signal: new AbortController().signal, watchdog, onBusy: () => undefined };
  try {
    return (await findTargets(await resolveBench(options, around), looking)).map(({ name }) => name);
  } finally {
    watchdog.stop();
  }
}

test("What is named is read, each by itself; the data set where nothing is", async () => {
  expect(await targetsOf({ table: "orders,sales.lines" })).toEqual(["orders", "sales.lines"]);
  expect(await targetsOf({})).toEqual(["employees"]);
  // It says how something is read, and by itself names nothing.
  expect(await targetsOf({ readOnly: true })).toEqual(["employees"]);
});

test("Entities without the file that has them are refused, not answered with the data set", async () => {
  const refused = targetsOf({ entity: "Order" });
  await expect(refused).rejects.toThrow("--entity Order: entities are read through your DataSource");
  await expect(refused).rejects.toThrow(UsageError);
});

test("Two that would be kept in one folder are refused before anything is read", async () => {
  await expect(targetsOf({ table: "a b,a-b" })).rejects.toThrow(
    /^Two workloads, a b and a-b, would both be kept in .*a-b/,
  );
});
