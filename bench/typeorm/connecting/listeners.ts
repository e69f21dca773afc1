/**
 * What listeners change of an entity that was loaded: `@AfterLoad` methods, and subscribers. Nothing says so but their
 * code, so that is looked at; whatever it may change counts as changed.
 */
import type { DataSource, EntityMetadata } from "typeorm";

type Column = EntityMetadata["columns"][number];

/** What some code does with an object: properties that it assigns, and those that it only looks at; or anything. */
type Uses = { readonly assigned: ReadonlySet<string>; readonly read: ReadonlySet<string> } | "anything";

/**
 * Why a column of the entity may not hold what the database does once listeners are through with it; undefined where
 * they leave it alone.
 */
export function listenersOf(
  { subscribers }: DataSource,
  metadata: EntityMetadata,
): (column: Column) => string | undefined {
  const metadatas = [metadata, ...metadata.childEntityMetadatas];
  const uses: [why: string, uses: Uses][] = [];
  for (const { afterLoadListeners } of metadatas) {
    for (const { embeddedMetadata, propertyName, target } of afterLoadListeners) {
      const owner = embeddedMetadata ? embeddedMetadata.type : target;
      const method: unknown =
        typeof owner === "function" ? (owner.prototype as Readonly<Record<string, unknown>>)[propertyName] : undefined;
      // Which property of the entity holds an embedded object, its own methods don't say.
      const found = embeddedMetadata ? "anything" : usesOf(method, "this");
      uses.push([`the entity's @AfterLoad method ${propertyName} may change it`, found]);
    }
  }
  for (const subscriber of subscribers) {
    const { afterLoad } = subscriber as { readonly afterLoad?: unknown };
    if (afterLoad === undefined || !hears(subscriber, metadatas)) continue;
    const why = `the subscriber ${subscriber.constructor.name} may change it`;
    uses.push([why, usesOf(afterLoad, firstParameter(textOf(afterLoad)))]);
  }
  return (column) => uses.find(([, each]) => changes(each, column))?.[0];
}

/** Whether a subscriber is told of any of these entities; of those that say nothing, of all. */
function hears(subscriber: DataSource["subscribers"][number], metadatas: readonly EntityMetadata[]): boolean {
  const wanted = (subscriber as { listenTo?(): unknown }).listenTo?.();
  if (wanted === undefined || wanted === Object) return true;
  return metadatas.some(
    ({ inheritanceTree, name, target }) =>
      wanted === target || wanted === name || inheritanceTree.some((ancestor) => ancestor === wanted),
  );
}

/** Types whose values can't be changed but by assigning others. */
const unchanging = new Set<unknown>([
  ...[String, Number, Boolean, "string", "number", "boolean", "bool"],
  ...[
    "text",
    "varchar",
    "character varying",
    "char",
    "character",
    "citext",
    "uuid",
    "enum",
    "simple-enum",
    "date",
    "time",
  ],
  ...["int", "int2", "int4", "int8", "integer", "smallint", "bigint", "numeric", "decimal", "money"],
  ...["float", "float4", "float8", "real", "double precision"],
]);

function changes(uses: Uses, { isArray, propertyPath, type }: Column): boolean {
  if (uses === "anything") return true;
  const [first = "", ...inner] = propertyPath.split(".");
  if (uses.assigned.has(first)) return true;
  // What is looked at can be changed from inside, where it has an inside.
  return uses.read.has(first) && (inner.length > 0 || isArray || !unchanging.has(type));
}

/** The name of a function's first parameter, where it is one name. */
const firstParameter = (text: string): string | undefined => /^[^(]*\(\s*([\w$]+)\s*[,)=]/.exec(text)?.[1];

const assigning = /^\s*(?:=(?![=>])|[-+*/%&|^]=|\*\*=|<<=|>>>?=|&&=|\|\|=|\?\?=|\+\+|--)/;

const textOf = (code: unknown): string => (typeof code === "function" ? code.toString() : "");

/** What a function does with `subject`: `this`, or a parameter. */
function usesOf(code: unknown, subject: string | undefined): Uses {
  const text = textOf(code);
  if (text === "" || subject === undefined || text.includes("[native code]") || /\bsuper\b/.test(text))
    return "anything";
  const [assigned, read] = [new Set<string>(), new Set<string>()];
  const body = subject === "this" ? text : text.slice(text.indexOf(")"));
  const mention = new RegExp(`(?<![\\w$.])${subject.replaceAll("$", "\\$")}(?![\\w$])`, "g");
  for (const { index } of body.matchAll(mention)) {
    const after = body.slice(index + subject.length);
    const member = /^\s*\??\.\s*([\w$]+)/.exec(after);
    // Given to somebody, asked for what isn't written out, or one of its own methods called.
    if (!member?.[1] || /^\s*(?:\?\.)?\(/.test(after.slice(member[0].length))) return "anything";
    const isAssigned =
      assigning.test(after.slice(member[0].length)) || /(?:\+\+|--|\bdelete\s)\s*$/.test(body.slice(0, index));
    (isAssigned ? assigned : read).add(member[1]);
  }
  return { assigned, read };
}
