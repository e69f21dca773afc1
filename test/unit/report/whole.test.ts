import { readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { noBreakSpace } from "../../../src/report/format.js";
import { renderPage } from "../../../src/report/html/report.js";
import { renderMarkdown } from "../../../src/report/markdown/report.js";
import { historyReport } from "../../../src/report/model/history/section.js";
import type { Medium } from "../../../src/report/model/medium.js";
import type { Block, Report } from "../../../src/report/model/report.js";
import { resultReport } from "../../../src/report/model/result.js";
import { rowsOf, withColumns, type Table } from "../../../src/report/model/table.js";
import { plainWords } from "../../../src/report/model/words.js";
import { renderTerminal } from "../../../src/report/terminal/report.js";
import { readResult } from "../../../src/results/store.js";
import { articleResult } from "../../article-results.js";
import { sampleCalibration, upgradeResult } from "../../comparisons.js";
import { fourVersions, historyOf } from "../../histories.js";
import { makeFolder, removeFolder } from "../../program.js";
import { completed, makeResult, millionRowResult } from "../../results.js";

/** What a medium must say of a block: its sentences, notes, figures and names. */
function textsOf(block: Block, medium: Medium): string[] {
  if (block.shown?.[medium] === "left out") return [];
  switch (block.kind) {
    case "group":
      return block.blocks.flatMap((inner) => textsOf(inner, medium));
    case "answer":
      return [
        block.lead,
        ...(medium === "page" ? block.figures.flatMap(({ what, value, beside }) => [what, value, beside]) : []),
        ...block.beside,
      ];
    case "sentences":
      return block.sentences.map(({ text }) => text);
    case "notes":
      return [...block.notes];
    case "facts":
      return block.facts.flatMap(([what, value]) => [plainWords(what), plainWords(value)]);
    case "table":
      return tableTexts(medium === "terminal" ? withColumns(block, ({ rank }) => rank < 2) : block);
    case "listing":
      return block.lines.map(({ pieces }) => pieces.map(({ text }) => text).join(""));
    case "chart":
      return [];
    case "atlas":
      return block.rows.flatMap(({ name, cells }) => [
        plainWords(name),
        ...cells.flatMap((cell) => (cell ? [cell.text, ...cell.changes.map(({ text }) => text)] : [])),
      ]);
  }
}

const tableTexts = (table: Table): string[] => [
  ...table.columns.map(({ title }) => title),
  ...(table.notes ?? []).map(({ text }) => text),
  ...(table.endings ?? []).map(({ message }) => message),
  ...rowsOf(table).flatMap(({ name, cells }) => [
    plainWords(name),
    ...cells.flatMap((cell) =>
      cell.kind === "figure" ? [cell.text, cell.sides ?? ""] : cell.kind === "words" ? [plainWords(cell.words)] : [],
    ),
  ]),
];

/** Without markup and without what only lays it out. */
const read: Readonly<Record<Medium, (text: string) => string>> = {
  terminal: (text) => text,
  markdown: (text) => text.replace(/<\/?(?:code|sub|details|summary|br)>|\*\*/g, "").replaceAll("&#8288;", ""),
  page: (text) => text.replace(/<(style|script)[^>]*>.*?<\/\1>/gs, "").replace(/<[^>]*>/g, " "),
};

const flat = (text: string): string =>
  text
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replace(/&(?:lt|gt|quot|amp);/g, (entity) => ({ "&lt;": "<", "&gt;": ">", "&quot;": '"' })[entity] ?? "&")
    .replace(/\s+/g, "");

async function expectWhole(report: Report): Promise<void> {
  const rendered = {
    // Wider than any sentence: what is broken in two can't be looked for.
    terminal: renderTerminal(report, { columns: 2_000, color: false }),
    markdown: renderMarkdown(report),
    page: await renderPage(report),
  };
  for (const medium of ["terminal", "markdown", "page"] as const) {
    const text = flat(read[medium](rendered[medium]));
    const wanted = report.sections.flatMap((section) => textsOf(section, medium));
    expect(wanted.length).toBeGreaterThan(5);
    // Of a text that is cut off, its beginning.
    const missing = wanted.filter((each) => !text.includes(flat(each.replaceAll(noBreakSpace, " ")).slice(0, 400)));
    expect({ medium, missing }).toEqual({ medium, missing: [] });
  }
}

const fixtures = fileURLToPath(new URL("../../fixtures", import.meta.url));

describe("every figure and every sentence of the model is in each report that it is for", () => {
  test.each([
    ["a bench's result", () => resultReport(millionRowResult())],
    ["an upgrade's", () => resultReport(upgradeResult())],
    ["the article's", () => resultReport(articleResult())],
    [
      "a calibration's",
      () =>
        resultReport(
          makeResult([{ pattern: "a/b", trials: [completed({ wall: 1 })] }], { calibration: sampleCalibration }),
        ),
    ],
    ["a history", () => historyReport(historyOf([fourVersions()]), "0.1.0")],
  ])("%s", (_, make) => expectWhole(make()));

  test("results as they were saved by the first version", async () => {
    const folder = await makeFolder();
    try {
      for (const name of (await readdir(fixtures)).filter((each) => each.startsWith("result-"))) {
        const file = join(folder, "result.json");
        await writeFile(file, gunzipSync(await readFile(join(fixtures, name))));
        await expectWhole(resultReport(await readResult(file)));
      }
    } finally {
      await removeFolder(folder);
    }
  });
});
