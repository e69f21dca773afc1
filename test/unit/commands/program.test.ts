import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { packageRoot } from "../../../src/config/project.js";
import { commands } from "../../../src/commands/program.js";
import { listed } from "../../../src/flags/flag.js";

/** What is loaded with a file of ours: ours and others', without what is imported for its types or later. */
function loadedWith(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const source = readFileSync(file, "utf8");
  for (const [, name = ""] of source.matchAll(/^(?:import|export) (?!type\b)[^;]*?from "([^"]+)";/gm)) {
    if (name.startsWith(".")) loadedWith(join(dirname(file), name.replace(/\.js$/, ".ts")), seen);
    else if (!name.startsWith("node:")) seen.add(name);
  }
  return seen;
}

test("Help and a wrong flag load commander and the declarations, and nothing that reads, measures or draws", () => {
  const root = packageRoot();
  const loaded = [...loadedWith(join(root, "src", "commands", "program.ts"))];
  expect(loaded.filter((name) => !name.startsWith("/"))).toEqual(["commander"]);
  expect(loaded.filter((name) => /\/src\/(?:runner|trial|compare|stats|display)\//.test(name))).toEqual([]);
});

test.each(commands.map((command) => [command.name, command] as const))(
  "%s has each flag once, in small letters, with help",
  (_, { flags }) => {
    const names = listed(flags).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { name, help } of listed(flags)) {
      expect(name).toMatch(/^--[a-z]+(-[a-z]+)*$/);
      expect(help).toMatch(/\w/);
    }
  },
);
