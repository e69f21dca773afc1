/**
 * Colours and type of the charts and of the page around them: one list of tokens, so that a chart follows the page
 * between light and dark, and looks the same as a file of its own.
 *
 * Blue and orange differ for every kind of colour vision, and both stand out by 4.5:1 from their background; charts
 * never tell by colour alone what a pattern gives. Where two sides are compared, colour is the side instead: the baseline
 * is grey, the candidate violet.
 */
import stringWidth from "string-width";

/** What a colour stands for. */
export type Token =
  | "paper"
  | "panel"
  | "ink"
  | "muted"
  | "faint"
  | "line"
  | "entity"
  | "raw"
  | "baseline"
  | "candidate"
  | "heap"
  | "window"
  | "kernel"
  | "alarm"
  | "gain";

export const light: Readonly<Record<Token, string>> = {
  paper: "#fdfdfb",
  panel: "#f5f4ef",
  ink: "#1d2129",
  muted: "#586069",
  faint: "#b9bcc2",
  line: "#e5e3dc",
  entity: "#0a639f",
  raw: "#ab4f07",
  baseline: "#5a5e65",
  candidate: "#6335b5",
  heap: "#6b7480",
  window: "#f3f2ec",
  kernel: "#8f2a73",
  alarm: "#a8221c",
  gain: "#1a6e3c",
};

export const dark: Readonly<Record<Token, string>> = {
  paper: "#15171b",
  panel: "#1d2025",
  ink: "#e9e7e1",
  muted: "#a7adb7",
  faint: "#565c66",
  line: "#2d3138",
  entity: "#70b8f3",
  raw: "#f1a45c",
  baseline: "#b4b8be",
  candidate: "#b9a1ff",
  heap: "#98a2af",
  window: "#1c1f24",
  kernel: "#e29ac9",
  alarm: "#ff8f85",
  gain: "#72cf95",
};

/**
 * A token as the colour of a mark: the light one, since not every program that shows SVG has style sheets. Where there
 * are, {@link paintRules} let it follow the token.
 */
export const color = (token: Token): string => light[token];

/** Style rules that let the marks of a drawing follow the tokens, which are CSS custom properties. */
export const paintRules = Object.entries(light)
  .flatMap(([token, plain]) => [
    `svg [fill="${plain}"]{fill:var(--${token})}`,
    `svg [stroke="${plain}"]{stroke:var(--${token})}`,
  ])
  .join("\n");

/** The tokens as CSS custom properties. */
export const declarations = (tokens: Readonly<Record<Token, string>>): string =>
  Object.entries(tokens)
    .map(([token, value]) => `--${token}:${value};`)
    .join("");

/** The reader's own system font: nothing to load. */
export const fontFamily = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';

/** Sizes of type in charts, in px. */
export const textSize = { label: 12, tick: 11 } as const;

/** The mean width of a character in em, a little generous: there is no font to measure with where charts are drawn. */
const characterWidth = 0.6;

/** About how wide a text will be, in px. */
export const textWidth = (text: string, size: number): number => stringWidth(text) * size * characterWidth;
