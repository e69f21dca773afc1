/// <reference lib="dom" />
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import axe from "axe-core";
import type { Browser, Page } from "playwright-core";
import { metricNames, metrics } from "../../src/metrics.js";
import { formatValue } from "../../src/report/format.js";
import { standaloneSvg } from "../../src/report/charts/chart.js";
import { reportCases } from "../../src/report/charts/measured-case.js";
import { chartsOf } from "../../src/report/exports/chart-files.js";
import { resultReport } from "../../src/report/model/result.js";
import type { Result } from "../../src/results/schema.js";
import { summariseCases } from "../../src/results/case-summary.js";
import { articleResult } from "../article-results.js";
import { describeInBrowser, launchBrowser } from "../browser.js";
import { differentData, tellingCases, upgradeResult } from "../comparisons.js";
import { fourVersions, historyOf, hostileHistory } from "../histories.js";
import { endless, hostileResult } from "../hostile-results.js";
import { makeFolder, removeFolder } from "../program.js";
import { completed, failed, makeResult } from "../results.js";
import { heapDiffsOf, sampledResult, withSamples } from "../sampled-results.js";
import { historyPage, pageOf } from "../reports.js";

/** An ordinary run with everything on its page, and one trial that failed. */
function fullResult(): Result {
  const result = sampledResult(3);
  const [first, ...trials] = result.trials;
  if (!first) throw new Error("the builder makes trials");
  const outcome = { kind: "timed-out" as const, message: "it took longer than 600 s" };
  const typed = { rows: "1M", patterns: "typeorm,!typeorm/find" };
  return { ...result, typed, trials: [{ ...first, outcome }, ...trials], heapDiffs: heapDiffsOf(result) };
}

/** The columns that README's table has. */
const inEveryReport = metricNames.filter((name) => metrics[name].inTable);

/** A page with one of everything: an accessibility check looks at each element, and hundreds of lines are all alike. */
function smallResult(): Result {
  const readings = { wall: 900, peakRss: 9e7, loopStall: 4, gcLongestPause: 2, gcPause: 30, statements: 10, dbTime: 2 };
  const result = withSamples(
    makeResult([
      { pattern: "typeorm/some", trials: [completed(readings), failed("connection refused")] },
      { pattern: "pg/other", yields: "raw", trials: [completed({ ...readings, wall: 400 }), completed(readings)] },
      { pattern: "pg/broken", yields: "raw", trials: [{ kind: "out-of-memory", message: "killed" }] },
      // With more than four there is something to tick.
      ...["a", "b", "c"].map((name) => ({
        pattern: `pg/${name}`,
        yields: "raw" as const,
        trials: [completed(readings)],
      })),
    ]),
  );
  const { comparisons } = differentData(upgradeResult(tellingCases.slice(0, 5)));
  return { ...result, typed: { rows: "1M" }, heapDiffs: heapDiffsOf(result), comparisons };
}

