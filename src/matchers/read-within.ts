/** Measures what a test asserts of a read, in the process that measures for it. */
import { measureAll, type Caller } from "../api/measure-all.js";
import type { Request } from "../api/messages.js";
import { optionNames } from "../api/option-names.js";
import { commandLine } from "../config/invocation.js";
import { saidOptions } from "../config/said-options.js";
import { UsageError } from "../errors.js";
import { parseBounds } from "./bounds.js";
import { hold, roundsFor, type Holding } from "./hold.js";
import { flagsOf, messageOf } from "./message.js";
import { alone, readOptions } from "./read-handle.js";
import type { Verdict } from "./runner.js";
import { takeTurn } from "./turn.js";

/**
 * Measures a read and holds it to its bounds.
 *
 * @throws UsageError for what whoever wrote the test can mend; nothing was measured then.
 */
export async function readWithin(
  { read, bounds: given, options, testFile }: Omit<Request & { kind: "read-within" }, "kind">,
  caller: Caller,
): Promise<Verdict> {
  const bounds = parseBounds(given);
  const asked = readOptions(read, testFile);
  const said = saidOptions(alone(asked, optionNames.bench), optionNames.bench, "readOf");
  const rounds = roundsOf(options) ?? roundsFor(bounds);
  const onWait = (): void => caller.onProgress({ kind: "doing", text: "Waiting for another assertion to be measured" });
  const endTurn = await takeTurn(caller.signal, onWait);
  try {
    const only = { several: "write an assertion for each", onePattern: true };
    const [result] = await measureAll({ command: "bench", options: { ...said, rounds }, only }, caller);
    if (!result) throw new Error("There is no result.");
    const holding = hold(result, bounds);
    return {
      kind: kindOf(holding),
      message: messageOf(result, holding, commandLine("bench", flagsOf(said, caller.around.cwd))),
    };
  } finally {
    await endTurn();
  }
}

function roundsOf(options: unknown): unknown {
  if (options === undefined || options === null) return undefined;
  const { rounds, ...others } = options as Record<string, unknown>;
  const [other] = Object.keys(others);
  if (other === undefined) return rounds;
  throw new UsageError(
    `toReadWithin: its options are { rounds }; received "${other}". What else says how it is read stands in readOf({ … }).`,
  );
}

/** What is known to be beyond one bound is beyond them, whatever isn't known of others. */
function kindOf(holding: Holding): Verdict["kind"] {
  if (holding.kind === "unmeasured") return "unknown";
  const kinds = holding.findings.map(({ kind }) => kind);
  return kinds.includes("broken") ? "beyond" : kinds.includes("absent") ? "unknown" : "within";
}
