/** The process that measures for a program (client.cts): asked once, answers once, and ends when nobody waits for it. */
import { endingSignals } from "../commands/session/interruption.js";
import { withoutCredentials } from "../config/server-url.js";
import { surroundings } from "../config/surroundings.js";
import { UsageError } from "../errors.js";
import { dropConnectionVariables } from "../project/process-environment.js";
import { fileFault } from "../whole-file.js";
import type { Answer, FromSession, Progress, ToSession } from "./messages.js";

const around = surroundings();
dropConnectionVariables();
const abortion = new AbortController();
const abort = (): void => abortion.abort();

process.on("message", (message: ToSession) => {
  if (message.kind === "abort") abort();
  else void answer(message.request);
});
process.on("disconnect", abort);
for (const name of endingSignals) process.on(name, abort);
for (const event of ["uncaughtException", "unhandledRejection"] as const) {
  process.on(event, (error: unknown) => end(failure(error)));
}

async function answer(request: (ToSession & { kind: "request" })["request"]): Promise<void> {
  const caller = {
    around,
    signal: abortion.signal,
    onProgress: (progress: Progress) => say({ kind: "progress", progress }),
  };
  try {
    const { measureAll } = await import("./measure-all.js");
    if (request.kind === "measure") end({ kind: "done", value: await measureAll(request, caller) });
    else {
      const { readWithin } = await import("../matchers/read-within.js");
      end({ kind: "done", value: await readWithin(request, caller) });
    }
  } catch (error) {
    end(failure(error));
  }
}

function failure(error: unknown): Answer {
  const mendable = error instanceof UsageError ? error : fileFault(error);
  const message = mendable?.message ?? (error instanceof Error ? error.message : String(error));
  return { kind: "failed", mendable: mendable !== undefined, message: withoutCredentials(message) };
}

function say(message: FromSession, then: () => void = () => undefined): void {
  if (process.connected) process.send?.(message, undefined, undefined, then);
  else then();
}

function end(last: Answer): void {
  say(last, () => process.exit());
}
