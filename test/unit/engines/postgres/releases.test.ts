import { Releases } from "../../../../src/engines/postgres/releases.js";

test("what was taken last is given back first, each once however often it is asked for", async () => {
  const order: string[] = [];
  const releases = new Releases();
  releases.add(() => order.push("first"));
  releases.add(() => Promise.resolve().then(() => order.push("second")));
  await Promise.all([releases.run(), releases.run()]);
  await releases.run();
  expect(order).toEqual(["second", "first"]);
});

test("one that fails doesn't keep the others from being given back", async () => {
  let released = false;
  const releases = new Releases();
  releases.add(() => (released = true));
  releases.add(() => Promise.reject(new Error("stuck")));
  await expect(releases.run()).rejects.toThrow("stuck");
  expect(released).toBe(true);
});
