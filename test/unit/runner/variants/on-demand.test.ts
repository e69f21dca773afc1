import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../../../../src/config/project.js";
import { onDemand } from "../../../../src/runner/variants/on-demand.js";

const bench = join(packageRoot(), "bench");

test("A folder is read with its packages for newer versions of Node where these fit every Node that reads", () => {
  const majorWith = (...nodes: string[]) => onDemand("mikro-orm", nodes)?.dependencies["@mikro-orm/postgresql"]?.at(0);
  expect(majorWith("v20.19.0")).toBe("6");
  expect(majorWith("v22.16.0")).toBe("6");
  expect(majorWith("v22.17.0")).toBe("7");
  expect(majorWith("v26.0.0")).toBe("7");
  expect(majorWith("v20.19.0", "v26.0.0")).toBe("6");
  expect(onDemand("mikro-orm", ["v20.19.0"])?.path).toBe("mikro-orm");
});

test("Where no packages fit, it is said which Node they need; packages of ormeter's own are nobody's to install", () => {
  expect(onDemand("mikro-orm", ["v20.19.0"])?.unfit).toBeUndefined();
  expect(onDemand("drizzle", ["v18.0.0"])?.unfit).toBeUndefined();
  expect(onDemand("typeorm")).toBeUndefined();
});

const sets = readdirSync(bench, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith("package-lock.json") && !path.includes("node_modules"))
  .map((path) => join(bench, path, ".."));

test.each(sets)("The lock in %s says what its package.json does, and each package's digest", (folder) => {
  const read = (name: string) => JSON.parse(readFileSync(join(folder, name), "utf8")) as unknown;
  const { dependencies, engines } = read("package.json") as Record<string, unknown>;
  const { packages } = read("package-lock.json") as { packages: Record<string, Record<string, unknown>> };
  expect(packages[""]).toEqual(expect.objectContaining({ dependencies, ...(engines !== undefined && { engines }) }));
  const others = Object.entries(packages).filter(([path]) => path !== "");
  expect(others.filter(([, { integrity }]) => integrity === undefined)).toEqual([]);
  expect(existsSync(join(folder, "package.json"))).toBe(true);
});
