import { join } from "node:path";
import { makeFolder, removeFolder, runNode, writeProgram } from "../../program.js";

/** Days at whose local midnight some zone's clocks change, and the calendar's ends. */
const days = [
  "0001-01-01",
  "0099-12-31",
  "1582-10-10",
  "1883-11-18",
  "1895-02-01",
  "1969-12-31",
  "1970-01-01",
  "2018-11-04", // São Paulo: midnight doesn't exist
  "2024-03-31", // Beirut: midnight doesn't exist
  "2024-04-26", // Cairo: midnight doesn't exist
  "2024-09-08", // Santiago: midnight doesn't exist
  "2024-11-03", // Havana: midnight is there twice
  "9999-12-31",
];

/** Prints the checksum and the digest of the days above in every shape. */
const program = `
  import { createChecksum } from "../src/trial/checksum.js";
  import { digestOf, rowHash, rowTexts } from "../src/trial/digest.js";
  import { columns, rowWith, shapes } from "./unit/trial/rows.js";

  const rows = ${JSON.stringify(days)}.flatMap((day) =>
    ["+00", "-03:30", "+05:30"].map((zone) => rowWith({ date_value: day, timestamp_value: day + " 00:00:00.001" + zone })),
  );
  for (const [name, { access, of }] of Object.entries(shapes)) {
    const checksum = createChecksum(columns, access);
    for (const row of rows) checksum.add(of(row));
    const toText = rowTexts(columns, access);
    const days = rows.map((row) => toText(of(row))[columns.findIndex(({ name }) => name === "date_value")]);
    console.log(JSON.stringify({ name, checksum: checksum.value(), digest: digestOf(rows.map((row) => rowHash(toText(of(row))))), days: [...new Set(days)] }));
  }
`;

let folder: string;
let file: string;
let utc: Line[];

beforeAll(async () => {
  folder = await makeFolder();
  file = await writeProgram(join(folder, "checksums.mjs"), program, ["pg-native"]);
  utc = await linesIn("UTC");
});

afterAll(() => removeFolder(folder));

interface Line {
  readonly checksum: string;
  readonly digest: string;
  readonly days: readonly string[];
}

async function linesIn(zone: string): Promise<Line[]> {
  const { code, stdout, stderr } = await runNode([file], { TZ: zone });
  expect([code, stderr]).toEqual([0, ""]);
  return stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Line);
}

test.each([
  "America/Sao_Paulo",
  "Asia/Beirut",
  "Africa/Cairo",
  "America/Santiago",
  "America/Havana",
  "America/St_Johns",
  "Asia/Kathmandu",
  "Pacific/Kiritimati",
  "Pacific/Pago_Pago",
  "Europe/Dublin",
])("In %s all shapes have the checksum and digest that they have in UTC", async (zone) => {
  const local = await linesIn(zone);
  expect(local).toHaveLength(4);
  for (const line of [...utc, ...local]) {
    expect(line.days).toEqual(days);
    expect(line).toMatchObject({ checksum: utc[0]?.checksum, digest: utc[0]?.digest });
  }
});
