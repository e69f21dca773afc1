/**
 * A network's latency between workers and their server: a relay in a process of its own (relay-process.ts) holds back what
 * either says for half of a round trip. It passes on bytes, and knows nothing of what they say: TLS goes through as it is.
 * What it doesn't do is what else a network does: it is as fast as the machine, loses nothing, and opens connections at once.
 */
import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { compiledProgram } from "../../config/project.js";
import { atAnotherPlace, placeOf, type ServerPlace } from "../../config/server-url.js";
import { pingThrough } from "./ping.js";

export type { ServerPlace };

/** To the relay. */
export type RelayRequest =
  /** Where connections from now on lead. */
  | { readonly kind: "lead-to"; readonly server: ServerPlace }
  /** How long each direction takes. */
  | { readonly kind: "wait"; readonly milliseconds: number };

/** From the relay: that it is there, and that it waits as it was told. */
export type RelayMessage = { readonly kind: "listening"; readonly port: number } | { readonly kind: "waiting" };

/** A relay that runs. */
export interface Relay {
  /** Milliseconds that it was asked to add to a round trip. */
  readonly asked: number;
  /** What it adds, measured on this machine: the median of pings through it, less that of pings past it. */
  readonly added: number;
  /** The URL by which a server is reached through it; that server's alone from now on. */
  readonly urlOf: (server: string) => string;
  /** Ends it; may be called again. */
  readonly close: () => Promise<void>;
}

/** Pings of a measurement: as many as half a second has room for, within bounds. */
const pingsAt = (latency: number): number => Math.round(Math.min(400, Math.max(10, 500 / (latency + 0.2))));

/** How often the relay is set again at most: what else the machine does may spoil a measurement. */
const mostSettings = 5;

/** Whether a relay adds what it was asked to: within a tenth of it, or a tenth of a millisecond where that is more. */
const isSet = (added: number, asked: number): boolean => Math.abs(added - asked) <= Math.max(0.1, asked / 10);

/**
 * Starts a relay. What passing on takes by itself is part of the latency that was asked for: it is measured first, and the
 * relay waits for so much less.
 *
 * @param latency milliseconds of a round trip, 0 for what passing on alone takes.
 * @throws Error where it ends before it is ready.
 */
export async function startRelay(latency: number): Promise<Relay> {
  const child = fork(compiledProgram("src/runner/relay/relay-process.ts"), [], {
    execArgv: [],
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  const close = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, "exit");
    child.kill("SIGKILL");
    await exit;
  };
  try {
    const listening = await answer(child, "listening");
    const leadTo = (server: ServerPlace) => tell(child, { kind: "lead-to", server });
    const wait = async (milliseconds: number) => {
      tell(child, { kind: "wait", milliseconds });
      await answer(child, "waiting");
    };
    const measure = () => pingThrough(listening.port, leadTo, pingsAt(latency));
    let held = latency;
    await wait(held / 2);
    let added = await measure();
    for (
      let setting = 0;
      setting < mostSettings && latency > 0 && (setting === 0 || !isSet(added, latency));
      setting++
    ) {
      held = Math.max(0, held + latency - added);
      await wait(held / 2);
      added = await measure();
    }
    return {
      asked: latency,
      added,
      urlOf: (server) => {
        leadTo(placeOf(server));
        return atAnotherPlace(server, listening.port);
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

const tell = (child: ChildProcess, request: RelayRequest): void => void child.send(request);

/** The next thing that it says. */
async function answer<Kind extends RelayMessage["kind"]>(
  child: ChildProcess,
  kind: Kind,
): Promise<RelayMessage & { kind: Kind }> {
  const [message] = (await Promise.race([
    once(child, "message"),
    once(child, "exit").then(() => {
      throw new Error("The relay that adds latency ended before it was ready.");
    }),
  ])) as [RelayMessage];
  if (message.kind !== kind) throw new Error(`The relay that adds latency said ${message.kind} instead of ${kind}.`);
  return message as RelayMessage & { kind: Kind };
}
