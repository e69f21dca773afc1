import { UsageError } from "../../../src/errors.js";
import { choice, flag, listed, only, readOptions, recorded, toggle, together } from "../../../src/flags/flag.js";
import { wholeNumber } from "../../../src/flags/quantities.js";

const around = { env: {}, cwd: "/project", now: new Date() };
const size = flag("--page-size <n>", "rows of a page", wholeNumber(1, 10));
const loud = toggle("--loud", "says more");

test("A flag that isn't given has no value, its default, or what is found out", async () => {
  const flags = { size, usual: size.or("7"), made: size.orElse(({ cwd }) => cwd), loud };
  expect(await readOptions(flags, {}, around)).toMatchObject({
    size: undefined,
    usual: 7,
    made: "/project",
    loud: false,
  });
  expect(await readOptions(flags, { pageSize: "3", loud: true }, around)).toMatchObject({
    size: 3,
    usual: 3,
    loud: true,
  });
});

test("One that is required is asked for by a sentence, and one that is wrong is named, the first of several", async () => {
  await expect(readOptions({ size: size.required("It needs a size.") }, {}, around)).rejects.toThrow(
    "It needs a size.",
  );
  const other = flag("--count <n>", "rows", wholeNumber(1, 10));
  const wrong = readOptions({ size, other }, { count: "0", pageSize: "11" }, around);
  await expect(wrong).rejects.toThrow('--page-size must be a whole number from 1 to 10; received "11".');
  await expect(wrong).rejects.toThrow(UsageError);
});

test("What is changed for one command is changed there only", () => {
  expect([size.or("5").describedAs("rows of a leaf").help, size.or("600", "600 s").help, size.help]).toEqual([
    "rows of a leaf (default: 5)",
    "rows of a page (default: 600 s)",
    "rows of a page",
  ]);
});

describe("A flag with others that mean something only with it", () => {
  const flags = {
    before: loud,
    paging: together(size, { loud: toggle("--deep", "all pages") }, (name) => `${name}: no.`),
  };

  test("is one option, which is there where it is given", async () => {
    expect((await readOptions(flags, {}, around)).paging).toBeUndefined();
    expect((await readOptions(flags, { pageSize: "2" }, around)).paging).toEqual({ given: 2, loud: false });
    expect((await readOptions(flags, { pageSize: "2", deep: true }, around)).paging).toEqual({ given: 2, loud: true });
  });

  test("keeps the others from standing alone, before any value is read", async () => {
    await expect(readOptions(flags, { deep: true }, around)).rejects.toThrow("--deep: no.");
  });

  test("may be led by what the project's config says", async () => {
    const led = { ...around, config: { file: "/project/a.json", folder: "/project", values: { pageSize: "2" } } };
    expect((await readOptions(flags, { deep: true }, led)).paging).toEqual({ given: 2, loud: true });
  });

  test("is told by the help of the others", () => {
    expect(listed(flags).map(({ name, help }) => [name, help])).toEqual([
      ["--loud", "says more"],
      ["--page-size", "rows of a page"],
      ["--deep", "with --page-size: all pages"],
    ]);
  });
});

test("Results keep the options of flags that say so, and a worker gets those that are its own", async () => {
  const flags = { size: size.recorded(), gone: flag("--gone <n>", "x", wholeNumber(1, 2)).recorded(), loud };
  const options = await readOptions(flags, { pageSize: "2" }, around);
  expect(recorded(flags, options)).toEqual({ size: 2 });
  expect(only({ loud }, options)).toEqual({ loud: false });
});

test("A flag's choices are known to whoever shows them", () => {
  expect(choice("--format <name>", "x", ["html", "csv"]).choices).toEqual(["html", "csv"]);
});
