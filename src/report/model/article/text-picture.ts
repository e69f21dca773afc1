/** The article's picture in characters, for where there is only text. */
import { columnFormat, noBreakSpace } from "../../format.js";
import { drawBar } from "../../text-bar.js";
import type { Comparison } from "./beside-the-article.js";

/** Columns of the longest bar. */
const widest = 40;

/** What the article published is drawn in dots: it is of another machine and another table. */
const elsewhere = { name: "the article, elsewhere", dot: "┄" };

interface Line {
  readonly name: string;
  readonly bytes: number;
  readonly published: string | undefined;
}

/** Lines of plain text, one a read, under the title of its strategy; none where no peak was measured. */
export function textPicture({ strategies }: Comparison): string[] {
  const groups = strategies.map(({ strategy: { title, published }, cases }) => ({
    title,
    lines: [
      ...(published ? [{ name: elsewhere.name, bytes: published.bytes, published: published.words }] : []),
      ...cases.flatMap(({ summary: { label, metrics } }): Line[] =>
        metrics.peakRss.kind === "measured"
          ? [{ name: label, bytes: metrics.peakRss.summary.median, published: undefined }]
          : [],
      ),
    ] satisfies Line[],
  }));
  const lines = groups.flatMap((group) => group.lines);
  if (lines.every(({ published }) => published !== undefined)) return [];
  const most = Math.max(...lines.map(({ bytes }) => bytes));
  const column = Math.max(...lines.map(({ name }) => name.length));
  const { format, unit } = columnFormat(
    lines.map(({ bytes }) => bytes),
    "bytes",
  );
  const draw = ({ name, bytes, published }: Line) => {
    const bar =
      published === undefined
        ? drawBar(bytes / most, widest)
        : elsewhere.dot.repeat(Math.max(1, Math.round((bytes / most) * widest)));
    return `  ${name.padEnd(column)}  ${bar} ${published ?? `${format(bytes)}${noBreakSpace}${unit}`}`;
  };
  return groups.flatMap((group) => [group.title, ...group.lines.map(draw)]);
}
