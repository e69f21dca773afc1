/** Whether two versions of one read return the same result beside its values: types, class, keys and order. Pure. */
import type { Equivalence, Outcome, Shape } from "../results/schema.js";

type Completed = Extract<Outcome, { kind: "completed" }>;
type FirstDifference = NonNullable<(Equivalence & { kind: "different" })["firstDifference"]>;

/** What changed. */
export interface ShapeChange {
  /** "salary: number → string; class: Employee → Object" */
  readonly summary: string;
  /** A row in which it shows, where it is types that changed. */
  readonly firstDifference?: FirstDifference;
}

/**
 * What changed from one read to another of the same values; undefined where nothing did, or it isn't known.
 *
 * @param steady whether each of the two gives its rows in the same order every time.
 */
export function shapeChange(before: Completed, after: Completed, steady: boolean): ShapeChange | undefined {
  if (!before.shape || !after.shape) return undefined;
  const columns = typeChanges(before.shape, after.shape);
  const [first] = columns;
  const parts = [
    ...columns.map(({ name, types }) => `${name}: ${types}`),
    ...setChange("class", before.shape.classes, after.shape.classes),
    ...keyChanges(before.shape.keys, after.shape.keys),
    ...(steady && isOrdered(before) && before.shape.order !== after.shape.order
      ? ["the order of the rows isn't the same, though the statement orders them"]
      : []),
  ];
  if (parts.length === 0) return undefined;
  const inFirstRow = columns.filter(({ row }) => row !== undefined && row === first?.row);
  return {
    summary: parts.join("; "),
    ...(first?.row !== undefined && {
      firstDifference: {
        key: first.row,
        missing: "neither",
        columns: inFirstRow.map(({ name, value, reference }) => ({ name, value, reference })),
      },
    }),
  };
}

const setChange = (what: string, before: readonly string[], after: readonly string[]): string[] => {
  const [was, is] = [before, after].map((names) => names.join(" or "));
  return was === is || before.length === 0 || after.length === 0 ? [] : [`${what}: ${was} → ${is}`];
};

function keyChanges(before: readonly string[], after: readonly string[]): string[] {
  const removed = before.filter((key) => !after.includes(key));
  const added = after.filter((key) => !before.includes(key));
  return [
    ...(added.length > 0 ? [`keys that come in addition: ${added.join(", ")}`] : []),
    ...(removed.length > 0 ? [`keys that are gone: ${removed.join(", ")}`] : []),
  ];
}

/** Columns whose types changed, with the row in which both sides' example lies. A column of nulls has any type. */
function typeChanges(before: Shape, after: Shape) {
  const names = [...new Set(before.columns.map(({ name }) => name))];
  return names.flatMap((name) => {
    const [was, is] = [before, after].map(({ columns }) => columns.filter((column) => column.name === name));
    if (!was || !is) return [];
    const [change] = setChange(
      name,
      was.map(({ type }) => type),
      is.map(({ type }) => type),
    );
    if (change === undefined) return [];
    // Of a type that is new, where there is one.
    const value = is.find(({ type }) => was.every((other) => other.type !== type)) ?? is[0];
    const reference = was.find(({ row }) => row === value?.row);
    const example = value && reference ? { row: value.row, value: value.value, reference: reference.value } : {};
    return [
      { name, types: change.slice(name.length + 2), ...{ row: undefined, value: null, reference: null }, ...example },
    ];
  });
}

/** Whether a statement orders its rows; an order inside of a window function orders none. */
function isOrdered({ statements }: Completed): boolean {
  if ("absent" in statements) return false;
  return statements.some(({ text }) => /\border\s+by\b/i.test(text.replace(/\bover\s*\([^()]*\)/gi, "")));
}
