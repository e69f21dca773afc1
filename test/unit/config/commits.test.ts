import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { commitIn, commitsBetween, comparisonAddress } from "../../../src/config/commits.js";
import { makeFolder, removeFolder } from "../../program.js";
import { commitAll } from "../../repository.js";

let folder: string;
beforeEach(async () => {
  folder = await makeFolder();
});
afterEach(() => removeFolder(folder));

test("Where there is no repository, or no commit in it, none is known", async () => {
  expect(await commitIn(folder)).toBeUndefined();
  await execa("git", ["init", "--quiet"], { cwd: folder });
  expect(await commitIn(folder)).toBeUndefined();
});

test("A commit is known, and whether tracked files were changed since; other files don't count", async () => {
  const hash = await commitAll(folder, "The first");
  expect(await commitIn(folder)).toEqual({ hash, modified: false });
  await writeFile(join(folder, "untracked"), "");
  expect(await commitIn(folder)).toEqual({ hash, modified: false });
  await writeFile(join(folder, "file"), "changed");
  expect(await commitIn(folder)).toEqual({ hash, modified: true });
});

test("Commits between two are listed, the newest first; of commits that aren't there nothing is", async () => {
  const first = await commitAll(folder, "The first");
  const second = await commitAll(folder, "The second: with a colon");
  const third = await commitAll(folder, "The third");
  expect(await commitsBetween(folder, first, third)).toEqual([
    { hash: third, subject: "The third" },
    { hash: second, subject: "The second: with a colon" },
  ]);
  expect(await commitsBetween(folder, third, first)).toEqual([]);
  expect(await commitsBetween(folder, "0".repeat(40), third)).toBeUndefined();
});

test.each([
  ["git@github.com:some/thing.git", "https://github.com/some/thing/compare/a...b"],
  ["https://name:secret@github.com/some/thing", "https://github.com/some/thing/compare/a...b"],
  ["ssh://git@gitlab.com:22/a/b/c.git", "https://gitlab.com/a/b/c/-/compare/a...b"],
  ["https://git.example.com/some/thing.git", undefined],
  ["../elsewhere", undefined],
])(
  "Two commits have an address where the host is known, without whoever is named in it: %s",
  async (remote, address) => {
    await execa("git", ["init", "--quiet"], { cwd: folder });
    await execa("git", ["remote", "add", "origin", remote], { cwd: folder });
    expect(await comparisonAddress(folder, "a", "b")).toBe(address);
  },
);
