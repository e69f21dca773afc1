/**
 * What a test imports from "ormeter/matchers". CommonJS and small, since jest loads it without any flags; what measures is
 * a process of its own.
 */
import type { Answer } from "../api/messages.js" with { "resolution-mode": "import" };
import type { ReadBounds as Bounds } from "./bounds.js" with { "resolution-mode": "import" };
import type { ReadHandle as Handle } from "./read-handle.js" with { "resolution-mode": "import" };
import type { AssertionOptions as Options, Context, Matched, Verdict } from "./runner.js" with {
  "resolution-mode": "import",
};
import fs = require("node:fs");
import path = require("node:path");
import client = require("../api/client.cjs");

/**
 * A read, to be given to `expect`: what is read in which pattern, or the file of a function that reads, `./report.ts#name`,
 * beside the test.
 */
function readOf<Read extends Handle | string | URL>(read: Read): Read {
  return read;
}

/**
 * Whether a read, measured in a fresh process, takes no more than `bounds` say.
 *
 * @throws Error where it can't be measured for a reason that whoever wrote the test can mend.
 */
async function toReadWithin(this: Context, read: unknown, bounds: Bounds, options?: Options): Promise<Matched> {
  const where = new Error();
  Error.captureStackTrace(where, toReadWithin);
  if (typeof read === "function") throw said(where, noFunction(read.name));
  const cwd = typeof read === "object" && read !== null && "cwd" in read ? String(read.cwd) : projectOf(this.testPath);
  const request = {
    kind: "read-within",
    read: read instanceof URL ? read.href : read,
    bounds,
    options,
    testFile: this.testPath,
  } as const;
  const answer: Answer = await client.askSession(request, { cwd });
  if (answer.kind === "failed") throw said(where, answer.message);
  const { kind, message } = answer.value as Verdict;
  const isNot = this.isNot === true;
  return {
    // What isn't known fails either way.
    pass: kind === "within" || (kind === "unknown" && isNot),
    message: () => `expect(read)${isNot ? ".not" : ""}.toReadWithin(bounds)\n\n${message}`,
  };
}

/** The folder of a test's package: a runner may have been started elsewhere, as for all packages of a workspace. */
function projectOf(testFile: string | undefined): string | undefined {
  for (let folder = testFile && path.dirname(testFile); folder;) {
    if (fs.existsSync(path.join(folder, "package.json"))) return folder;
    const above = path.dirname(folder);
    folder = above === folder ? undefined : above;
  }
  return undefined;
}

const noFunction = (name: string): string =>
  "toReadWithin measures in a fresh process, which a function can't be sent to: export it from a file and name that, " +
  `expect(readOf("./reads.ts#${name === "" ? "name" : name}")), or name what is read and how, ` +
  'expect(readOf({ entity: "Order", pattern: "typeorm/find" })).';

/** An error that is shown at the assertion's line, not in here. */
function said(where: Error, message: string): Error {
  where.stack = `Error: ${message}${(where.stack ?? "").replace(/^\w*Error[^\n]*/, "")}`;
  where.message = message;
  return where;
}

/** For `expect.extend`. */
const matchers = { toReadWithin };

const exported = { matchers, readOf, toReadWithin };

// eslint-disable-next-line @typescript-eslint/no-namespace -- how a module of CommonJS exports types beside its value
declare namespace exported {
  type ReadBounds = Bounds;
  type ReadHandle = Handle;
  type AssertionOptions = Options;
}

export = exported;
