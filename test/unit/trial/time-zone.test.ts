import { join } from "node:path";
import { makeFolder, removeFolder, runNode, writeProgram } from "../../program.js";

/** Prints, for each row, which rows its time zone may have made it of. */
const program = `
  import { rowsBehind } from "../src/trial/time-zone.js";
  const columns = [
    { property: "day", name: "day", kind: "date", nullable: true },
    { property: "at", name: "at", kind: "timestamp", nullable: true },
    { property: "note", name: "note", kind: "text", nullable: true },
  ];
  const rows = JSON.parse(process.argv[2]);
  console.log(JSON.stringify(rows.map((row) => rowsBehind(row, columns))));
`;

let folder: string;
let file: string;
beforeAll(async () => {
  folder = await makeFolder();
  file = await writeProgram(join(folder, "zones.mjs"), program, []);
});
afterAll(() => removeFolder(folder));

type Row = readonly (string | null)[];

async function behind(zone: string, ...rows: readonly Row[]): Promise<readonly (readonly Row[])[]> {
  const { code, stdout, stderr } = await runNode([file, JSON.stringify(rows)], { TZ: zone });
  expect([code, stderr]).toEqual([0, ""]);
  return JSON.parse(stdout) as Row[][];
}

test("A day that doesn't exist in a zone may be read as the next one, and a day east of Greenwich as the one before", async () => {
  const [skipped = []] = await behind("Pacific/Apia", ["2011-12-31", null, null]);
  expect(skipped).toContainEqual(["2011-12-30", null, null]);
  const [east = []] = await behind("Europe/Berlin", ["2026-01-30", null, null]);
  expect(east).toEqual([["2026-01-31", null, null]]);
});

test("An instant may be off by the zone's distance from UTC, to either side", async () => {
  const [found = []] = await behind("Asia/Kathmandu", [null, "2026-01-31T12:00:00.123Z", null]);
  expect(found.map(([, at]) => at).sort()).toEqual(["2026-01-31T06:15:00.123Z", "2026-01-31T17:45:00.123Z"]);
});

test("Days and instants may be off together", async () => {
  const [found = []] = await behind("Europe/Berlin", ["2026-01-30", "2026-01-31T12:00:00.000Z", "note"]);
  expect(found).toContainEqual(["2026-01-31", "2026-01-31T11:00:00.000Z", "note"]);
  expect(found).toHaveLength(5);
});

test("UTC explains nothing, and no zone explains what is no day, no instant or another kind of column", async () => {
  const rows: Row[] = [
    ["2026-01-31", "2026-01-31T12:00:00.000Z", "2026-01-31"],
    ["no date: null", "no timestamp: 17 (number)", "x"],
    [null, null, null],
  ];
  expect(await behind("UTC", ...rows)).toEqual([[], [], []]);
  expect((await behind("Europe/Berlin", ...rows)).slice(1)).toEqual([[], []]);
});
