/** The program that opens a page in the user's browser. */
import { setIn, type Surroundings } from "./surroundings.js";

/** It, with the arguments that stand before the page's; or why there is none, a part of a sentence. */
export type Browser = { readonly command: readonly [program: string, ...args: string[]] } | { readonly absent: string };

/** What opens a file as a double click would, on this system. */
export function browserOf(env: Surroundings["env"], platform: NodeJS.Platform = process.platform): Browser {
  if (platform === "darwin") return { command: ["open"] };
  // `start` is the shell's own; what it takes first is a window's title.
  if (platform === "win32") return { command: ["cmd", "/c", "start", ""] };
  // Without a display xdg-open would start a browser of text in this terminal.
  const hasDisplay = ["DISPLAY", "WAYLAND_DISPLAY"].some((name) => setIn(env, name) !== undefined);
  return hasDisplay ? { command: ["xdg-open"] } : { absent: "there is no display here" };
}
