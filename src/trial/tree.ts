/** Trees: roots that hold rows of other tables. Each of these belongs to its root, and their order is of no account. */
import { describeValue } from "./describe-value.js";
import { rowTexts, type Rows, type RowText } from "./digest.js";
import type { Column, Relation, RowShape } from "./pattern.js";

type Keys = RowShape & { readonly kind: "keys" };

/** How the rows of a relation hold their columns. */
export const shapeWithin = ({ key }: Keys, { name }: Pick<Relation, "name">): Keys => ({
  kind: "keys",
  key: (column) => key(column, name),
});

/** What a root has under a relation's name. */
export const heldBy = (root: unknown, { name }: Pick<Relation, "name">): unknown =>
  (root as Readonly<Record<string, unknown>> | null | undefined)?.[name];

/** The rows of a relation that a root holds; undefined where it holds something else. */
export function relatedRows(root: unknown, relation: Pick<Relation, "name" | "holds">): readonly unknown[] | undefined {
  const held = heldBy(root, relation);
  if (relation.holds === "many") return Array.isArray(held) ? held : undefined;
  if (typeof held !== "object") return undefined;
  return held === null ? [] : [held];
}

/** The key's columns, in its order. */
export const keyColumns = ({ columns, key }: Rows): readonly Column[] =>
  key.flatMap((name) => columns.find((column) => column.name === name) ?? []);

/** Rows of a relation as one text, the same in whatever order they come. */
export const textOfRelated = (rows: readonly RowText[]): string =>
  `[${rows
    .map((row) => JSON.stringify(row))
    .sort()
    .join(",")}]`;

/** A function from a root to its columns' canonical text ({@link rowTexts}), behind which each relation's rows stand as one. */
export function treeTexts(rows: Rows, shape: RowShape): (root: unknown) => RowText {
  const rootText = rowTexts(rows.columns, shape);
  const { relations = [] } = rows;
  if (shape.kind !== "keys" || relations.length === 0) return rootText;
  const texts = relations.map((relation) => {
    const toText = rowTexts(relation.columns, shapeWithin(shape, relation));
    return (root: unknown): string => {
      const held = relatedRows(root, relation);
      return held ? textOfRelated(held.map(toText)) : `no ${relation.name}: ${describeValue(heldBy(root, relation))}`;
    };
  });
  return (root) => [...rootText(root), ...texts.map((textOf) => textOf(root))];
}
