const eighths = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/** A horizontal bar in characters, drawn to an eighth of a column; anything above nothing is seen. */
export function drawBar(fraction: number, width: number): string {
  const parts = fraction > 0 ? Math.max(1, Math.round(fraction * width * 8)) : 0;
  return "█".repeat(Math.floor(parts / 8)) + (eighths[parts % 8] ?? "");
}
