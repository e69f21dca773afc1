import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readSavedResults } from "../../../src/results/saved-results.js";
import { millionRowResult } from "../../results.js";
import { makeFolder, removeFolder } from "../../program.js";

describe("readSavedResults", () => {
  let folder: string;
  const write = async (path: string, text: string) => {
    await mkdir(join(folder, path, ".."), { recursive: true });
    await writeFile(join(folder, path), text);
  };
  beforeEach(async () => {
    folder = await makeFolder();
  });
  afterEach(() => removeFolder(folder));

  test("reads runs and baselines, the oldest first, and a baseline with the run that it is a copy of", async () => {
    const [old, recent] = ["2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z"].map((startedAt) =>
      JSON.stringify(millionRowResult(1, { startedAt })),
    );
    await write("results/b/result.json", old ?? "");
    await write("results/a/result.json", recent ?? "");
    await write("baselines/main.json", old ?? "");
    const { saved, unreadable } = await readSavedResults(folder);
    expect(unreadable).toEqual([]);
    expect(saved.map(({ files }) => files)).toEqual([
      ["results/b/result.json", "baselines/main.json"],
      ["results/a/result.json"],
    ]);
  });

  test("names what it can't read and passes it over, leaving it as it is", async () => {
    const whole = JSON.stringify(millionRowResult(1));
    await write("results/good/result.json", whole);
    await write("results/cut/result.json", whole.slice(0, 1000));
    await write("baselines/newer.json", JSON.stringify({ schemaVersion: 99 }));
    await write("results/unfinished/notes.txt", "no result yet");
    const { saved, unreadable } = await readSavedResults(folder);
    expect(saved).toHaveLength(1);
    expect(unreadable.map(({ file }) => file).sort()).toEqual(["baselines/newer.json", "results/cut/result.json"]);
    expect(unreadable.map(({ reason }) => reason).join(" ")).toContain("cut off");
    expect(await readFile(join(folder, "results/cut/result.json"), "utf8")).toBe(whole.slice(0, 1000));
  });

  test("finds nothing where nothing was saved", async () => {
    expect(await readSavedResults(folder)).toEqual({ saved: [], unreadable: [] });
  });
});
