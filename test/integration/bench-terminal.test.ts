import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import xterm from "@xterm/headless";
import { readResult } from "../../src/results/store.js";
import { BenchProject, cleanEnvironment } from "./bench-project.js";

const columns = 80;
/** Fewer than a table has: what is drawn again and again must not pile up above the screen. */
const height = 16;

const spinner = /[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏]/;

let project: BenchProject;
beforeAll(async () => {
  project = await BenchProject.create();
  await project.bench("--rows=1000", "--rounds=1", "--patterns=pg/copy");
});
afterAll(() => project.remove());

/** What a terminal was sent, and what it shows in the end. */
interface Shown {
  readonly code: number | null;
  /** All that was written to it, escape sequences included. */
  readonly sent: string;
  /** The lines on the screen and above it, as long as they were made: those that the terminal broke are one. */
  readonly lines: readonly string[];
}

const quote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/**
 * Runs `ormeter bench` at a terminal of that size. When it shows a text, the user presses Ctrl-C
 * there, or closes it.
 */
async function atTerminal(
  flags: readonly string[],
  redirection = "",
  when?: { shows: string; then: "press Ctrl-C" | "close" },
): Promise<Shown> {
  const command = project
    .command(["bench", ...flags])
    .map(quote)
    .join(" ");
  const shell = `stty cols ${columns} rows ${height}; exec ${command} ${redirection}`;
  const child = spawn("script", ["--quiet", "--return", "--command", shell, "/dev/null"], {
    cwd: project.folder,
    env: { ...cleanEnvironment(), SHELL: "/bin/sh", TERM: "xterm-256color" },
    stdio: ["pipe", "pipe", "inherit"],
  });
  let sent = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    sent += text;
    if (when === undefined || !sent.includes(when.shows)) return;
    if (when.then === "close") child.kill("SIGKILL");
    else child.stdin.write("\u0003");
    when = undefined;
  });
  const [code] = (await once(child, "close")) as [number | null];

  const terminal = new xterm.Terminal({ cols: columns, rows: height, scrollback: 10_000, allowProposedApi: true });
  await new Promise<void>((resolve) => terminal.write(sent, resolve));
  const { active } = terminal.buffer;
  const lines: string[] = [];
  for (let index = 0; index < active.length; index++) {
    const line = active.getLine(index);
    const text = line?.translateToString(true) ?? "";
    if (line?.isWrapped) lines.push(`${lines.pop() ?? ""}${text}`);
    else lines.push(text);
  }
  terminal.dispose();
  return { code, sent, lines };
}

const run = ["--rows=1000", "--rounds=2", "--rng-seed=1", "--patterns=get-many,pg/query,pg/copy"];

describe("bench at a terminal", () => {
  test("shows the table as it grows, and in the end once, with nothing left of the live display", async () => {
    const { code, sent, lines } = await atTerminal(run);
    expect(code).toBe(0);
    // While it ran: what it does, and the figures so far.
    expect(sent).toContain("round 1 of 2 · 1 of 3");
    expect(sent).toContain("round 2 of 2 · 3 of 3");
    expect(sent).toMatch(spinner);
    expect(sent).toContain("not measured yet: typeorm/get-many");
    expect(sent.split("peak RSS first").length).toBeGreaterThan(3);
    // When it is over: the result, and where the rest is.
    const shown = lines.join("\n").trim().replaceAll("\u00a0", " ");
    expect(shown).toMatch(/^1,000 rows of employees · /);
    expect(shown.split("1,000 rows of employees · ")).toHaveLength(2);
    expect(shown).not.toMatch(spinner);
    expect(shown).not.toMatch(/Reading|Stopping|Prewarming/);
    const [, below = ""] = shown.split("median ± half the range");
    expect(below).toContain("• This holds for 1,000 rows");
    expect(below).not.toContain("rows of employees ·");
    expect(lines.filter((line) => line.length > columns && !line.startsWith("Wrote "))).toEqual([]);
  });

  test("shows nothing there but where the reports are when standard output goes elsewhere", async () => {
    const { code, lines } = await atTerminal(
      ["--rows=1000", "--rounds=1", "--patterns=pg/copy", "--json"],
      "> out.json",
    );
    expect(code).toBe(0);
    expect(lines.filter((line) => line !== "" && !line.startsWith("Wrote "))).toEqual([]);
    const out = readFileSync(join(project.folder, "out.json"), "utf8");
    expect(JSON.parse(out)).toMatchObject({ command: "bench", state: "complete" });
  });

  describe("with a pattern that doesn't end", () => {
    const endless = ["--rows=1000", "--rounds=1", "--rng-seed=1", "--patterns=pg/query,pg/hangs"];
    const shows = "2 of 2 · pg/hangs";
    beforeAll(() => project.addPattern("hangs", "if (inWindow) await new Promise(() => {});"));

    test("shows the cursor and what was measured when Ctrl-C ends it", async () => {
      const { code, sent, lines } = await atTerminal(endless, "", { shows, then: "press Ctrl-C" });
      expect(code).toBe(130);
      const shown = lines.join("\n").replaceAll(/\s+/g, " ");
      expect(shown).toContain("The run was interrupted after 1 of 2 trials. Nothing was tried of pg/hangs.");
      expect(lines.some((line) => /^ +(?:pg\/)?query +[\d,.]+/.test(line))).toBe(true);
      expect(sent.lastIndexOf("\u001b[?25l")).toBeLessThanOrEqual(sent.lastIndexOf("\u001b[?25h"));
      await project.emptied();
    });

    test("keeps what was measured when the terminal is closed", async () => {
      await atTerminal([...endless, "--out=closed"], "", { shows, then: "close" });
      await project.emptied();
      expect(await readResult(join(project.folder, "closed"))).toMatchObject({
        state: "interrupted",
        trials: [{ outcome: { kind: "completed" } }],
      });
    });
  });
});
