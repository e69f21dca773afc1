import { runInThisContext } from "node:vm";
import type { DataSource, EntityMetadata } from "typeorm";
import { listenersOf } from "../../../../bench/typeorm/connecting/listeners.js";

type Column = EntityMetadata["columns"][number];

const column = (propertyPath: string, type: unknown = "text", isArray = false): Column =>
  ({ propertyPath, type, isArray }) as unknown as Column;

/** A method as a class has it. */
const method = (body: string): (() => void) => runInThisContext(`(function () { ${body} })`) as () => void;

/** Which of these columns a method may change. */
function changedBy(method: () => void, ...columns: Column[]): string[] {
  const Entity = runInThisContext("(class Entity {})") as { prototype: object };
  Object.assign(Entity.prototype, { method });
  const metadata = {
    target: Entity,
    childEntityMetadatas: [],
    afterLoadListeners: [{ target: Entity, propertyName: "method" }],
  };
  const whyOf = listenersOf({ subscribers: [] } as unknown as DataSource, metadata as unknown as EntityMetadata);
  return columns.filter((each) => whyOf(each) !== undefined).map(({ propertyPath }) => propertyPath);
}

const all = [column("name"), column("count", "int"), column("data", "jsonb"), column("address.city")];

test("An @AfterLoad method changes what it assigns, and may change from inside what has an inside", () => {
  expect(changedBy(method(""), ...all)).toEqual([]);
  expect(changedBy(method("this.slug = this.name.trim() + this.count"), ...all)).toEqual([]);
  expect(changedBy(method("this.name = 'x'; this.count++"), ...all)).toEqual(["name", "count"]);
  expect(changedBy(method("if (this.name === 'x' && this.count >= 1) return () => this.count == 2"), ...all)).toEqual(
    [],
  );
  expect(changedBy(method("this.name ||= 'x'; --this.count; delete this.data"), ...all)).toEqual([
    "name",
    "count",
    "data",
  ]);
  expect(changedBy(method("this.data.seen = true; this.address.city = ''"), ...all)).toEqual(["data", "address.city"]);
  expect(changedBy(method("normalize(this.data, this.name)"), ...all)).toEqual(["data"]);
});

test("One that gives the entity to somebody else, or calls a method of its own, may change anything", () => {
  const names = all.map(({ propertyPath }) => propertyPath);
  for (const body of [
    "decorate(this)",
    "this.decorate()",
    "Object.assign(this, {})",
    "this[key] = 1",
    "const me = this",
  ]) {
    expect([body, changedBy(method(body), ...all)]).toEqual([body, names]);
  }
  expect(changedBy(method("").bind(undefined), ...all)).toEqual(names);
});
