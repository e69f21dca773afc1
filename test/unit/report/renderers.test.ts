import { renderPage } from "../../../src/report/html/report.js";
import { renderMarkdown } from "../../../src/report/markdown/report.js";
import { appendix, detail, textOnly } from "../../../src/report/model/medium.js";
import { group, notes, sentences, type Block, type Report, type Section } from "../../../src/report/model/report.js";
import { absentCell, figureCell, withColumns, wordsCell, type Table } from "../../../src/report/model/table.js";
import { renderTerminal } from "../../../src/report/terminal/report.js";

/** A report of no kind that there is. */
const reportOf = (sections: readonly Section[]): Report => ({
  command: "limits",
  title: "What fits into 128 MB",
  facts: ["128 MB", "3 rounds"],
  ormeter: "1.0.0",
  origin: "nothing.",
  sections,
});

const section = (id: string, blocks: readonly Block[], more: Partial<Section> = {}): Section => ({
  kind: "group",
  id,
  title: `About ${id}`,
  blocks,
  ...more,
});

const screen = { columns: 100, color: false };

/** The report in each medium, the page without its head. */
async function rendered(...sections: Section[]): Promise<{ terminal: string; markdown: string; page: string }> {
  const report = reportOf(sections);
  const page = await renderPage(report);
  return {
    terminal: renderTerminal(report, screen),
    markdown: renderMarkdown(report),
    page: page.slice(page.indexOf('<div id="figures">'), page.indexOf("<footer>")),
  };
}

const table: Table = {
  kind: "table",
  label: "All limits",
  rowTitle: "pattern",
  columns: [
    { name: "fits", title: "fits", rank: 0 },
    { name: "peak", title: "peak", unit: "MB", rank: 1 },
    { name: "swap", title: "swap", group: "rare", rank: 2 },
  ],
  groups: [
    {
      title: "entities",
      rows: [
        {
          name: { name: "a/b", kind: "entity" },
          cells: [
            { kind: "figure", text: "yes", tone: "good", sign: { glyph: "✓", means: "fits" } },
            figureCell("90", 90),
            absentCell(),
          ],
        },
      ],
    },
  ],
  notes: [
    { text: "peaks are the kernel's", column: "peak" },
    { text: "nothing swaps", column: "swap" },
  ],
  endings: [{ name: { name: "c/d" }, how: "was killed (1 trial)", message: "out of memory", failed: true }],
};

test("Any section is shown by every renderer: a new kind of report brings a model and no layout", async () => {
  const { terminal, markdown, page } = await rendered(
    section("limits", [sentences("warning", ["It doesn't fit."]), table, notes(["measured twice"])]),
  );
  expect(terminal).toMatch(/^128\sMB · 3\srounds\n\nAbout limits\n• It doesn't fit\.\n\n +fits +peak\n/);
  expect(terminal).toMatch(/ a\/b +yes ✓ +90\n/);
  expect(terminal).toContain("* peaks are the kernel's");
  expect(terminal).toContain("✗ c/d was killed (1 trial): out of memory");
  expect(terminal).not.toMatch(/swap/);
  expect(markdown).toMatch(/^## What fits into 128 MB\n\n3 rounds\n\n### About limits\n\n- ⚠️ It doesn't fit\.\n\n/);
  expect(markdown).toContain("| <code>a/&#8288;b</code> | **yes ✓** | 90 |");
  expect(markdown).toMatch(/<summary>All limits<\/summary>[^]*\| pattern \| swap \|[^]*nothing swaps/);
  expect(markdown).toContain("| <code>c/&#8288;d</code> | was killed (1 trial) | out of memory |");
  expect(page).toMatch(/<section id="limits"[^]*<h2 id="limits-title">About limits<\/h2>/);
  expect(page).toMatch(/class="good"><span class="figure"\s*>yes <span role="img" aria-label="fits">✓<\/span>/);
  expect(page).toContain("nothing swaps");
});

test("What is left out of a medium isn't there, and what is folded there is folded", async () => {
  const { terminal, markdown, page } = await rendered(
    section("details", [sentences("finding", ["one detail"])], { shown: detail }),
    section("rest", [
      sentences("finding", ["for all"]),
      group("More", [sentences("finding", ["one more"])], appendix),
      sentences("finding", ["in words"], textOnly),
    ]),
  );
  expect(terminal).not.toMatch(/detail|more/i);
  expect(terminal).toContain("• in words");
  expect(markdown).toMatch(/<summary>About details<\/summary>\n\n- one detail\n\n<\/details>/);
  expect(markdown).not.toContain("one more");
  expect(page).toMatch(/<details>\s*<summary>More<\/summary>[^]*one more/);
  expect(page).not.toContain("in words");
});

test("A group without anything to show is left out with its title", async () => {
  const empty = section("empty", [
    group("Within", [sentences("finding", []), notes([])]),
    { ...table, groups: [], endings: [] },
  ]);
  const { terminal, markdown, page } = await rendered(empty, section("full", [notes(["there"])]));
  for (const text of [terminal, markdown, page]) {
    expect(text).not.toMatch(/empty|Within/);
    expect(text).toContain("About full");
  }
});

test("What a report comes to stands last in a terminal, and where it is put elsewhere", async () => {
  const texts = await rendered(
    section("summary", [sentences("finding", ["it fits"])], { summary: true, selfEvident: true }),
    section("figures", [table]),
  );
  expect(texts.terminal).toMatch(/\n\n• it fits$/);
  expect(texts.terminal).not.toContain("About summary");
  expect(texts.markdown.indexOf("it fits")).toBeLessThan(texts.markdown.indexOf("About figures"));
  expect(texts.page.indexOf("it fits")).toBeLessThan(texts.page.indexOf("About figures"));
});

test("Where a terminal isn't high enough, the columns of rank 0 are left, without notes", () => {
  const report = reportOf([section("limits", [table])]);
  const kept = renderTerminal(report, { ...screen, rows: 10 });
  expect(kept).toMatch(/ +fits\n/);
  expect(kept).not.toMatch(/peak/);
  expect(kept).toContain("✗ c/d");
});

test("Small groups stand side by side on the page, and below each other in texts", async () => {
  const small = ["one", "two"].map((name) => group({ name }, [notes([`about ${name}`])]));
  const { terminal, markdown, page } = await rendered(section("many", [{ ...group("Each", small), sideBySide: true }]));
  expect(terminal).toMatch(/Each\none\n\* about one\n\ntwo\n\* about two$/);
  expect(markdown).toMatch(/##### <code>one<\/code>[^]*##### <code>two<\/code>/);
  expect(page.match(/<figure class="panel">/g)).toHaveLength(2);
});

test("A table of words keeps to one line a row: columns go by their rank, then texts are cut", () => {
  const words: Table = {
    ...table,
    rowTitle: "when",
    columns: [
      { name: "command", title: "command", text: true, rank: 1 },
      { name: "where", title: "where", text: true, rank: 0 },
    ],
    groups: [{ rows: [{ name: "today", cells: [wordsCell("bench"), wordsCell("x".repeat(200))] }] }],
    endings: [],
  };
  const lines = renderTerminal(reportOf([section("results", [words])]), { columns: 60, color: false }).split("\n");
  expect(lines.find((line) => line.startsWith("when"))).toMatch(/^when +where$/);
  expect(lines.find((line) => line.startsWith("today"))).toMatch(/^today {2}x{50,}…$/);
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(60);
});

test("A note goes with its column", () => {
  expect(withColumns(table, ({ name }) => name !== "swap").notes).toEqual([
    { text: "peaks are the kernel's", column: "peak" },
  ]);
});
