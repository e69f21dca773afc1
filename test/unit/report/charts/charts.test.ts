import { dark, light, type Token } from "../../../../src/report/charts/theme.js";
import { inlineSvg, standaloneSvg, type Chart } from "../../../../src/report/charts/chart.js";
import { memoryOverviewChart } from "../../../../src/report/charts/memory-overview.js";
import { panelNames } from "../../../../src/report/charts/memory-panel.js";
import { reportCases } from "../../../../src/report/charts/measured-case.js";
import { chartsOf } from "../../../../src/report/exports/chart-files.js";
import { resultReport } from "../../../../src/report/model/result.js";
import type { Result } from "../../../../src/results/schema.js";
import { hostileResult } from "../../../hostile-results.js";
import { completed, makeResult } from "../../../results.js";
import { sampledResult } from "../../../sampled-results.js";

const drawn = (each: Chart): string => inlineSvg(each).text;
const chartsIn = (result: Result): Promise<Chart[]> => chartsOf(resultReport(result));

const charts = await chartsIn(sampledResult());

function chart(charts: readonly Chart[], name: string): Chart {
  const found = charts.find((each) => each.name === name);
  if (!found) throw new Error(`no chart ${name} among ${charts.map((each) => each.name).join(", ")}`);
  return found;
}

/** https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio */
function contrast(...pair: readonly [string, string]): number {
  const luminance = (hex: string) => {
    const channels = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
    const [red = 0, green = 0, blue = 0] = channels.map((c) =>
      c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [low = 0, high = 0] = pair.map(luminance).sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

describe("the charts of a result", () => {
  test("are the ranking, the scatter plot, the overview, a panel for each pattern and the pauses", () => {
    expect(charts).toHaveLength(3 + 13 + 1);
    expect(new Set(charts.map(({ name }) => name)).size).toBe(charts.length);
    for (const { name } of charts) expect(name).toMatch(/^[a-z0-9-]{1,80}$/);
  });

  test("draw names that every object has, since a pattern may be called so", async () => {
    const names = ["constructor", "__proto__", "toString", "hasOwnProperty"];
    const figures = { wall: 1000, peakRss: 1e8, loopStall: 5, gcLongestPause: 2, gcPause: 30, statements: 1 };
    const result = makeResult(names.map((pattern) => ({ pattern, trials: [completed(figures)] })));
    const files = (await chartsIn(result)).map(standaloneSvg).join("");
    for (const name of names) expect(files).toContain(`>${name}</text>`);
  });

  test("say in words what they show", () => {
    expect(chart(charts, "time-memory").description).toContain("typeorm/get-many (entities): 11.2\u00a0s");
    expect(chart(charts, "memory-typeorm-get-many").description).toContain("RSS rises to 930\u00a0MB");
    expect(chart(charts, "pauses").description).toContain(
      "longest stall 4,210\u00a0ms".replace("4,210\u00a0ms", "4.2\u00a0s"),
    );
  });

  test("draw a point for each pattern that has both figures, entities and raw rows in different shapes", () => {
    const svg = drawn(chart(charts, "time-memory"));
    const points = [...svg.matchAll(/class="point"[^>]* d="([^"]*)"/g)];
    expect(points).toHaveLength(13);
    const circles = points.filter(([, path]) => path?.includes("A"));
    // Five that give entities, and the driver's four, which are hollow.
    expect(circles).toHaveLength(5 + 4);
    const marks = [...svg.matchAll(/class="point"[^>]*>/g)].map(([mark]) => mark);
    expect(marks.filter((mark) => mark.includes(`fill="${light.entity}"`))).toHaveLength(5);
  });

  test("draw a line of what can't be bettered for each kind, and none for the driver's own reads", () => {
    const svg = drawn(chart(charts, "time-memory"));
    const fronts = [...svg.matchAll(/class="front"[^>]*stroke="([^"]*)"/g)].map(([, stroke]) => stroke);
    expect(fronts).toEqual([light.entity, light.raw]);
    const { description } = chart(charts, "time-memory");
    expect(description).toContain("Of entities nothing is both faster and smaller than typeorm/stream-entities.");
    expect(description).toContain("Of raw rows nothing is both faster and smaller than typeorm/stream");
    expect(description).toContain("pg/copy (the driver's floor)");
    const bold = [...svg.matchAll(/font-weight="600"[^>]*>([^<]*)</g)].map(([, name]) => name);
    expect(bold.length).toBeGreaterThan(1);
    expect(bold.filter((name) => name?.startsWith("pg/"))).toEqual([]);
  });

  test.each([
    ["light", light],
    ["dark", dark],
  ])("have colours for each kind that stand out by 4.5:1 in the %s theme, and differ", (_, tokens) => {
    const kinds: readonly Token[] = ["entity", "object", "raw", "muted"];
    for (const kind of kinds) {
      for (const behind of ["paper", "panel", "window"] as const) {
        expect(contrast(tokens[kind], tokens[behind])).toBeGreaterThanOrEqual(4.5);
      }
    }
    expect(new Set(kinds.map((kind) => tokens[kind])).size).toBe(kinds.length);
  });

  test("draw a line for each round of the four patterns that stand for all, and one for each of the others", () => {
    const overview = drawn(chart(charts, "memory-over-time"));
    expect([...overview.matchAll(/class="line typical case-\d+"/g)]).toHaveLength(13);
    expect([...overview.matchAll(/class="line case-\d+"/g)]).toHaveLength(2 * 4);
    expect([...overview.matchAll(/class="label /g)]).toHaveLength(4);
    expect(overview).not.toContain("display=");
  });

  test("have all rounds of all patterns on them where a legend can bring them out", () => {
    const { measured } = reportCases(sampledResult());
    const { legend = [], ...overview } = memoryOverviewChart(measured, "wide", "legend") ?? chart([], "overview");
    expect(legend.map(({ label }) => label)).toEqual(measured.map(({ summary }) => summary.label));
    expect(legend.filter(({ standsOut }) => standsOut)).toHaveLength(4);
    expect([...drawn(overview).matchAll(/class="line case-\d+"/g)]).toHaveLength(2 * 13);
  });

  test("draw a line for each round of a panel's pattern, and the heap beside it", () => {
    const panel = drawn(chart(charts, "memory-pg-query"));
    expect([...panel.matchAll(/class="line rss"/g)]).toHaveLength(3);
    expect([...panel.matchAll(/class="line heap"/g)]).toHaveLength(3);
  });

  test("stand alone with title, description and colours of their own, light ones for programs without style sheets", () => {
    for (const each of charts) {
      const svg = standaloneSvg(each);
      expect(svg).toMatch(
        /^<\?xml [^>]*\?>\n<svg [^>]*role="img" aria-labelledby="title desc">\n<title id="title">[^<]+<\/title>\n<desc id="desc">[^<]+</,
      );
      expect(svg).toContain("prefers-color-scheme:dark");
      expect(svg.replace(/<style>.*?<\/style>/s, "")).not.toContain("var(--");
    }
  });

  describe("name the moments of a read", () => {
    /** The notes above the panel of a read with these marks, in ms. */
    async function notesOf(marks: { firstRow: number; end: number; released: number }) {
      const result = sampledResult(1);
      const trials = result.trials.map((trial) => {
        const { outcome } = trial;
        if (outcome.kind !== "completed" || "absent" in outcome.timeline) return trial;
        return { ...trial, outcome: { ...outcome, timeline: { ...outcome.timeline, marks } } };
      });
      const panel = drawn(chart(await chartsIn({ ...result, trials }), "memory-typeorm-get-many"));
      const found = panel.matchAll(
        /<text class="aside" x="([-\d.]+)" y="(-[\d.]+)" dy=".32em"( text-anchor="end")?[^>]*>([^<]*)</g,
      );
      return new Map(
        [...found].map(([, x, y, anchor, name]) => [name, { x: Number(x), y: Number(y), ends: anchor !== undefined }]),
      );
    }

    test("each by its own where there is room, before and behind their lines", async () => {
      const notes = await notesOf({ firstRow: 400, end: 8_000, released: 9_000 });
      expect(notes.get("end")).toMatchObject({ ends: true, y: notes.get("released")?.y });
      expect(notes.get("released")?.ends).toBe(false);
      expect((notes.get("released")?.x ?? 0) - (notes.get("end")?.x ?? 0)).toBeGreaterThanOrEqual(10);
    });

    test("by one name where end and release are too close for two", async () => {
      const notes = await notesOf({ firstRow: 400, end: 8_000, released: 8_010 });
      expect([...notes.keys()]).toEqual(["first row", "end, released", "MB"]);
    });

    test("the first row in a row of its own, however close it comes to the end", async () => {
      const notes = await notesOf({ firstRow: 8_000, end: 8_000, released: 8_001 });
      expect((notes.get("end, released")?.y ?? 0) - (notes.get("first row")?.y ?? 0)).toBeGreaterThanOrEqual(13);
    });
  });

  test("bring no style attributes, which the page's content policy forbids", () => {
    for (const each of charts) expect(drawn(each)).not.toMatch(/\sstyle=/);
  });
});

describe("charts of odd results", () => {
  test("escape whatever names hold, and stay small", async () => {
    for (const each of await chartsIn(hostileResult())) {
      const svg = standaloneSvg(each);
      expect(svg).not.toMatch(/<script|<img/);
      // eslint-disable-next-line no-control-regex
      expect(svg).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u202e]/);
      expect(svg.length).toBeLessThan(300_000);
    }
  });

  test("are left out where there is nothing to draw", async () => {
    expect(await chartsIn(makeResult([]))).toEqual([]);
    expect(await chartsIn(makeResult([{ pattern: "a/b", trials: [completed({})] }]))).toEqual([]);
  });

  test("draw a single pattern with a single trial", async () => {
    const result = makeResult([{ pattern: "a/b", trials: [completed({ wall: 5, peakRss: 6e7, loopStall: 0 })] }]);
    for (const each of await chartsIn(result)) expect(standaloneSvg(each)).not.toMatch(/NaN|Infinity|undefined/);
  });

  test("draw no more rounds over each other than can be told apart, the typical one among them", async () => {
    const result = sampledResult(1);
    const rounds = Array.from({ length: 40 }, (_, index) => index + 1);
    const trials = result.trials.flatMap((trial) => rounds.map((round) => ({ ...trial, round })));
    const panel = chart(await chartsIn({ ...result, rounds: 40, trials }), "memory-pg-query");
    expect([...drawn(panel).matchAll(/class="line rss"/g)]).toHaveLength(9);
  });

  test("name the panels of alike patterns apart", () => {
    const trials = [completed({ wall: 5, peakRss: 6e7 })];
    const { measured } = reportCases(
      makeResult([
        { pattern: "a/b", trials },
        { pattern: "a-b", trials },
        { pattern: "a-b-2", trials },
        { pattern: "over/time", trials },
        { pattern: "…", trials },
      ]),
    );
    const names = panelNames(measured);
    expect(new Set(names).size).toBe(5);
    expect(names).not.toContain("memory-over-time");
  });
});
