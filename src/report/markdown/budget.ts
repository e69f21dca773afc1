/** Keeps a report within a number of bytes by leaving out whole lines, with a note, and never half of one. */

/** A part of a report. Its `lines` may be cut from the end on; `before` and `after` frame what is left of them. */
export interface Part {
  readonly before: readonly string[];
  readonly lines: readonly string[];
  readonly after: readonly string[];
}

const cutNote = "… (the rest was left out to keep this short)";
const droppedNote = "Parts of this report were left out to keep it short.";

/** Joins parts, the important ones first, into at most `limit` bytes of UTF-8; a part of which no line fits goes. */
export function joinWithin(parts: readonly Part[], limit: number): string {
  const texts: string[] = [];
  let room = limit - bytes(droppedNote);
  let dropped = false;
  for (const part of parts) {
    const text = room > 0 ? fit(part, room) : undefined;
    dropped ||= text === undefined;
    if (text === undefined) continue;
    texts.push(text);
    room -= bytes(text);
  }
  return [...texts, ...(dropped ? [droppedNote] : [])].join("");
}

function fit({ before, lines, after }: Part, room: number): string | undefined {
  const whole = block([...before, ...lines, ...after]);
  if (bytes(whole) <= room) return whole;
  const frame = bytes(block([...before, "", cutNote, ...after]));
  const kept: string[] = [];
  let taken = frame;
  for (const line of lines) {
    taken += bytes(line) + 1;
    if (taken > room) break;
    kept.push(line);
  }
  return kept.length === 0 ? undefined : block([...before, ...kept, "", cutNote, ...after]);
}

/** Ends with an empty line, which is what separates blocks in Markdown. */
function block(lines: readonly string[]): string {
  return `${lines.join("\n")}\n\n`;
}

function bytes(text: string): number {
  return Buffer.byteLength(text);
}
