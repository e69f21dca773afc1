/**
 * Does for a worker in another language what is done with our own reads' rows. Standard input holds a {@link RowsJob} as a
 * line of JSON, then the rows as lines of COPY's text format, and that format's end mark; the answer is a line of JSON on
 * standard output. Without the mark nobody waits for it any more.
 */
import { createChecksum } from "./checksum.js";
import { linesOf } from "./copy-text.js";
import { rowTexts } from "./digest.js";
import type { RowShape } from "./pattern.js";
import type { RowsAnswer, RowsJob } from "./protocol.js";
import { digestRows } from "./shape.js";

const copyText: RowShape = { kind: "copy-text" };
const endMark = Buffer.from("\\.");

const input = linesOf(process.stdin);
const { value: [first, ...rows] = [] } = (await input.next()) as { value?: readonly Buffer[] };

/** Hands every row on. */
async function eachLine(take: (line: Buffer) => void): Promise<void> {
  for (let lines: readonly Buffer[] | undefined = rows; lines;) {
    for (const line of lines) {
      if (line.equals(endMark)) return;
      take(line);
    }
    ({ value: lines } = (await input.next()) as { value?: readonly Buffer[] });
  }
  process.exit(1);
}

async function answer(job: RowsJob): Promise<RowsAnswer> {
  switch (job.kind) {
    case "checksum": {
      const checksum = createChecksum(job.dataSet, copyText);
      await eachLine(checksum.add);
      const misfits = checksum.misfits();
      return { kind: "checksum", checksum: checksum.value(), ...(misfits && { misfits }) };
    }
    case "digest": {
      const { add, digest } = digestRows(job.dataSet, copyText);
      await eachLine(add);
      const { digest: value, shape } = digest();
      return { kind: "digest", digest: value, order: shape.order };
    }
    case "row-hashes":
    case "row": {
      const toText = rowTexts(job.dataSet.columns, copyText);
      // Where all is as it should be, no row is looked for.
      const { answerAboutRows } = await import("./row-difference.js");
      return answerAboutRows(job, (take) => eachLine((line) => take(toText(line))));
    }
  }
}

/** Says the answer, and ends. */
function say(said: RowsAnswer): void {
  process.stdout.write(`${JSON.stringify(said)}\n`, () => process.exit(said.kind === "failed" ? 1 : 0));
}

const fail = ({ message }: Error): void => say({ kind: "failed", message });

// What is thrown where nobody waits for it: by a file that can't be written.
process.on("uncaughtException", fail);

if (first) await answer(JSON.parse(first.toString()) as RowsJob).then(say, fail);
