/** A report as Markdown, for a pull request's comment or a job's summary. */
import { formatCount } from "../format.js";
import { factsBeside, type Block, type Group, type Listing, type Report, type Section } from "../model/report.js";
import type { Sentence } from "../model/words.js";
import { joinWithin, type Part } from "./budget.js";
import { fenced, folded, markdownWords, plain, smallPrint, tableLines } from "./parts.js";
import { tableInFold, tableParts } from "./table.js";
import { markdownText } from "./text.js";

/** What a pull request's comment may hold (65,536 characters on GitHub), less some room for who posts it. */
export const limit = 60_000;

/** The report, less than 60,000 bytes of UTF-8 whatever it holds; where something is cut off, it says so. */
export function renderMarkdown(report: Report): string {
  const { verdict } = report;
  const parts = [
    // First, since a list of comments and a job's summary show how a text begins.
    plain(verdict ? [`${verdict.word}: ${markdownText(verdict.why)}`] : []),
    plain([`## ${markdownText(report.title)}`]),
    plain([factsBeside(report).map(markdownText).join(" · ")]),
    ...report.sections.flatMap(sectionParts),
  ];
  return joinWithin(parts.filter(isThere), limit);
}

const isThere = ({ lines }: Part): boolean => lines.some((line) => line !== "");

/** A fold needs a title in any case. */
const sectionParts = (section: Section): Part[] =>
  section.selfEvident && section.shown?.markdown === undefined
    ? section.blocks.flatMap((block) => blockParts(block, 3))
    : blockParts(section, 3);

function groupParts({ title, shown, blocks }: Group, level: number): Part[] {
  if (shown?.markdown === "folded") return [folded(title, joined(blocks.map(blockLines)))];
  const [first, ...others] = blocks.flatMap((block) => blockParts(block, level + 1)).filter(isThere);
  if (!first) return [];
  return [{ ...first, before: [`${"#".repeat(level)} ${markdownWords(title)}`, "", ...first.before] }, ...others];
}

function blockParts(block: Block, level: number): Part[] {
  if (block.shown?.markdown === "left out") return [];
  switch (block.kind) {
    case "group":
      return groupParts(block, level);
    case "table":
      return tableParts(block);
    case "listing":
      return [listingPart(block)];
    case "answer":
    case "sentences":
    case "notes":
    case "facts":
    case "chart":
    case "atlas":
      return [plain(blockLines(block))];
  }
}

/** A block within a fold. */
function blockLines(block: Block): string[] {
  if (block.shown?.markdown === "left out") return [];
  switch (block.kind) {
    case "group": {
      const lines = joined(block.blocks.map(blockLines));
      return lines.length === 0 ? [] : [`**${markdownWords(block.title)}**`, "", ...lines];
    }
    case "table":
      return tableInFold(block);
    case "listing":
      return joined([block.caption === "" ? [] : [`**${markdownWords(block.caption)}**`], listingLines(block)]);
    case "answer":
      return [`**${markdownText(block.lead)}**`, "", ...block.beside.map((text) => `${markdownText(text)}  `)];
    case "sentences":
      return block.sentences.map((sentence) => `- ${sentenceText(sentence)}`);
    case "notes":
      return smallPrint(block.notes);
    case "facts":
      return block.facts.length === 0
        ? []
        : tableLines(
            [{ title: "what" }, { title: "value" }],
            block.facts.map(([what, value]) => [markdownWords(what), markdownWords(value)]),
          );
    case "chart":
    case "atlas":
      return [];
  }
}

/** With an empty line between them. */
const joined = (blocks: readonly (readonly string[])[]): string[] =>
  blocks.filter((lines) => lines.length > 0).flatMap((lines, index) => (index === 0 ? lines : ["", ...lines]));

const sentenceText = ({ kind, text }: Sentence): string => `${kind === "warning" ? "⚠️ " : ""}${markdownText(text)}`;

/** Long lines are unfolded by who wants to see them; a picture needs no words before it. */
const listingPart = (listing: Listing): Part =>
  listing.caption === "" ? plain(listingLines(listing)) : folded(listing.caption, listingLines(listing));

function listingLines({ language, lines, left }: Listing): string[] {
  if (lines.length === 0) return [];
  const texts = lines.map(({ sign, pieces }) =>
    [...(sign ? [`${sign} `] : []), ...pieces.map(({ text }) => text)].join(""),
  );
  return [fenced(language, [...texts, ...(left === 0 ? [] : [`… and ${formatCount(left)} more`])])];
}
