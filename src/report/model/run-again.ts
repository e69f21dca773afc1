/** How a run is made again. */
import { commandLine, quoted } from "../../config/invocation.js";
import type { Result } from "../../results/schema.js";
import { notes, type Block } from "./report.js";

/** The command line, as it is typed here; nothing where the result doesn't hold its flags. */
export function runAgain({ command, typed, environment: { server } }: Result): Block[] {
  if (!typed) return [];
  const flags = Object.entries(typed).map(([attribute, text]) =>
    text === true ? flagOf(attribute) : `${flagOf(attribute)} ${quoted(text)}`,
  );
  return [
    {
      kind: "listing",
      caption: "Run it again",
      language: "text",
      lines: [{ pieces: [{ text: commandLine(command, flags.join(" ")) }] }],
      left: 0,
      copied: true,
    },
    notes(
      server.kind === "external"
        ? ["Where its server is isn’t in the result, since that may hold a password: name it with --url, too."]
        : [],
    ),
  ];
}

/** "--rng-seed", of "rngSeed". */
const flagOf = (attribute: string): string =>
  `--${attribute.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
