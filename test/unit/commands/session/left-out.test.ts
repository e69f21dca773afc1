import { missingPackage, notesOn, withoutObstacles } from "../../../../src/commands/session/left-out.js";
import { Packages, type ProjectClient } from "../../../../src/project/packages.js";

const asked = ["orm/find", "orm/stream", "pg/query"].map((id) => ({ id, options: {} }));
const orm: ProjectClient = {
  name: "Orm",
  folder: "orm",
  packages: { orm: {}, "orm-sql": { broughtBy: "orm" }, helper: {} },
  runtime: "node",
  isFloor: false,
  isOnDemand: true,
  describes: false,
};
const known = new Packages([orm]);

test("What can't be read is left out with its reason, and the rest is read", () => {
  const { requests, leftOut } = withoutObstacles(asked, (id) => (id === "orm/stream" ? "it streams" : undefined));
  expect(requests.map(({ id }) => id)).toEqual(["orm/find", "pg/query"]);
  expect(leftOut).toEqual([{ pattern: "orm/stream", why: "it streams" }]);
  expect(notesOn({ requests, leftOut })).toEqual(["orm/stream isn't read: it streams."]);
});

test("Of a folder none of which is read, for one reason, one sentence is said", () => {
  const old = (id: string) => (id.startsWith("orm/") ? "it needs Node >= 99, and this is v20.19.0" : undefined);
  expect(notesOn(withoutObstacles(asked, old))).toEqual([
    "bench/orm isn't read: it needs Node >= 99, and this is v20.19.0.",
  ]);
  const reasons = (id: string) => (id.startsWith("orm/") ? `it is ${id}` : undefined);
  expect(notesOn(withoutObstacles(asked, reasons))).toEqual([
    "orm/find isn't read: it is orm/find.",
    "orm/stream isn't read: it is orm/stream.",
  ]);
});

test("Where nothing is left to read, that is an error with every reason", () => {
  const all = withoutObstacles(asked, (id) => (id === "pg/query" ? "no driver" : "it needs Node >= 99"));
  expect(() => notesOn(all)).toThrow(
    "Nothing that was asked for can be read here (bench/orm: it needs Node >= 99; bench/pg: no driver).",
  );
  expect(notesOn({ requests: asked, leftOut: [] })).toEqual([]);
});

test("A pattern needs its packages in every variant that it is read with, and who doesn't bring one is named", () => {
  const stream = { needs: ["orm-sql"] };
  const [before, after] = [
    { orm: "1.0.0", helper: "3.0.0" },
    { orm: "2.0.0", "orm-sql": "2.0.0" },
  ];
  expect(missingPackage(stream, [after], known)).toBeUndefined();
  expect(missingPackage({}, [before], known)).toBeUndefined();
  expect(missingPackage(stream, [after, before], known)).toBe("it needs orm-sql, which orm 1.0.0 doesn't bring");
  expect(missingPackage({ needs: ["helper"] }, [before, after], known)).toBe("it needs helper, which isn't installed");
});
