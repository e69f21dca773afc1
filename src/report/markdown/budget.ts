/** Keeps a report within a number of bytes by leaving out whole lines, with a note, and never half of one. */

/** A part of a report. Its `lines` may be cut from the end on; `before` and `after` frame what is left of them. */
export interface Part {
  readonly before: readonly string[];
  readonly lines: readonly string[];
  readonly after: readonly string[];
  /** Whether it is for whoever looks closer. */
  readonly isDetail: boolean;
}

const cutNote = "… (the rest was left out to keep this short)";
const droppedNote = "Parts of this report were left out to keep it short.";

/**
 * Joins parts, the important ones first, into at most `limit` bytes of UTF-8; a part of which no line fits goes. Details
 * get the room that the others leave.
 */
export function joinWithin(parts: readonly Part[], limit: number): string {
  const texts = new Map<Part, string>();
  let room = limit - bytes(droppedNote);
  for (const part of [...parts.filter(({ isDetail }) => !isDetail), ...parts.filter(({ isDetail }) => isDetail)]) {
    const text = room > 0 ? fit(part, room) : undefined;
    if (text === undefined) continue;
    texts.set(part, text);
    room -= bytes(text);
  }
  const kept = parts.flatMap((part) => texts.get(part) ?? []);
  return [...kept, ...(kept.length < parts.length ? [droppedNote] : [])].join("");
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
