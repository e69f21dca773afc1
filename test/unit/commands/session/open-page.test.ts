import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { openPage } from "../../../../src/commands/session/open-page.js";
import { browserOf, type Browser } from "../../../../src/config/browser.js";
import { makeFolder, removeFolder } from "../../../program.js";

let folder: string;
beforeEach(async () => {
  folder = await makeFolder();
});
afterEach(() => removeFolder(folder));

async function said(browser: Browser): Promise<readonly string[]> {
  const lines: string[] = [];
  await openPage(browser, "/run/report.html", (line) => lines.push(line));
  return lines;
}

const node = (program: string): Browser => ({ command: [process.execPath, "-e", program] });

test("A page is opened by the system's own program, and not at all where there is no display", () => {
  expect(browserOf({ DISPLAY: ":0" }, "linux")).toEqual({ command: ["xdg-open"] });
  expect(browserOf({ WAYLAND_DISPLAY: "wayland-0" }, "linux")).toEqual({ command: ["xdg-open"] });
  expect(browserOf({ DISPLAY: "" }, "linux")).toEqual({ absent: "there is no display here" });
  expect(browserOf({}, "darwin")).toEqual({ command: ["open"] });
  expect(browserOf({}, "win32")).toEqual({ command: ["cmd", "/c", "start", ""] });
});

test("The program is given the page, and nobody waits for a browser to be closed", async () => {
  const file = join(folder, "opened");
  const program = `require("fs").writeFileSync(${JSON.stringify(file)}, process.argv[1]); setTimeout(() => {}, 8000)`;
  const began = performance.now();
  expect(await said(node(program))).toEqual([]);
  expect(performance.now() - began).toBeLessThan(8_000);
  while (!existsSync(file)) await sleep(20);
  expect(readFileSync(file, "utf8")).toBe("/run/report.html");
});

test("Where the page can't be shown it is said where it is", async () => {
  const is = "it is in /run/report.html.";
  expect(await said({ absent: "there is no display here" })).toEqual([
    `The page isn't opened, since there is no display here: ${is}`,
  ]);
  expect(await said(node("process.exit(3)"))).toEqual([
    `The page isn't opened, since ${process.execPath} ended with 3: ${is}`,
  ]);
  const [line] = await said({ command: [join(folder, "none")] });
  expect(line).toMatch(/^The page isn't opened, since .*none can't be started \(spawn .*ENOENT\): it is in/);
});
