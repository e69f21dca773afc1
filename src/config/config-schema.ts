/** What a config of JSON may say, for editors: made of the flags' declarations. */
import type { Flag } from "../flags/flag.js";
import { schemaKey } from "./config-file.js";

/** A part of a JSON schema. */
type Part = Readonly<Record<string, unknown>>;

const text = { type: "string" };
const countOrText = { anyOf: [{ type: "integer", minimum: 0 }, text] };
const list = { anyOf: [text, { type: "array", items: text }] };

/** What may stand for what help shows behind a flag's name. */
const byPlaceholder: Readonly<Record<string, Part>> = {
  "<n>": countOrText,
  "<time>": countOrText,
  "<list>": list,
  "<names>": list,
  "<files>": list,
  "<specs>": list,
  "<file>": text,
  "<folder>": text,
  "<dir>": text,
  "<path>": text,
  "<flags>": text,
  "<name>": text,
  "<variable>": text,
  "<ms/rows>": text,
};

/**
 * The schema of a config.
 *
 * @param flags those that a config may say.
 * @throws Error for a flag whose placeholder says nothing of its type.
 */
export function configSchema(flags: readonly Flag<unknown, unknown>[]): Part {
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "ormeter's config",
    description:
      "ormeter.config.json: what a project says once. Every key is a flag, too, and a flag that is typed wins.",
    type: "object",
    properties: {
      [schemaKey]: { ...text, description: "this schema, for editors" },
      ...Object.fromEntries(flags.map((flag) => [flag.attribute, { description: flag.help, ...typeOf(flag) }])),
    },
    additionalProperties: false,
  };
}

function typeOf({ typed, choices }: Flag<unknown, unknown>): Part {
  const [, placeholder] = /^\S+ (.+)$/.exec(typed) ?? [];
  if (placeholder === undefined) return { type: "boolean" };
  if (choices) return { enum: [...choices] };
  const part = byPlaceholder[placeholder];
  if (part) return part;
  throw new Error(`${typed}: what ${placeholder} may be in a config's JSON is to be said in config-schema.ts.`);
}
