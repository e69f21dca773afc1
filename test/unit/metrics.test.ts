import { readFileSync } from "node:fs";
import { metricNames, metrics, type Metric } from "../../src/metrics.js";

const text = readFileSync(new URL("../../docs/metrics.md", import.meta.url), "utf8");
const page = text.replace(/\s+/g, " ");

/** How the page says what a change must at least be. */
function thresholdOf({ compared: { as, threshold } }: Metric): string {
  if (threshold === 0) return "any change";
  return as === "ratio" ? `${threshold * 100} %` : `${threshold} B a row`;
}

test.each(metricNames)(
  "docs/metrics.md defines %s as the code does, and says its source and what it can't see",
  (name) => {
    const { title, unit, better, noise, definition, compared } = metrics[name];
    const section = page.split(`### ${title} `)[1]?.split("##")[0];
    const decides = compared.decides ? "yes" : "no";
    const cells = [`\`${name}\``, title, unit, better, noise, thresholdOf(metrics[name]), decides];
    expect(page).toContain(`| ${cells.join(" | ")} |`);
    expect(section).toContain(definition);
    expect(section).toContain("**Source:**");
    expect(section).toContain("**Can't see:**");
  },
);

test("docs/metrics.md has a section for each metric and for nothing else", () => {
  const headings = text.match(/(?<=^### ).*$/gm);
  expect(headings?.toSorted()).toEqual(metricNames.map((name) => metrics[name].title).toSorted());
});
