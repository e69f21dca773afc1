import { readFileSync } from "node:fs";
import { metricNames, metrics } from "../../src/metrics.js";

const text = readFileSync(new URL("../../docs/metrics.md", import.meta.url), "utf8");
const page = text.replace(/\s+/g, " ");

test.each(metricNames)(
  "docs/metrics.md defines %s as the code does, and says its source and what it can't see",
  (name) => {
    const { title, unit, better, noise, definition } = metrics[name];
    const section = page.split(`### ${title} `)[1]?.split("##")[0];
    expect(page).toContain(`| ${[`\`${name}\``, title, unit, better, noise].join(" | ")} |`);
    expect(section).toContain(definition);
    expect(section).toContain("**Source:**");
    expect(section).toContain("**Can't see:**");
  },
);

test("docs/metrics.md has a section for each metric and for nothing else", () => {
  const headings = text.match(/(?<=^### ).*$/gm);
  expect(headings?.toSorted()).toEqual(metricNames.map((name) => metrics[name].title).toSorted());
});
