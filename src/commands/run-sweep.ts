/** What `ormeter sweep` does. */
import { checksServerName } from "../config/server-url.js";
import { UsageError } from "../errors.js";
import { only, recorded } from "../flags/flag.js";
import { latency as latencyFlag, trialFlags } from "../flags/measuring.js";
import type { Result } from "../results/schema.js";
import { startRelay, type Relay } from "../runner/relay/relay.js";
import { sweepFlags, type SweepOptions } from "./options/sweep.js";
import { measureInstalled, type InstalledRun } from "./session/measure-installed.js";
import type { Measure } from "./session/measure-into.js";
import { runMeasuringCommand, type Streams } from "./session/measuring-command.js";
import { sweptCases } from "./session/swept-cases.js";
import type { Target } from "./session/target.js";
import { measureTargets } from "./session/targets.js";

/**
 * Runs the command.
 *
 * @returns the exit code.
 * @throws UsageError for what the user can fix; nothing was measured then.
 */
export const runSweep = (options: SweepOptions, streams: Streams = process): Promise<number> =>
  measureTargets(options, streams, (target, out) => {
    refuseCheckedName(options, target);
    return runMeasuringCommand({ ...options, out }, streams, sweepOf(options, target));
  });

/** Measures one target at all latencies. Without one nothing stands between the workers and the server: those are bench's figures. */
function sweepOf(options: SweepOptions, target: Target): Measure {
  return async (display, signal, keep) => {
    const relays: Relay[] = [];
    const withRelays = (result: Result): Result =>
      relays.length === 0 ? result : { ...result, relays: relays.map(({ asked, added }) => ({ asked, added })) };
    try {
      for (const latency of options.latency.filter((each) => each > 0)) {
        display.doing(`Setting the relay of ${String(latency)} ms`);
        relays.push(await startRelay(latency));
        signal.throwIfAborted();
      }
      const run: InstalledRun = {
        command: "sweep",
        options,
        target,
        record: (patterns) => ({ ...recorded(sweepFlags, options), patterns }),
        trialOptions: only(trialFlags, options),
        varied: (cases, _, described) => sweptCases(cases, target.patterns, described, options.latency),
        readAt: ({ conditions }, url) => relays.find(({ asked }) => asked === conditions?.latency)?.urlOf(url) ?? url,
      };
      return withRelays(await measureInstalled(run, display, signal, (draft) => keep(() => withRelays(draft()))));
    } finally {
      await Promise.all(relays.map((relay) => relay.close()));
    }
  };
}

/**
 * Refuses latency where the reads' clients would refuse the relay.
 *
 * @throws UsageError saying why.
 */
function refuseCheckedName({ latency }: SweepOptions, { server: { url } }: Target): void {
  if (url === undefined || latency.every((each) => each === 0) || !checksServerName(url)) return;
  throw new UsageError(
    `${latencyFlag.name}: the server is reached through a relay on this machine, and by its URL a client refuses one whose ` +
      `certificate is for another name. Say sslmode=no-verify in the URL, or ${latencyFlag.name} 0.`,
  );
}
