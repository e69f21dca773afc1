import { join } from "node:path";
import { availablePatterns } from "../../../src/config/pattern-requests.js";
import { benchFlags } from "../../../src/commands/options/bench.js";
import { UsageError } from "../../../src/errors.js";
import { rowsOf, usualRows } from "../../../src/flags/reading.js";
import { readOptions, type RawOptions } from "../../../src/flags/flag.js";

const cwd = "/home/someone/project";
const now = new Date("2026-01-31T23:59:59.123Z");

const resolve = (raw: RawOptions, env: Record<string, string> = {}) => readOptions(benchFlags, raw, { env, cwd, now });

/** What a wrong value is answered with: always a UsageError, of one line. */
async function refusal(raw: RawOptions, env: Record<string, string> = {}): Promise<string> {
  const thrown: unknown = await resolve(raw, env)
    .then(({ patterns }) => patterns())
    .catch((error: unknown) => error);
  expect(thrown).toBeInstanceOf(UsageError);
  const { message } = thrown as UsageError;
  expect(message).not.toMatch(/\n|undefined|\[object|TypeError|ZodError/);
  return message;
}

describe("Without flags", () => {
  test("The main job is a million rows, three rounds, all patterns, on the embedded server", async () => {
    const options = await resolve({});
    expect(options.patterns()).toEqual((await availablePatterns()).map((id) => ({ id, options: {} })));
    expect(rowsOf(options.rows, options.workload, usualRows)).toBe(1_000_000);
    expect(options.workload.name).toBe("employees");
    expect(options).toMatchObject({
      quick: false,
      // A million and three, or less where only a first answer is wanted: the command knows.
      rows: undefined,
      rounds: undefined,
      server: { url: undefined, mayWrite: false },
      timeout: 600_000,
      nodeArgs: [],
      slowConsumer: undefined,
      heapDiff: false,
      json: false,
      stepSummary: undefined,
      projectDir: cwd,
    });
  });

  test("The run's folder is named by its time and command, in characters that every file system takes", async () => {
    expect((await resolve({})).out).toBe(join(cwd, "results", "2026-01-31T235959Z-bench"));
  });

  test("The rngSeed is drawn, and can be given again", async () => {
    const drawn = await Promise.all(Array.from({ length: 20 }, async () => (await resolve({})).rngSeed));
    expect(new Set(drawn).size).toBeGreaterThan(15);
    for (const rngSeed of drawn) expect(await resolve({ rngSeed: String(rngSeed) })).toMatchObject({ rngSeed });
  });

  test("The options can't be changed afterwards", async () => {
    expect(Object.isFrozen(await resolve({}))).toBe(true);
  });
});

test("Flags are taken as they are meant", async () => {
  const options = await resolve({
    rows: "2_000_000",
    rounds: "5",
    patterns: "pg/copy",
    url: "postgresql://me:secret@db/app",
    out: "runs/first",
    timeout: "90",
    rngSeed: "0",
    nodeArgs: " --max-old-space-size=512  --no-opt ",
    slowConsumer: "50ms/10000",
    heapDiff: true,
    json: true,
  });
  expect(options.patterns()).toEqual([{ id: "pg/copy", options: {} }]);
  expect(options).toMatchObject({
    rows: 2_000_000,
    rounds: 5,
    server: { url: "postgresql://me:secret@db/app", mayWrite: true },
    out: join(cwd, "runs", "first"),
    timeout: 90_000,
    rngSeed: 0,
    nodeArgs: ["--max-old-space-size=512", "--no-opt"],
    slowConsumer: { milliseconds: 50, rows: 10_000 },
    heapDiff: true,
    json: true,
  });
});

describe("A wrong number is answered with the flag, the bounds and what was received:", () => {
  const flags = [
    ["--rows", "rows", /from 1 to 100,000,000/],
    ["--rounds", "rounds", /from 1 to 1,000/],
    ["--rng-seed", "rngSeed", /from 0 to 4,294,967,295/],
  ] as const;
  const values = [
    "-1",
    "1.5",
    "1.0005k",
    "1e-3",
    "0x10",
    "",
    " ",
    "many",
    "1,000",
    "NaN",
    "Infinity",
    "9".repeat(40),
    "1_",
    "_1",
    "١",
  ];

  test.each(flags.flatMap(([flag, name, rule]) => values.map((value) => ({ flag, name, rule, value }))))(
    "$flag $value",
    async ({ flag, name, rule, value }) => {
      const message = await refusal({ [name]: value });
      expect(message.startsWith(`${flag} must be a whole number `)).toBe(true);
      expect(message).toMatch(rule);
      expect(message.endsWith(`received "${value}".`)).toBe(true);
    },
  );

  test.each([
    ["--rows", "rows", "0"],
    ["--rows", "rows", "100000001"],
    ["--rounds", "rounds", "0"],
    ["--rounds", "rounds", "1001"],
    ["--timeout", "timeout", "0"],
    ["--timeout", "timeout", "86401"],
    ["--rng-seed", "rngSeed", "4294967296"],
  ])("%s just out of bounds: %s %s", async (flag, name, value) => {
    expect(await refusal({ [name]: value })).toMatch(new RegExp(`^${flag} must be .*received "${value}"\\.$`));
  });

  test.each([
    ["rows", "1", 1],
    ["rows", "100000000", 100_000_000],
    ["rounds", "1000", 1000],
    ["rngSeed", "4294967295", 4_294_967_295],
  ])("the bounds themselves are taken: %s %s", async (name, value, expected) => {
    expect(await resolve({ [name]: value })).toMatchObject({ [name]: expected });
  });
});

test.each(["50", "50ms", "ms/1", "0ms/10", "50ms/0", "50s/10/3", "-5ms/10", "50x/1e4", "10m/5", ""])(
  "A slow consumer that is no time and no rows is answered with an example: %j",
  async (value) => {
    expect(await refusal({ slowConsumer: value })).toBe(
      `--slow-consumer must say how long and after how many rows, like 50ms/10000; received "${value}".`,
    );
  },
);

test("A pattern that isn't there is answered with the nearest", async () => {
  expect(await refusal({ patterns: "take-skp" })).toMatch(
    /--patterns: .*"take-skp"; did you mean typeorm\/take-skip\?/,
  );
});

test.each(["", " "])("An empty folder isn't taken for the project's own: %j", async (out) => {
  expect(await refusal({ out })).toBe(`--out must name a folder; received "${out}".`);
});

describe("The server's address", () => {
  test("From the environment is read, but nothing is written there", async () => {
    const { server } = await resolve({}, { DATABASE_URL: "postgres://db/app" });
    expect(server).toEqual({ url: "postgres://db/app", mayWrite: false });
  });

  test("From the flag outweighs the environment's", async () => {
    const { server } = await resolve({ url: "postgres://flag/app" }, { DATABASE_URL: "postgres://env/app" });
    expect(server).toEqual({ url: "postgres://flag/app", mayWrite: true });
  });

  test.each(["mysql://db/app", "localhost:5432", "http://db", ""])(
    "That is none of PostgreSQL's is refused with the flag and the rule: %j",
    async (url) => {
      expect(await refusal({ url })).toMatch(/^--url must read postgresql:\/\/user:password@host:port\/database; /);
    },
  );

  test("That is wrong in the environment is said to come from there", async () => {
    expect(await refusal({}, { DATABASE_URL: "mysql://db/app" })).toMatch(/^DATABASE_URL must read /);
  });

  test("Isn't repeated where it may hold a password", async () => {
    expect(await refusal({ url: "mysql://me:secret@db/app" })).not.toContain("secret");
    expect(await refusal({}, { DATABASE_URL: "mysql://me:secret@db/app" })).not.toContain("secret");
  });

  test("That is empty in the environment counts as not set, and so does an empty summary file", async () => {
    expect(await resolve({}, { DATABASE_URL: "", GITHUB_STEP_SUMMARY: "" })).toMatchObject({
      server: { url: undefined },
      stepSummary: undefined,
    });
  });
});
