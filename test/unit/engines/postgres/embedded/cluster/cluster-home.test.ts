import { runsFrom } from "../../../../../../src/engines/postgres/embedded/cluster/cluster-home.js";

test.each(["/home/a b/project", "/home/it's/p", "/a;b", "/a&b(c)%d", "/größe"])(
  "PostgreSQL's programs run from a folder as people name it: %s",
  (folder) => {
    expect(runsFrom(folder, "linux")).toBe(true);
  },
);

// initdb asks a shell, between double quotes, for the server beside itself: found out by running it in each.
test.each(['/a"b', "/a$b", "/a`b", "/a\\b"])("They don't run from one that a shell reads otherwise: %s", (folder) => {
  expect(runsFrom(folder, "linux")).toBe(false);
});

test("A backslash is nothing special where paths are made of them", () => {
  expect(runsFrom("C:\\Users\\me", "win32")).toBe(true);
});
