import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  claimOut,
  resolveBenchOptions,
  resolveDbOptions,
  type RawBenchOptions,
  type RawDbOptions,
} from "../../../src/config/options.js";
import { UsageError } from "../../../src/errors.js";
import { makeFolder, removeFolder } from "../../program.js";

const available = ["typeorm/get-many", "typeorm/take-skip", "pg/copy"];
const cwd = "/home/someone/project";
const now = new Date("2026-01-31T23:59:59.123Z");

const resolve = (raw: RawBenchOptions, env: Record<string, string> = {}) =>
  resolveBenchOptions(raw, { env, cwd, now }, available);

/** What a wrong value is answered with: always a UsageError, of one line. */
function refusal(raw: RawBenchOptions, env: Record<string, string> = {}): string {
  let thrown: unknown;
  try {
    resolve(raw, env);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(UsageError);
  const { message } = thrown as UsageError;
  expect(message).not.toMatch(/\n|undefined|\[object|TypeError|ZodError/);
  return message;
}

describe("Without flags", () => {
  test("The main job is a million rows, three rounds, all patterns, on the embedded server", () => {
    expect(resolve({})).toMatchObject({
      rows: 1_000_000,
      rounds: 3,
      patterns: available.map((id) => ({ id, options: {} })),
      url: undefined,
      mayWrite: false,
      timeout: 600_000,
      nodeArgs: [],
      slowConsumer: undefined,
      heapDiff: false,
      json: false,
      stepSummary: undefined,
      projectDir: cwd,
    });
  });

  test("The run's folder is named by its time and command, in characters that every file system takes", () => {
    expect(resolve({}).out).toBe(join(cwd, "results", "2026-01-31T235959Z-bench"));
  });

  test("The rngSeed is drawn, and can be given again", () => {
    const drawn = Array.from({ length: 20 }, () => resolve({}).rngSeed);
    expect(new Set(drawn).size).toBeGreaterThan(15);
    for (const rngSeed of drawn) expect(resolve({ rngSeed: String(rngSeed) }).rngSeed).toBe(rngSeed);
  });

  test("The options can't be changed afterwards", () => {
    expect(Object.isFrozen(resolve({}))).toBe(true);
  });
});

test("Flags are taken as they are meant", () => {
  expect(
    resolve({
      rows: "2_000_000",
      rounds: "5",
      patterns: "pg",
      url: "postgresql://me:secret@db/app",
      out: "runs/first",
      timeout: "90",
      rngSeed: "0",
      nodeArgs: " --max-old-space-size=512  --no-opt ",
      slowConsumer: "50ms/10000",
      heapDiff: true,
      json: true,
    }),
  ).toMatchObject({
    rows: 2_000_000,
    rounds: 5,
    patterns: [{ id: "pg/copy", options: {} }],
    url: "postgresql://me:secret@db/app",
    mayWrite: true,
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
    ["--timeout", "timeout", /from 1 to 86,400 \(seconds\)/],
    ["--rng-seed", "rngSeed", /from 0 to 4,294,967,295/],
  ] as const;
  const values = [
    "-1",
    "1.5",
    "1e6",
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
    ({ flag, name, rule, value }) => {
      const message = refusal({ [name]: value });
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
  ])("%s just out of bounds: %s %s", (flag, name, value) => {
    expect(refusal({ [name]: value })).toMatch(new RegExp(`^${flag} must be .*received "${value}"\\.$`));
  });

  test.each([
    ["rows", "1", 1],
    ["rows", "100000000", 100_000_000],
    ["rounds", "1000", 1000],
    ["rngSeed", "4294967295", 4_294_967_295],
  ])("the bounds themselves are taken: %s %s", (name, value, expected) => {
    expect(resolve({ [name]: value })).toMatchObject({ [name]: expected });
  });

  test("--rows of db too", () => {
    expect(() => resolveDbOptions({ rows: "none" }, { env: {}, cwd, now })).toThrow(
      '--rows must be a whole number from 1 to 100,000,000; received "none".',
    );
    expect(resolveDbOptions({}, { env: {}, cwd, now })).toMatchObject({ rows: 1_000_000, load: false });
  });

  test("db --clean is for every data set unless --rows says which, and never where only the environment names a server", () => {
    const env = { DATABASE_URL: "postgresql://h/db" };
    const cleaning = (raw: RawDbOptions) => resolveDbOptions({ clean: true, ...raw }, { env, cwd, now }).clean;
    expect(cleaning({})).toEqual({ url: undefined, rows: undefined });
    expect(cleaning({ rows: "5000", url: "postgresql://u/db" })).toEqual({ url: "postgresql://u/db", rows: 5_000 });
    expect(resolveDbOptions({}, { env, cwd, now }).clean).toBeUndefined();
  });

  test.each<[RawDbOptions, string]>([
    [{ clean: true, load: true }, "--clean removes data sets, and --load loads one: give one of them."],
    [{ url: "postgresql://h/db" }, "--url goes with --clean"],
    [
      { clean: true, url: "mysql://a:b@h/db" },
      "--url must start with postgres:// or postgresql://; what was received doesn't.",
    ],
  ])("flags of db that don't go together, or aren't what they must be, are refused: %j", (raw, sentence) => {
    expect(() => resolveDbOptions(raw, { env: {}, cwd, now })).toThrow(sentence);
  });
});

test.each(["50", "50ms", "ms/1", "0ms/10", "50ms/0", "50s/10", "-5ms/10", "50ms/1e4", ""])(
  "A slow consumer that is no time and no rows is answered with an example: %j",
  (value) => {
    expect(refusal({ slowConsumer: value })).toBe(
      `--slow-consumer must say how long and after how many rows, like 50ms/10000; received "${value}".`,
    );
  },
);

test("A pattern that isn't there is answered with the nearest", () => {
  expect(refusal({ patterns: "take-skp" })).toMatch(/--patterns: .*"take-skp"; did you mean typeorm\/take-skip\?/);
});

test.each(["", " "])("An empty folder isn't taken for the project's own: %j", (out) => {
  expect(refusal({ out })).toBe(`--out must name a folder; received "${out}".`);
});

describe("The server's address", () => {
  test("From the environment is read, but nothing is written there", () => {
    expect(resolve({}, { DATABASE_URL: "postgres://db/app" })).toMatchObject({
      url: "postgres://db/app",
      mayWrite: false,
    });
  });

  test("From the flag outweighs the environment's", () => {
    const { url, mayWrite } = resolve({ url: "postgres://flag/app" }, { DATABASE_URL: "postgres://env/app" });
    expect([url, mayWrite]).toEqual(["postgres://flag/app", true]);
  });

  test.each(["mysql://db/app", "localhost:5432", "http://db", ""])(
    "That is none of PostgreSQL's is refused with the flag and the rule: %j",
    (url) => {
      expect(refusal({ url })).toMatch(/^--url must start with postgres:\/\/ or postgresql:\/\/; /);
      expect(refusal({ url })).toContain(`"${url}"`);
    },
  );

  test("That is wrong in the environment is said to come from there", () => {
    expect(refusal({}, { DATABASE_URL: "mysql://db/app" })).toMatch(/^DATABASE_URL must start with /);
  });

  test("Isn't repeated where it may hold a password", () => {
    expect(refusal({ url: "mysql://me:secret@db/app" })).not.toContain("secret");
    expect(refusal({}, { DATABASE_URL: "mysql://me:secret@db/app" })).not.toContain("secret");
  });

  test("That is empty in the environment counts as not set, and so does an empty summary file", () => {
    expect(resolve({}, { DATABASE_URL: "", GITHUB_STEP_SUMMARY: "" })).toMatchObject({
      url: undefined,
      stepSummary: undefined,
    });
  });
});

describe("The run's folder", () => {
  let folder: string;

  beforeEach(async () => {
    folder = await makeFolder();
  });

  afterEach(() => removeFolder(folder));

  /** What claiming is answered with where it is refused. */
  function claimRefusal(out: string): string {
    let thrown: unknown;
    try {
      claimOut(out);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(UsageError);
    return (thrown as UsageError).message;
  }

  test("Is made, with those above it, and goes again with them when nothing was measured", () => {
    const unclaim = claimOut(join(folder, "results", "run"));
    expect(existsSync(join(folder, "results", "run"))).toBe(true);
    unclaim();
    expect(readdirSync(folder)).toEqual([]);
  });

  test("That was there already stays", () => {
    mkdirSync(join(folder, "mine"));
    claimOut(join(folder, "mine"))();
    expect(readdirSync(folder)).toEqual(["mine"]);
  });

  test("Goes alone where another run has put its own beside it meanwhile", () => {
    const unclaim = claimOut(join(folder, "results", "first"));
    claimOut(join(folder, "results", "second"));
    writeFileSync(join(folder, "results", "second", "result.json"), "{}");
    unclaim();
    expect(readdirSync(join(folder, "results"))).toEqual(["second"]);
    expect(existsSync(join(folder, "results", "second", "result.json"))).toBe(true);
  });

  test("Stays if something was written to it", () => {
    const unclaim = claimOut(join(folder, "results", "run"));
    writeFileSync(join(folder, "results", "run", "notes.txt"), "mine");
    unclaim();
    expect(readdirSync(join(folder, "results", "run"))).toEqual(["notes.txt"]);
  });

  test.each(["file", "file/below"])("Can't be %s, and the message names flag, rule, value and reason", (name) => {
    writeFileSync(join(folder, "file"), "");
    const out = join(folder, name);
    expect(claimRefusal(out)).toMatch(
      /^--out must name a folder that can be written to; received .* \((EEXIST|ENOTDIR)\)\.$/,
    );
    expect(claimRefusal(out)).toContain(`"${out}"`);
  });

  test("Can't hold a result already", () => {
    writeFileSync(join(folder, "result.json"), "{}");
    expect(claimRefusal(folder)).toBe(
      `--out: "${folder}" holds a result already; name another folder, or move that one away.`,
    );
  });

  test("With a name that no file system takes is refused, not thrown at the user", () => {
    expect(claimRefusal(join(folder, "a\0b"))).toMatch(/^--out must name a folder/);
    expect(claimRefusal(join(folder, "n".repeat(300)))).toMatch(/^--out must name .*\(ENAMETOOLONG\)/);
  });

  test("That can't be written to is refused, unless the user may write everywhere", () => {
    const closed = join(folder, "closed");
    mkdirSync(closed);
    chmodSync(closed, 0o500);
    if (process.getuid?.() === 0) expect(() => claimOut(closed)).not.toThrow();
    else expect(claimRefusal(closed)).toMatch(/\(EACCES\)/);
  });
});
