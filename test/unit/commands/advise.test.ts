import { adviseFlags, resolveAdvise } from "../../../src/commands/options/advise.js";
import { readOptions, type RawOptions } from "../../../src/flags/flag.js";

const around = { env: {}, cwd: "/home/someone/project", now: new Date("2026-01-31T23:59:59.123Z") };

const resolve = async (run: string, raw: RawOptions) =>
  resolveAdvise({ ...(await readOptions(adviseFlags, raw, around)), run }, around);

describe("advise", () => {
  test("asks the run that is named", async () => {
    const { from, question } = await resolve("results/x", {
      rows: "5M",
      memory: "256M",
      latency: "1ms",
      yields: "entity",
    });
    expect(from).toEqual({ kind: "run", run: "results/x" });
    expect(question).toEqual({ rows: 5_000_000, memory: 256 * 2 ** 20, latency: 1, yields: "entity" });
  });

  test("measures several sizes, as scale does, where none is named; the question is no part of that run", async () => {
    const { from } = await resolve("", { rows: "5M", patterns: "get-many" });
    if (from.kind !== "measured") throw new Error("It must measure.");
    expect(from.options.patterns).toEqual([{ id: "typeorm/get-many", options: {} }]);
    expect(from.options.sizes.length).toBeGreaterThan(2);
    expect(from.options.rows).toBeLessThan(5_000_000);
    expect(from.options.predict).toEqual([5_000_000]);
    expect(from.options.typed).toEqual({ patterns: "get-many" });
  });

  test("refuses to say how a run that there is shall be measured", async () => {
    await expect(resolve("results/x", { rows: "5M", rounds: "2" })).rejects.toThrow("leave --rounds away");
  });
});
