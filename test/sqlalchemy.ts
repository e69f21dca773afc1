/** Pythons for tests, and what becomes of a test where there is none. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";

/** The first of the usual Pythons that runs `code` without an error. */
const pythonThatRuns = (code: string): string | undefined =>
  ["/usr/bin/python3", "python3"].find((python) => spawnSync(python, ["-c", code]).status === 0);

/** Where the packages are installed by .ci/install-python-packages, a test that can't run is a fault. */
const mustRun = existsSync("/etc/debian_version") && process.env["CI"] === "true";

/** A Python without anything added, 3.8 or newer. */
export const plainPython = pythonThatRuns("import sys; assert sys.version_info >= (3, 8)") ?? "python3";

/** A Python with SQLAlchemy and a driver. */
export const sqlalchemyPython = pythonThatRuns("import sqlalchemy, psycopg2") ?? "python3";

const unless = (missing: boolean): typeof describe => (missing && !mustRun ? describe.skip : describe);

/** `describe`, for tests that need any Python: reported as skipped, by name, where there is none. */
export const describeWithPython = unless(pythonThatRuns("") === undefined);

/** `describe`, for tests that need SQLAlchemy. */
export const describeWithSqlalchemy = unless(pythonThatRuns("import sqlalchemy, psycopg2") === undefined);

/** `describe`, for tests that need what peaks are checked with too. */
export const describeWithInstruments = unless(
  pythonThatRuns("import sqlalchemy, psycopg2, mprof") === undefined || !existsSync("/usr/bin/time"),
);
