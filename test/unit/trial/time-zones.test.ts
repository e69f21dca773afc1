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

const zones = {
  UTC: 0,
  "America/Sao_Paulo": 180,
  "Asia/Beirut": -120,
  "Africa/Cairo": -120,
  "America/Santiago": 180,
  "America/Havana": 300,
  "America/St_Johns": 210,
  "Asia/Kathmandu": -345,
  "Pacific/Kiritimati": -840,
  "Pacific/Pago_Pago": 660,
  "Europe/Dublin": 0,
};

/** Prints the checksum and the digest of the days above in every shape, for each zone. */
const program = `
  import { createChecksum } from "../src/trial/checksum.js";
  import { digestOf, rowHash, rowTexts } from "../src/trial/digest.js";
  import { columns, rowsOf, rowWith, shapes } from "./unit/trial/rows.js";

  const rows = ${JSON.stringify(days)}.flatMap((day) =>
    ["+00", "-03:30", "+05:30"].map((zone) => rowWith({ date_value: day, timestamp_value: day + " 00:00:00.001" + zone })),
  );
  const dateAt = columns.findIndex(({ name }) => name === "date_value");
  const readings = ({ access, of }) => {
    const checksum = createChecksum(rowsOf(columns), access);
    for (const row of rows) checksum.add(of(row));
    const texts = rows.map((row) => rowTexts(columns, access)(of(row)));
    return {
      checksum: checksum.value(),
      digest: digestOf(texts.map(rowHash)),
      days: [...new Set(texts.map((text) => text[dateAt]))],
    };
  };
  const found = {};
  for (const zone of ${JSON.stringify(Object.keys(zones))}) {
    // Node takes the zone anew when this changes.
    process.env.TZ = zone;
    found[zone] = { offset: new Date(2024, 0, 15).getTimezoneOffset(), shapes: Object.values(shapes).map(readings) };
  }
  console.log(JSON.stringify(found));
`;

interface InZone {
  readonly offset: number;
  readonly shapes: readonly { readonly checksum: string; readonly digest: string; readonly days: readonly string[] }[];
}

let found: Record<string, InZone>;

beforeAll(async () => {
  const folder = await makeFolder();
  try {
    const file = await writeProgram(join(folder, "checksums.mjs"), program, ["pg-native"]);
    const { code, stdout, stderr } = await runNode([file]);
    expect([code, stderr]).toEqual([0, ""]);
    found = JSON.parse(stdout) as typeof found;
  } finally {
    await removeFolder(folder);
  }
});

test.each(Object.entries(zones))(
  "In %s all shapes have the checksum and digest that they have in UTC",
  (zone, offset) => {
    const [expected] = found["UTC"]?.shapes ?? [];
    const here = found[zone];
    expect(here?.offset).toBe(offset);
    expect(here?.shapes).toHaveLength(4);
    for (const shape of here?.shapes ?? []) expect(shape).toEqual({ ...expected, days });
  },
);
