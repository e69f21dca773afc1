import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { findPython, type PythonSearch } from "../../../src/runner/python.js";
import { makeFolder, removeFolder } from "../../program.js";
import { describeWithPython, describeWithSqlalchemy, plainPython, sqlalchemyPython } from "../../sqlalchemy.js";

let folder: string;
beforeEach(async () => (folder = await makeFolder()));
afterEach(() => removeFolder(folder));

/** A program that may be taken for a Python. */
async function program(name: string, script: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, `#!/bin/sh\n${script}\n`);
  await chmod(path, 0o755);
  return path;
}

/** A Python that has these packages, with these sources, before all others. */
async function pythonWith(packages: Readonly<Record<string, string>>): Promise<string> {
  for (const [name, source] of Object.entries(packages)) {
    await mkdir(join(folder, "packages", name), { recursive: true });
    await writeFile(join(folder, "packages", name, "__init__.py"), source);
  }
  return program("python", `PYTHONPATH="${join(folder, "packages")}" exec ${plainPython} "$@"`);
}

const missing = 'raise ModuleNotFoundError("No module named here")';

const find = (paths: readonly string[], patience?: number): Promise<PythonSearch> =>
  findPython(paths, "sqlalchemy", new AbortController().signal, patience);

/** Why the only candidate was passed over. */
async function reason(path: string, patience?: number): Promise<string | undefined> {
  const search = await find([path], patience);
  expect(search.kind).toBe("missing");
  return search.passedOver[0]?.reason;
}

describeWithPython("a Python is passed over", () => {
  test("that has no SQLAlchemy, with Debian's package", async () => {
    expect(await reason(await pythonWith({ sqlalchemy: missing }))).toBe(
      "it has no SQLAlchemy (No module named here); Debian's package is python3-sqlalchemy",
    );
  });

  test.each([
    ["1.3.24", "old"],
    ["0.9", "old"],
    ["3.0.0b1", "new"],
  ])("whose SQLAlchemy is %s", async (version, age) => {
    expect(await reason(await pythonWith({ sqlalchemy: `__version__ = "${version}"` }))).toBe(
      `its SQLAlchemy ${version} is too ${age}: the reads are written for 1.4 and 2.x`,
    );
  });

  test("that has no driver, with Debian's package", async () => {
    const python = await pythonWith({ sqlalchemy: '__version__ = "2.0.40"', psycopg2: missing, psycopg: missing });
    expect(await reason(python)).toBe(
      "it has no driver for SQLAlchemy 2.0.40 (psycopg2: No module named here; psycopg: No module named here); " +
        "Debian's package is python3-psycopg2",
    );
  });

  test("that has psycopg 3 only, which SQLAlchemy 1.4 doesn't know", async () => {
    const python = await pythonWith({
      sqlalchemy: '__version__ = "1.4.46"',
      psycopg2: missing,
      psycopg: '__version__ = "3.1.7"',
    });
    expect(await reason(python)).toContain("psycopg: SQLAlchemy 1.4.46 doesn't know it");
  });

  test("whose driver is broken", async () => {
    const python = await pythonWith({
      sqlalchemy: '__version__ = "1.4.46"',
      psycopg2: 'raise OSError("libpq.so.5: cannot open shared object file")',
    });
    expect(await reason(python)).toContain("psycopg2: libpq.so.5: cannot open shared object file");
  });
});

describe("a program is passed over", () => {
  test("that hangs, when it has said nothing for long enough", async () => {
    expect(await reason(await program("hangs", "exec sleep 60"), 300)).toBe("it said nothing for 0.3 s");
  });

  test("that fails, with its last words", async () => {
    expect(await reason(await program("fails", "echo pyenv: python3 not found >&2; exit 127"))).toBe(
      "it doesn't run ormeter's programs (pyenv: python3 not found)",
    );
  });

  test("that says something else, with its exit code", async () => {
    expect(await reason(await program("chats", "echo hello"))).toBe("it doesn't run ormeter's programs (exit code 0)");
  });

  test("that isn't there", async () => {
    expect(await reason(join(folder, "nothing"))).toBe("it doesn't run ormeter's programs (it can't be started)");
  });
});

test("Without any candidate none is found", async () => {
  expect(await find([])).toEqual({ kind: "missing", passedOver: [] });
});

describeWithPython("psycopg 3", () => {
  test("is used with SQLAlchemy 2 where psycopg2 isn't there", async () => {
    const python = await pythonWith({
      sqlalchemy: '__version__ = "2.0.40"',
      psycopg2: missing,
      psycopg: '__version__ = "3.2.9"',
    });
    const search = await find([python]);
    expect(search.kind === "found" && search.installation.packages).toMatchObject({
      sqlalchemy: "2.0.40",
      psycopg: "3.2.9",
    });
  });
});

describeWithSqlalchemy("a Python with SQLAlchemy", () => {
  test("is found behind one without, which is remembered", async () => {
    const without = await pythonWith({ sqlalchemy: missing });
    const search = await find([without, sqlalchemyPython]);
    expect(search).toMatchObject({ kind: "found", path: sqlalchemyPython, passedOver: [{ path: without }] });
  });
});
