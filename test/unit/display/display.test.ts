import { jest } from "@jest/globals";
import { createDisplay } from "../../../src/display/display.js";
import { Log, Screen } from "../../screen.js";

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ["nextTick", "queueMicrotask"] });
});

afterEach(() => {
  jest.useRealTimers();
});

const spinning = (what: string) => expect.stringMatching(new RegExp(`^[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏] ${what}$`)) as string;

describe("On a terminal", () => {
  test("The line says what is being done, and asks again how far it is", () => {
    const screen = new Screen();
    const display = createDisplay(screen);
    let rows = 1;
    display.doing("Loading", () => `${rows} rows`);
    expect(screen.lines).toEqual([spinning("Loading · 1 rows")]);
    rows = 2;
    jest.advanceTimersByTime(1000);
    expect(screen.lines).toEqual([spinning("Loading · 2 rows")]);
    display.doing("Vacuuming");
    expect(screen.lines).toEqual([spinning("Vacuuming")]);
    display.close();
  });

  test("The table stays above the line and is replaced, not repeated", () => {
    const screen = new Screen();
    const display = createDisplay(screen);
    display.doing("Reading");
    display.table(() => "first\n---");
    display.table(() => "second\n---\nrow\n");
    expect(screen.lines).toEqual(["second", "---", "row", "", spinning("Reading")]);
    display.table(() => "third");
    expect(screen.lines).toEqual(["third", "", spinning("Reading")]);
    display.close();
  });

  test("A note stays above all, notes in their order", () => {
    const screen = new Screen();
    const display = createDisplay(screen);
    display.doing("Reading");
    display.table(() => "table");
    display.note("one");
    jest.advanceTimersByTime(1000);
    display.note("two");
    expect(screen.lines).toEqual(["one", "two", "table", "", spinning("Reading")]);
    display.close();
    expect(screen.lines).toEqual(["one", "two"]);
  });

  test("A note that is wider than the terminal is broken between words", () => {
    const screen = new Screen();
    const display = createDisplay(screen);
    const note =
      "Both sides have the same versions: A is compared with A, and whatever is called changed is a false alarm.";
    display.note(note);
    expect(screen.lines.length).toBeGreaterThan(1);
    for (const line of screen.lines) expect(line.length).toBeLessThanOrEqual(80);
    expect(screen.lines.join(" ")).toBe(note);
    display.close();
  });

  test("How a step ended isn't written: the table shows it", () => {
    const screen = new Screen();
    const display = createDisplay(screen);
    display.done("10.9 s");
    expect(screen.lines).toEqual([""]);
    display.close();
  });

  test("Once it is closed nothing is left of it, no timer runs, and nothing comes back", () => {
    const screen = new Screen();
    const display = createDisplay(screen);
    display.doing("Reading");
    display.table(() => "table");
    display.close();
    expect(screen.lines).toEqual([""]);
    expect(jest.getTimerCount()).toBe(0);
    screen.write("The report.\n");
    display.doing("Stopping");
    display.table(() => "late");
    display.note("a late note");
    jest.advanceTimersByTime(1000);
    display.close();
    expect(screen.lines).toEqual(["The report.", "a late note"]);
  });
});

describe("Elsewhere", () => {
  test("Each step is a line, without a control character", () => {
    const log = new Log();
    const display = createDisplay(log);
    display.doing("Starting PostgreSQL");
    display.doing("Reading", () => "about 3m left");
    display.done("  10.9 s");
    display.note("note");
    display.table(() => "table\n\n");
    display.close();
    expect(log.text).toBe("Starting PostgreSQL\nReading · about 3m left\n  10.9 s\nnote\n\ntable\n\n");
  });

  test("A step that goes on is repeated now and then, with what it has come to", () => {
    const log = new Log();
    const display = createDisplay(log);
    for (let rows = 0; rows <= 120; rows++) {
      display.doing("Loading", () => `${rows} rows`);
      jest.advanceTimersByTime(100);
    }
    expect(log.text).toBe("Loading · 0 rows\nLoading · 50 rows\nLoading · 100 rows\n");
    display.doing("Vacuuming");
    display.doing("Loading", () => "again");
    expect(log.text).toMatch(/Vacuuming\nLoading · again\n$/);
    display.close();
  });

  test("Nothing runs on: a process that only logs may end", () => {
    createDisplay(new Log()).doing("Reading");
    expect(jest.getTimerCount()).toBe(0);
  });
});
