import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { availablePatterns, parsePatterns } from "../../../src/config/pattern-requests.js";
import { UsageError } from "../../../src/errors.js";
import { makeFolder, removeFolder } from "../../program.js";

const available = [
  "typeorm/find",
  "typeorm/get-many",
  "typeorm/stream",
  "typeorm/stream-batched",
  "typeorm/take-skip",
  "pg/copy",
  "pg/cursor",
  "drizzle/stream",
];

const idsOf = (list: string): string[] => parsePatterns(list, available).map(({ id }) => id);

/** What a list is answered with that isn't taken: a UsageError of one line. */
function refusal(list: string): string {
  let thrown: unknown;
  try {
    parsePatterns(list, available);
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(UsageError);
  const { message } = thrown as UsageError;
  expect(message).not.toContain("\n");
  return message;
}

describe("A list of patterns", () => {
  test("Names them by id, by name or by folder, in the order of the list", () => {
    expect(idsOf("pg/copy,get-many")).toEqual(["pg/copy", "typeorm/get-many"]);
    expect(idsOf("pg")).toEqual(["pg/copy", "pg/cursor"]);
    expect(idsOf(" get-many , pg ")).toEqual(["typeorm/get-many", "pg/copy", "pg/cursor"]);
  });

  test("Takes a name whole: stream isn't stream-batched", () => {
    expect(idsOf("typeorm/stream")).toEqual(["typeorm/stream"]);
    expect(idsOf("stream-batched")).toEqual(["typeorm/stream-batched"]);
  });

  test("Takes a name that several folders have for all of them", () => {
    expect(idsOf("stream")).toEqual(["typeorm/stream", "drizzle/stream"]);
  });

  test("That names one twice reads it once, but once for each of its options", () => {
    expect(idsOf("get-many,typeorm/get-many,typeorm")).toEqual([
      "typeorm/get-many",
      "typeorm/find",
      "typeorm/stream",
      "typeorm/stream-batched",
      "typeorm/take-skip",
    ]);
    expect(parsePatterns("take-skip:pageSize=1000,take-skip:pageSize=10,take-skip:pageSize=1000", available)).toEqual([
      { id: "typeorm/take-skip", options: { pageSize: 1000 } },
      { id: "typeorm/take-skip", options: { pageSize: 10 } },
    ]);
  });

  test("Takes an option's number as every flag does", () => {
    expect(parsePatterns("take-skip:pageSize=1e3", available)).toEqual(
      parsePatterns("take-skip:pageSize=1k", available),
    );
  });

  test("Sets several options of one pattern", () => {
    expect(parsePatterns("take-skip:pageSize=1000:offset=3", available)).toEqual([
      { id: "typeorm/take-skip", options: { pageSize: 1000, offset: 3 } },
    ]);
  });
});

describe("Globs in a list of patterns", () => {
  test("Stand for the ids, names and folders that they match", () => {
    expect(idsOf("get-*")).toEqual(["typeorm/get-many"]);
    expect(idsOf("*/stream*")).toEqual(["typeorm/stream", "typeorm/stream-batched", "drizzle/stream"]);
    expect(idsOf("stream*:batchSize=10")).toHaveLength(3);
    expect(idsOf("*")).toEqual(available);
  });

  test("Leave out what is behind an exclamation mark, wherever it stands in the list", () => {
    expect(idsOf("pg,!pg/copy")).toEqual(["pg/cursor"]);
    expect(idsOf("!*/cursor,pg")).toEqual(["pg/copy"]);
  });

  test("Leave out of what is usual where the list names nothing else", () => {
    expect(idsOf("!pg,!drizzle")).toEqual(available.filter((id) => id.startsWith("typeorm/")));
    expect(parsePatterns("!pg/copy", available, ["pg/copy", "pg/cursor"])).toEqual([{ id: "pg/cursor", options: {} }]);
  });

  test("stands for every folder by all, and for what is on request by its name alone", () => {
    const ids = (list: string) =>
      parsePatterns(list, available, available, (id) => id === "pg/copy").map(({ id }) => id);
    const others = available.filter((id) => id !== "pg/copy");
    for (const list of ["all", "*", "*/*"]) expect(ids(list)).toEqual(list === "*/*" ? available : others);
    expect(ids("pg")).toEqual(["pg/cursor"]);
    expect(ids("pg/copy")).toEqual(["pg/copy"]);
    expect(ids("co*")).toEqual(["pg/copy"]);
    expect(idsOf("all")).toEqual(available);
  });

  test("Are answered where they leave nothing", () => {
    expect(refusal("pg,!*")).toBe('--patterns: "pg,!*" leaves nothing to read.');
  });
});

describe("What is no pattern", () => {
  test.each([
    ["get-mny", "typeorm/get-many"],
    ["getMany", "typeorm/get-many"],
    ["typeorm/takeskip", "typeorm/take-skip"],
    ["batched", "typeorm/stream-batched"],
    ["pg/copi", "pg/copy"],
  ])("%s is answered with the nearest, %s, and with all there are", (text, nearest) => {
    const message = refusal(`pg/copy,${text}`);
    expect(message.startsWith(`--patterns: there is no pattern "${text}"; did you mean `)).toBe(true);
    expect(message.slice(0, message.indexOf("?"))).toContain(nearest);
    for (const id of available) expect(message).toContain(id);
  });

  test.each(["", ",", "get-many,", "/", "typeorm/", "x*", "!nothing", "\u0000", "__proto__", "a".repeat(10_000)])(
    "%j is answered with what there is, in one line",
    (list) => {
      expect(refusal(list)).toMatch(/^--patterns: there is no pattern "/);
    },
  );
});

test.each([
  "take-skip:pageSize",
  "take-skip:pageSize=",
  "take-skip:pageSize=0",
  "take-skip:pageSize=-1",
  "take-skip:pageSize=1.5",
  "take-skip:pageSize=1e9",
  "take-skip:pageSize=9999999999",
  "take-skip:=1",
  "take-skip:",
  "take-skip:page size=1",
])("An option that is no whole number from 1 is answered with an example and what was received: %s", (entry) => {
  const message = refusal(entry);
  expect(message).toMatch(/^--patterns: ".*" must set options like take-skip:pageSize=1000, to whole numbers from 1; /);
  expect(message).toContain(`received "${entry.slice("take-skip:".length)}"`);
});

describe("The patterns that there are", () => {
  let folder: string;

  beforeEach(async () => {
    folder = await makeFolder();
  });

  afterEach(() => removeFolder(folder));

  const put = (...files: string[]) => {
    for (const file of files) {
      const path = join(folder, file);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, "");
    }
  };

  test("Are the compiled files of the folders in bench; what has no client comes last", async () => {
    put("dist/bench/typeorm/stream.js", "dist/bench/typeorm/get-many.js", "dist/bench/typeorm/get-many.js.map");
    put("dist/bench/pg/copy.js", "dist/bench/loose.js");
    const client = 'export default { name: "TypeORM", packages: {}, connect: async () => undefined };';
    writeFileSync(join(folder, "dist", "bench", "typeorm", "client.js"), client);
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
    expect(await availablePatterns(folder)).toEqual(["typeorm/get-many", "typeorm/stream", "pg/copy"]);
  });

  test("Don't include one whose source is gone", async () => {
    put("dist/bench/pg/copy.js", "dist/bench/pg/old.js", "bench/pg/copy.ts");
    expect(await availablePatterns(folder)).toEqual(["pg/copy"]);
  });
});