describeInBrowser("the page in a browser", () => {
  const result = fullResult();
  let folder: string;
  let browser: Browser;
  /** The one tab: a tab is a process, and a new one for every test takes longer than most of the tests. */
  let page: Page;
  /** What the page must never do: log an error, throw, ask for anything but itself. */
  let offences: string[];
  /** The address that it may ask for. */
  let url: string;

  beforeAll(async () => {
    folder = await makeFolder();
    await writeFile(join(folder, "report.html"), await pageOf(result));
    await writeFile(join(folder, "article.html"), await pageOf(withSamples(articleResult())));
    await writeFile(join(folder, "hostile.html"), await pageOf(hostileResult()));
    await writeFile(join(folder, "upgrade.html"), await pageOf(upgradeResult()));
    await writeFile(join(folder, "small.html"), await pageOf(smallResult()));
    await writeFile(
      join(folder, "sampled-upgrade.html"),
      await pageOf(withSamples(upgradeResult(tellingCases.slice(0, 3)))),
    );
    await writeFile(join(folder, "history.html"), await historyPage(historyOf([fourVersions()])));
    await writeFile(join(folder, "hostile-history.html"), await historyPage(hostileHistory()));
    browser = await launchBrowser();
    page = await browser.newPage();
    page.on("console", (message) => offences.push(`console: ${message.text()}`));
    page.on("pageerror", (error) => offences.push(`error: ${error.message}`));
    page.on("dialog", (dialog) => offences.push(`dialog: ${dialog.message()}`));
    page.on("request", (request) => {
      if (request.url() !== url && !request.url().startsWith("data:")) offences.push(`request: ${request.url()}`);
    });
  });
  afterAll(async () => {
    await browser.close();
    await removeFolder(folder);
  });

  beforeEach(() => {
    offences = [];
  });
  afterEach(() => {
    expect(offences).toEqual([]);
  });

  async function open(
    file = "report.html",
    { width = 1280, colorScheme = "light" }: { width?: number; colorScheme?: "light" | "dark" } = {},
  ): Promise<void> {
    url = pathToFileURL(join(folder, file)).href;
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ media: null, colorScheme, reducedMotion: "reduce" });
    await page.goto(url);
  }

  /** Unfolds everything. */
  const openDetails = (): Promise<void> =>
    page.locator("details").evaluateAll((all) => all.forEach((each) => each.setAttribute("open", "")));

  /** Lets every pattern stand out. */
  const tickAll = (): Promise<void> =>
    page
      .locator(".legend input:not(:checked)")
      .evaluateAll((all) => all.forEach((box) => box.dispatchEvent(new MouseEvent("click"))));

  const texts = (selector: string): Promise<string[]> => page.locator(selector).allInnerTexts();

  /** Labels in the order in which the table shows them, kind by kind. */
  const order = (): Promise<string[][]> =>
    page
      .locator("#metrics tbody:not(.outcomes)")
      .evaluateAll((all) =>
        all.map((body) => [...body.querySelectorAll("th bdi")].map((name) => (name as HTMLElement).innerText)),
      );

  /** Where the table's visible cells are, from left to right. */
  const edges = (): Promise<number[]> =>
    page
      .locator("#metrics thead th:visible")
      .evaluateAll((all) => all.map((cell) => cell.getBoundingClientRect().left));

  const columnsShown = (): Promise<(string | null)[]> =>
    page
      .locator("#metrics thead th[data-column]:visible")
      .evaluateAll((all) => all.map((cell) => cell.getAttribute("data-column")));

  /** Whether the column that the table is sorted by is to be seen whole, beside the names. */
  const seesSorted = (): Promise<boolean> =>
    page.locator('#metrics th[data-column]:not([aria-sort="none"])').evaluate((heading) => {
      const [own, names, frame] = [
        heading,
        heading.parentElement?.firstElementChild ?? heading,
        heading.closest(".scroll") ?? heading,
      ].map((element) => element.getBoundingClientRect());
      return own !== undefined && own.left >= (names?.right ?? 0) - 1 && own.right <= (frame?.right ?? 0) + 1;
    });

  test("shows every section under a heading", async () => {
    await open();
    await openDetails();
    expect(await texts("section h2")).toEqual([
      "Which read",
      "What the figures say",
      "Time against peak RSS",
      "Memory over time",
      "Every metric",
      "What the database saw",
      "What the heap held",
      "Stalls and pauses",
      "Environment",
    ]);
    for (const box of await page.locator("section").all()) {
      expect((await box.boundingBox())?.height ?? 0).toBeGreaterThan(80);
    }
  });

  test.each(["report.html", "upgrade.html", "history.html"])("%s lets its head be skipped", async (file) => {
    await open(file);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    const top = (selector: string) => page.locator(selector).first().boundingBox();
    expect((await top("section"))?.y).toBeLessThan(80);
    expect((await top("h1"))?.y).toBeLessThan(0);
  });

  test("shows the figures of the result: every median of every metric of every pattern", async () => {
    await open();
    for (const { case: own, metrics: figures } of summariseCases(result)) {
      const cells = page.locator(`#metrics tr[data-row="${own.id}"] td`);
      const shown = await cells.evaluateAll((all) => all.map((cell) => cell.getAttribute("data-value")));
      const expected = [...inEveryReport, ...metricNames.filter((name) => !inEveryReport.includes(name))].map(
        (name) => {
          const figure = figures[name];
          return figure.kind === "measured" ? String(figure.summary.median) : null;
        },
      );
      expect(shown).toEqual(expected);
    }
  });

  test("sorts by every column both ways, by mouse and by keyboard", async () => {
    await open();
    const labels = new Map(summariseCases(result).map((each) => [each.label, each.metrics]));
    const medians = async (name: "wall" | "throughput" | "statements") =>
      (await order()).map((group) =>
        group.map((label) => {
          const figure = labels.get(label)?.[name];
          return figure?.kind === "measured" ? figure.summary.median : Infinity;
        }),
      );
    const ascending = (groups: number[][]) => groups.map((values) => values.toSorted((a, b) => a - b));
    for (const name of ["wall", "throughput", "statements"] as const) {
      const heading = page.locator(`#metrics th[data-column="${name}"]`);
      await heading.locator("button").click();
      expect(await heading.getAttribute("aria-sort")).toBe("ascending");
      const up = await medians(name);
      expect(up).toEqual(ascending(up));
      await heading.locator("button").press("Enter");
      expect(await heading.getAttribute("aria-sort")).toBe("descending");
      expect(await medians(name)).toEqual(ascending(up).map((group) => group.reverse()));
      expect(await page.locator('#metrics th[aria-sort]:not([aria-sort="none"])').count()).toBe(1);
    }
    await page.locator("#metrics th.name button").click();
    const names = await order();
    expect(names.map(({ length }) => length)).toEqual([5, 4, 4]);
    expect(names).toEqual(names.map((group) => group.toSorted((a, b) => a.localeCompare(b, "en", { numeric: true }))));
  });

  test("has README's columns, and the others when they are asked for by the keyboard, which moves none of the first", async () => {
    await open();
    expect(await columnsShown()).toEqual(inEveryReport);
    const before = await edges();
    const control = page.locator("#all-columns");
    await control.focus();
    await page.keyboard.press("Space");
    expect((await columnsShown()).toSorted()).toEqual(metricNames.toSorted());
    expect((await edges()).slice(0, before.length)).toEqual(before);
    await page.locator('#metrics th[data-column="cpu"] button').press("Enter");
    await control.press("Space");
    // What it is sorted by stays.
    expect(await columnsShown()).toEqual([...inEveryReport, "cpu"]);
  });

  test("shows at 360 px the column that it is sorted by, and where more can be scrolled to", async () => {
    await open("report.html", { width: 360 });
    const scroller = page.locator(".scroll:has(#metrics)");
    expect(await seesSorted()).toBe(true);
    await page.waitForFunction(() => document.querySelector(".scroll:has(#metrics)[data-more='left right']"));
    for (const name of ["statements", "wall"]) {
      await page.locator(`#metrics th[data-column="${name}"] button`).press("Enter");
      expect(await seesSorted()).toBe(true);
    }
    await scroller.evaluate((element) => (element.scrollLeft = 0));
    await page.waitForFunction(() => document.querySelector(".scroll:has(#metrics)[data-more='right']"));
  });

  test("says what a metric is when its heading is pointed at or focused", async () => {
    await open();
    await page.locator("#all-columns").check();
    const tip = page.locator("#tip");
    for (const name of metricNames) {
      await page.locator(`#metrics th[data-column="${name}"] button`).focus();
      expect(await tip.innerText()).toContain(metrics[name].definition);
    }
    await page.keyboard.press("Escape");
    expect(await tip.isVisible()).toBe(false);
    await page.locator('#metrics th[data-column="wall"] button').hover();
    expect(await tip.innerText()).toContain(metrics.wall.definition);
  });

  test("says a point's figures when it is pointed at, and goes from point to point by the keyboard", async () => {
    await open();
    const stage = page.locator("#time-memory .stage");
    const point = stage.locator('.wide .point[aria-label^="typeorm/stream-entities"]');
    await point.hover();
    const wall = summariseCases(result).find(({ label }) => label === "typeorm/stream-entities")?.metrics.wall;
    if (wall?.kind !== "measured") throw new Error("the builder measures wall");
    expect(await page.locator("#tip").textContent()).toContain(formatValue(wall.summary.median, "ms"));

    await stage.focus();
    const said = new Set<string | null>();
    for (let step = 0; step < 13; step++) {
      await page.keyboard.press("ArrowRight");
      said.add(await page.locator("#tip").textContent());
    }
    expect(said.size).toBe(13);
  });

  test("reads values off the lines, the same as the result has", async () => {
    await open();
    const { measured } = reportCases(result);
    const panel = measured.find(({ summary }) => summary.label === "typeorm/get-many");
    const outcome = panel?.typical.outcome;
    if (!panel || !outcome || "absent" in outcome.timeline) throw new Error("the builder samples get-many");
    const highest = Math.max(...outcome.timeline.rss.map(([, bytes]) => bytes));
    const at = outcome.timeline.rss.find(([, bytes]) => bytes === highest)?.[0] ?? 0;

    await openDetails();
    const stage = page.locator("#memory-typeorm-get-many .stage");
    await stage.focus();
    // The line of the typical round is the last one that is drawn; its points come one by one.
    const said = [];
    for (let step = 0; step < 170; step++) {
      await page.keyboard.press("ArrowRight");
      said.push((await page.locator("#tip").textContent()) ?? "");
    }
    expect(said[0]).toContain(`RSS, round ${String(panel.typical.round)}`);
    const top = said.find((text) => text.includes(`${(highest / 1e6).toFixed(1).replace(/\.0$/, "")} MB`));
    expect(top).toContain(`${(at / 1e3).toFixed(1).replace(/\.0$/, "")} s after the start`);
  });

  test("leads to its sections, and unfolds the one that it leads to", async () => {
    await open();
    const links = page.locator("nav.contents a");
    expect(await links.count()).toBe((await page.locator("section").count()) - 1);
    const chart = page.locator("#pauses .wide svg");
    expect(await chart.isVisible()).toBe(false);
    await links.getByText("Stalls and pauses").press("Enter");
    await chart.waitFor({ state: "visible" });
    expect((await page.locator("#stalls").boundingBox())?.y ?? Infinity).toBeLessThan(900);
  });

  test("copies the command line that makes the run again", async () => {
    await open();
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.locator("#environment button.copy").press("Enter");
    await page.locator("#tip").getByText("Copied").waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toMatch(/bench -- --rows 1M --patterns 'typeorm,!typeorm\/find'$/);
    expect(copied).toBe(await page.locator("#environment .listing pre").textContent());
  });

  describe("memory over time", () => {
    const stage = () => page.locator("#memory-over-time .stage");
    /** The line that stands for a pattern. */
    const lineOf = (label: string) => stage().locator(`.wide .typical[aria-label^="${label},"]`);
    /** What the chart names. */
    const named = () => page.locator("#memory-over-time .wide .label:visible").allTextContents();

    test("lets the lines of one pattern stand out when one of them is pointed at", async () => {
      await open();
      await stage().scrollIntoViewIfNeeded();
      const box = await lineOf("typeorm/get-many").boundingBox();
      if (!box) throw new Error("the line is drawn");
      await page.mouse.move(box.x + box.width * 0.5, box.y + box.height * 0.5);
      await stage().locator(".is-lit").first().waitFor();
      expect(await page.locator("#tip").textContent()).toMatch(
        /typeorm\/\S+, round \d: [\d.,]+ s after the start, [\d.,]+ MB/,
      );
      await page.mouse.move(2, 2);
      expect(await stage().locator(".is-lit").count()).toBe(0);
    });

    test("names four patterns, and any other one that is ticked, by mouse and by keyboard", async () => {
      await open();
      const widthOf = (label: string) => lineOf(label).evaluate((line) => getComputedStyle(line).strokeWidth);
      const four = await named();
      expect(four).toHaveLength(4);
      expect(four).toContain("● typeorm/get-many");
      const other = "pg/query";
      expect(await widthOf(other)).toBe("1px");

      const legend = page.locator("#memory-over-time .legend");
      await legend.locator("summary").press("Enter");
      const box = legend.getByLabel(other);
      await box.hover();
      expect(await lineOf(other).getAttribute("class")).toContain("is-lit");
      await box.press("Space");
      expect(await named()).toEqual(expect.arrayContaining([...four, `○ ${other}`]));
      expect(await widthOf(other)).toBe("1.8px");
      await legend.getByLabel("typeorm/get-many").click();
      expect(await named()).not.toContain("● typeorm/get-many");
      expect(await widthOf("typeorm/get-many")).toBe("1px");

      // Keys go along what is shown: the rounds of what stands out, and one line of each of the others.
      await stage().focus();
      const said = new Set<string | undefined>();
      for (let step = 0; step < 4 * 3 + 9; step++) {
        await page.keyboard.press("ArrowDown");
        said.add((await page.locator("#tip").textContent())?.split(":")[0]);
      }
      expect(said.size).toBe(4 * 3 + 9);
    });

    test("shows its four patterns, and every other line, without a script", async () => {
      const context = await browser.newContext({ javaScriptEnabled: false });
      try {
        const plain = await context.newPage();
        await plain.goto(pathToFileURL(join(folder, "report.html")).href);
        expect(await plain.locator("#memory-over-time .wide .typical:visible").count()).toBe(13);
        expect(await plain.locator("#memory-over-time .wide .label:visible").count()).toBe(4);
        expect(await plain.locator("#memory-over-time .legend input:checked").count()).toBe(4);
      } finally {
        await context.close();
      }
    });
  });

  test.each([
    ["report.html", 360],
    ["report.html", 768],
    ["upgrade.html", 360],
    ["hostile.html", 360],
    ["hostile.html", 1280],
    ["history.html", 360],
    ["hostile-history.html", 360],
    ["hostile-history.html", 1280],
  ])("%s doesn't run over the edge at %d px", async (file, width) => {
    await open(file, { width });
    await openDetails();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  });

  test("shows the charts that are drawn for the width, none of them empty or cut off", async () => {
    for (const width of [360, 1280]) {
      await open("report.html", { width });
      await openDetails();
      const boxes = await page.locator(".stage svg:visible").evaluateAll((all) =>
        all.map((svg) => {
          const outer = svg.getBoundingClientRect();
          const drawn = [...svg.querySelectorAll("text")].filter((text) => text.getClientRects().length > 0);
          const texts = drawn.map((text) => text.getBoundingClientRect());
          return {
            height: outer.height,
            outside: texts.filter(({ left, right }) => left < outer.left - 0.5 || right > outer.right + 0.5).length,
          };
        }),
      );
      expect(boxes).toHaveLength(1 + 1 + 1 + 13 + 1);
      for (const { height, outside } of boxes) {
        expect(height).toBeGreaterThan(100);
        expect(outside).toBe(0);
      }
    }
  });

  test.each([
    ["report.html", [360, 560, 768, 1024, 1280, 1920]],
    ["upgrade.html", [360, 1280]],
    ["sampled-upgrade.html", [360, 1280]],
    ["article.html", [360, 1280]],
    ["history.html", [360, 1280]],
    ["hostile.html", [1280]],
  ] as const)("%s has charts in which no text touches another, is cut off or too small to read", async (file, all) => {
    for (const width of all) {
      await open(file, { width });
      await openDetails();
      await tickAll();
      const faults = await page.locator(".stage svg:visible").evaluateAll((all) =>
        all.flatMap((svg) => {
          const outer = svg.getBoundingClientRect();
          const drawn = [...svg.querySelectorAll("text")].filter((text) => text.getClientRects().length > 0);
          const texts = drawn.map((text) => ({
            words: text.textContent,
            box: text.getBoundingClientRect(),
            size: (text.getScreenCTM()?.a ?? 0) * Number.parseFloat(getComputedStyle(text).fontSize),
          }));
          // Three px from each other are the least at which two words on one line aren't read as one.
          const meet = (a: DOMRect, b: DOMRect) =>
            Math.min(a.right, b.right) - Math.max(a.left, b.left) > -3 &&
            Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
          return texts.flatMap(({ words, box, size }, index) => [
            ...(size < 10.9 ? [`${words} has ${size} px`] : []),
            ...(box.left < outer.left - 0.5 || box.right > outer.right + 0.5 ? [`${words} is cut off`] : []),
            ...texts
              .slice(index + 1)
              .filter((other) => meet(box, other.box))
              .map((other) => `${words} meets ${other.words}`),
          ]);
        }),
      );
      expect({ width, faults }).toEqual({ width, faults: [] });
    }
  });

  test("draws its charts in the colours of the reader's theme", async () => {
    const colors = async (colorScheme: "light" | "dark") => {
      await open("report.html", { colorScheme });
      return page
        .locator("#time-memory .wide .point")
        .evaluateAll((all) => [...new Set(all.map((point) => getComputedStyle(point).stroke))].sort());
    };
    const [light, dark] = [await colors("light"), await colors("dark")];
    expect(light).toHaveLength(3);
    expect(dark).toHaveLength(3);
    expect(light.filter((each) => dark.includes(each))).toEqual([]);
  });

  test.each(["report.html", "upgrade.html", "history.html"])("%s gives each id once", async (file) => {
    await open(file);
    const ids = await page.locator("[id]").evaluateAll((all) => all.map(({ id }) => id));
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  test.each([
    ["upgrade.html", 1280],
    ["upgrade.html", 360],
    ["sampled-upgrade.html", 1280],
    ["history.html", 360],
    ["hostile-history.html", 1280],
  ])("%s has nothing empty and no text too small to read at %d px", async (file, width) => {
    await open(file, { width });
    await openDetails();
    const faults = await page.evaluate(() => {
      const seen = (element: Element | null | undefined) => (element?.getBoundingClientRect().height ?? 0) > 4;
      // What stands below a heading may begin with a smaller one, but not with another of its size.
      const levelOf = (element: Element) => Number(/^H([2-6])$/.exec(element.tagName)?.[1] ?? 9);
      const empty = [...document.querySelectorAll("main :is(h2, h3, h4, h5, summary)")].flatMap((heading) => {
        const below = (heading.closest("summary") ?? heading).nextElementSibling;
        return below && seen(below) && (levelOf(below) > levelOf(heading) || levelOf(below) === 9)
          ? []
          : [`nothing below "${heading.textContent.trim()}"`];
      });
      const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const small = [];
      for (let text = texts.nextNode(); text; text = texts.nextNode()) {
        const holder = text.parentElement;
        if (!holder || holder.closest("svg, script") || text.textContent?.trim() === "" || !seen(holder)) continue;
        const size = Number.parseFloat(getComputedStyle(holder).fontSize);
        if (size < 11) small.push(`${String(text.textContent)} has ${String(size)} px`);
      }
      return [...empty, ...small];
    });
    expect(faults).toEqual([]);
  });

  test("a comparison is one verdict and its sides; what is told of each side alone is unfolded by a link to it", async () => {
    await open("sampled-upgrade.html");
    const badge = page.locator(".verdict strong");
    expect(await badge.innerText()).toBe("FAIL");
    const colors = (selector: string) =>
      page.locator(selector).evaluateAll((all) => [...new Set(all.map((each) => getComputedStyle(each).fill))]);
    const [candidate] = await colors("#intervals .wide .point");
    expect(await page.locator("#time-memory").isVisible()).toBe(false);
    await page.evaluate(() => (location.hash = "#trade-off"));
    await page.locator("#time-memory .wide svg").waitFor();
    const strokes = await page
      .locator("#time-memory .wide .point")
      .evaluateAll((all) => new Set(all.map((each) => getComputedStyle(each).stroke)).size);
    expect(strokes).toBe(2);
    const legend = (side: string) => page.locator(`.side.${side}`).evaluate((each) => getComputedStyle(each).color);
    expect(candidate).toBe(await legend("candidate"));
    expect(await legend("baseline")).not.toBe(candidate);
  });

  test("leads from a sparkline to the chart that is folded, by the keyboard", async () => {
    await open("history.html", { width: 360 });
    const link = page.locator(".atlas a").first();
    expect(await link.innerText()).toMatch(/17\.3 → 11\.5\ss\s+−16\.2\s% ▼\s+−20\.7\s% ▼/);
    expect(await page.locator("#trend-1").isVisible()).toBe(false);
    await link.press("Enter");
    await page.locator("#trend-1 .stage").waitFor();
    const box = await page.locator("#trend-1").boundingBox();
    expect(box?.y).toBeGreaterThanOrEqual(0);
    expect(box?.y).toBeLessThan(900);
  });

  test("reads a history's figures off its trends", async () => {
    await open("history.html");
    await openDetails();
    const stage = page.locator("#trends .stage").first();
    await stage.focus();
    const said: (string | null)[] = [];
    for (const version of ["0.3.20", "0.3.27", "1.0.0", "1.1.1"]) {
      await page.keyboard.press("ArrowRight");
      said.push(await page.locator("#tip").textContent());
      expect(said.at(-1)).toContain(version);
    }
    // The first trend is wall's, and 17.3 s is the median of the first version's trials.
    expect(said[0]).toMatch(/17\.3\s+s/);
  });

  test.each([
    ["small.html", "light", 1280],
    ["small.html", "light", 360],
    ["small.html", "dark", 1280],
    ["sampled-upgrade.html", "light", 360],
    ["sampled-upgrade.html", "dark", 1280],
    ["history.html", "light", 1280],
    ["history.html", "dark", 360],
  ] as const)("%s has no serious accessibility fault in the %s theme at %d px", async (file, colorScheme, width) => {
    await open(file, { width, colorScheme });
    await openDetails();
    await page.evaluate(axe.source);
    // Of what passes, one element a rule is looked up instead of every one.
    const { violations, passes } = await page.evaluate(() =>
      (window as unknown as { axe: typeof axe }).axe.run({ resultTypes: ["violations"] }),
    );
    expect(passes.length).toBeGreaterThan(20);
    const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
    expect(
      serious.map(
        ({ id, nodes }) =>
          `${id}: ${nodes
            .slice(0, 3)
            .map((node) => node.html)
            .join(" ")}`,
      ),
    ).toEqual([]);
  });

  test("is another page in the dark: its colours follow the reader's", async () => {
    const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    await open();
    const light = await background();
    await open("report.html", { colorScheme: "dark" });
    expect(await background()).not.toBe(light);
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    expect(await background()).toBe(light);
  });

  test("shows whatever a result holds as text", async () => {
    await open("hostile.html");
    expect(await page.title()).toMatch(/^ormeter/);
    expect(await page.locator("img, script:not([type=module])").count()).toBe(0);
    const body = await page.locator("body").textContent();
    expect(body).toContain(`<script>document.title="owned"</script>`);
    expect(body).toContain(endless);
    expect(body).toContain(`evil/"quoted" & 'quoted'`);
    expect(body).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
  });

  test("prints on paper, light, with its wide charts", async () => {
    await open("report.html", { colorScheme: "dark" });
    const pdf = await page.pdf({ format: "A4" });
    expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
    await page.emulateMedia({ media: "print" });
    expect(await page.locator("#time-memory .wide svg").isVisible()).toBe(true);
    // What is folded on a screen is open on paper.
    for (const folded of ["#pauses .wide svg", "#memory-pg-copy svg", "#environment .facts"]) {
      expect((await page.locator(folded).first().boundingBox())?.height ?? 0).toBeGreaterThan(100);
    }
    expect(await page.locator("#time-memory .narrow svg").isVisible()).toBe(false);
  });
});

describeInBrowser("the charts as files", () => {
  test("are well-formed XML with title and description, whatever the result holds", async () => {
    const browser = await launchBrowser();
    try {
      const page = await browser.newPage();
      const charts = (
        await Promise.all([sampledResult(2), hostileResult()].map((each) => chartsOf(resultReport(each))))
      ).flat();
      expect(charts.length).toBeGreaterThan(16);
      for (const chart of charts) {
        const read = await page.evaluate((svg) => {
          const document = new DOMParser().parseFromString(svg, "image/svg+xml");
          const text = (name: string) => document.querySelector(`svg > ${name}`)?.textContent ?? "";
          return {
            errors: document.querySelectorAll("parsererror").length,
            title: text("title"),
            desc: text("desc"),
          };
        }, standaloneSvg(chart));
        expect(read.errors).toBe(0);
        expect(read.title).not.toBe("");
        expect(read.desc.length).toBeGreaterThan(20);
      }
    } finally {
      await browser.close();
    }
  });
});
