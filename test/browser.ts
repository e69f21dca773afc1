/** A real browser for the tests of the page: Chromium as the system has it, driven by playwright-core. */
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium, type Browser } from "playwright-core";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** The browser's program: what CHROMIUM_PATH names, or the first one on the PATH. */
export function chromiumPath(): string | undefined {
  const named = process.env["CHROMIUM_PATH"];
  if (named) return named;
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find(isProgram);
}

/**
 * Like `describe`, for tests that need a browser. Without one they are left out on a developer's machine, since npm can't
 * bring one; in CI they run all the same, and fail.
 */
export const describeInBrowser = chromiumPath() !== undefined || process.env["CI"] ? describe : describe.skip;

/** Starts it without a window and without any traffic of its own; whoever calls closes it. */
export function launchBrowser(): Promise<Browser> {
  const executablePath = chromiumPath();
  if (executablePath === undefined) {
    throw new Error("There is no Chromium on the PATH: run .ci/install-chromium, or name one in CHROMIUM_PATH.");
  }
  return chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
