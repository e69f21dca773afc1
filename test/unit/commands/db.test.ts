import { dbFlags, dbOptions } from "../../../src/commands/options/db.js";
import { readOptions, type RawOptions } from "../../../src/flags/flag.js";

const env = { DATABASE_URL: "postgresql://h/db" };
const around = { env, cwd: "/home/someone/project", now: new Date() };
const resolve = async (raw: RawOptions) => dbOptions(await readOptions(dbFlags, raw, around));

test("db is for the data set of --rows, a million unless it says otherwise, and loads it where it is told", async () => {
  await expect(resolve({ rows: "none" })).rejects.toThrow(
    '--rows must be a whole number from 1 to 100,000,000; received "none".',
  );
  expect(await resolve({})).toMatchObject({ rows: 1_000_000, load: false, clean: undefined });
  expect(await resolve({ rows: "5k", load: true })).toMatchObject({ rows: 5_000, load: true });
});

test("db --clean is for every data set unless --rows says which, and never where only the environment names a server", async () => {
  const cleaning = async (raw: RawOptions) => (await resolve({ clean: true, ...raw })).clean;
  expect(await cleaning({})).toEqual({ url: undefined, rows: undefined });
  expect(await cleaning({ rows: "5000", url: "postgresql://u/db" })).toEqual({ url: "postgresql://u/db", rows: 5_000 });
});

test.each<[RawOptions, string]>([
  [{ clean: true, load: true }, "--clean removes data sets, and --load loads one: give one of them."],
  [{ url: "postgresql://h/db" }, "--url goes with --clean"],
  [{ clean: true, url: "mysql://a:b@h/db" }, "--url must read postgresql://"],
])("flags of db that don't go together, or aren't what they must be, are refused: %j", async (raw, sentence) => {
  await expect(resolve(raw)).rejects.toThrow(sentence);
});
