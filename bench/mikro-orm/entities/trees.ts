import type { Collection } from "@mikro-orm/postgresql";
import type { Relation } from "ormeter";

/** An entity as what it holds is asked for by a name that isn't known before. */
export type Holder = Readonly<Record<string, unknown>>;

/** The collection that an entity has under a relation's name. */
export const collectionOf = (entity: object, { name }: Relation) => (entity as Holder)[name] as Collection<object>;

/**
 * An entity as a service reads it. To-many relations are collections, which give their items as an array when they are asked, and
 * throw where they weren't loaded. The array must not take the collection's place in the entity, where it would be a change to be
 * flushed; so the entity's properties are copied beside it, those of roots that hold none excepted.
 */
export function treeOf(entity: object, relations: readonly Relation[]): object {
  const many = relations.filter(({ holds }) => holds === "many");
  if (many.length === 0) return entity;
  const items = many.map((relation) => [relation.name, collectionOf(entity, relation).getItems()]);
  return { ...entity, ...Object.fromEntries(items) } as object;
}
