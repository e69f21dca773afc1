import type { Collection } from "@mikro-orm/postgresql";
import type { Relation } from "ormeter";

/** An entity as what it holds is asked for by a name that isn't known before. */
export type Holder = Readonly<Record<string, unknown>>;

/** The collection that an entity has under a relation's name. */
export const collectionOf = (entity: object, { name }: Relation) => (entity as Holder)[name] as Collection<object>;

/**
 * An entity as a service reads it. A to-many relation is a collection, which gives its items as an array when it is asked, and throws
 * where it wasn't loaded. The array must not take the collection's place in the entity, where it would be a change to flush: it is
 * handed over in a copy of the entity's own properties. An entity without collections is handed over itself.
 */
export function treeOf(entity: object, relations: readonly Relation[]): object {
  const many = relations.filter(({ holds }) => holds === "many");
  if (many.length === 0) return entity;
  const tree: Record<string, unknown> = { ...entity };
  for (const relation of many) tree[relation.name] = collectionOf(entity, relation).getItems();
  return tree;
}
