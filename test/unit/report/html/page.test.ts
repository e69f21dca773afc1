import { createHash } from "node:crypto";
import { changed, makeCase, upgradeResult } from "../../../comparisons.js";
import { completed, failed, makeResult } from "../../../results.js";
import { heapDiffsOf, sampledResult } from "../../../sampled-results.js";
import { hostileResult } from "../../../hostile-results.js";
import { pageOf } from "../../../reports.js";

const sectionIds = (page: string): string[] =>
  [...page.matchAll(/<section[^>]* id="([^"]+)"/g)].map(([, id]) => id ?? "");

/** The markup of one section. */
function section(page: string, id: string): string {
  const start = page.indexOf(`id="${id}"`);
  return page.slice(start, page.indexOf("</section>", start));
}

describe("the page", () => {
  test("has its sections in their order, the heap's only where heaps were compared", async () => {
    const result = sampledResult(1);
    const order = ["answer", "conclusions", "trade-off", "memory", "table", "database", "stalls", "environment"];
    expect(sectionIds(await pageOf(result))).toEqual(order);
    const withHeap = await pageOf({ ...result, heapDiffs: heapDiffsOf(result) });
    expect(sectionIds(withHeap)).toEqual(order.toSpliced(6, 0, "heap"));
  });

  test("lists the sections behind the first one that are there, and no others", async () => {
    const page = await pageOf(sampledResult(1));
    const links = [...(/<nav.*?<\/nav>/s.exec(page)?.[0] ?? "").matchAll(/href="#([^"]+)"/g)].map(([, id]) => id);
    expect(links).toEqual(sectionIds(page).slice(1));
    expect(page.indexOf("<nav")).toBeGreaterThan(page.indexOf("</section>"));
    expect(page.indexOf("<nav")).toBeLessThan(page.indexOf('id="trade-off"'));
  });

  test("stays under 1.5 MB for a default run", async () => {
    const result = sampledResult(3);
    expect(result.trials).toHaveLength(39);
    const page = await pageOf({ ...result, heapDiffs: heapDiffsOf(result) });
    expect(Buffer.byteLength(page)).toBeLessThan(1_500_000);
  });

  test("allows its own style and script only, by their hashes", async () => {
    const page = await pageOf(sampledResult(1));
    const hashOf = (text: string | undefined) =>
      createHash("sha256")
        .update(text ?? "")
        .digest("base64");
    const policy = /http-equiv="Content-Security-Policy"\s+content="([^"]+)"/.exec(page)?.[1]?.replaceAll("&#39;", "'");
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain(`style-src 'sha256-${hashOf(/<style>(.*?)<\/style>/s.exec(page)?.[1])}'`);
    expect(policy).toContain(`script-src 'sha256-${hashOf(/<script type="module">(.*?)<\/script>/s.exec(page)?.[1])}'`);
    expect(policy).not.toContain("unsafe");
    expect(page.replace(/<(style|script)[^>]*>.*?<\/\1>/gs, "")).not.toMatch(
      /\sstyle=|\son\w+=|https?:\/\/(?!www\.w3\.org)/,
    );
  });

  test("shows how a pattern ended that measured nothing, in every section that would miss it", async () => {
    const page = await pageOf(
      makeResult([
        { pattern: "typeorm/fine", trials: [completed({ wall: 1000, peakRss: 1e8, loopStall: 5, statements: 1 })] },
        { pattern: "typeorm/broken", trials: [{ kind: "heap-limit", message: "its heap was full" }] },
        { pattern: "typeorm/untried", trials: [] },
      ]),
    );
    for (const id of ["conclusions", "trade-off", "memory", "table", "database", "stalls"]) {
      expect(section(page, id)).toContain("typeorm/broken");
      if (id !== "conclusions") expect(section(page, id)).toContain("its heap was full");
      if (id !== "conclusions") expect(section(page, id)).toContain("was not tried");
    }
  });

  test("shows trials that failed beside those of the same pattern that completed", async () => {
    const page = await pageOf(
      makeResult([{ pattern: "a/b", trials: [completed({ wall: 9, peakRss: 6e7 }), failed("connection refused")] }]),
    );
    expect(section(page, "table")).toContain("connection refused");
    expect(section(page, "memory")).toContain("connection refused");
  });

  test("is made from a result in which nothing was measured, too", async () => {
    const page = await pageOf(makeResult([{ pattern: "a/b", trials: [failed("no luck")] }]));
    expect(section(page, "conclusions")).toContain("Nothing was measured");
    expect(page.replace(/<script type="module">.*?<\/script>/s, "")).not.toMatch(/NaN|Infinity|undefined/);
    expect(sectionIds(await pageOf(makeResult([])))).toHaveLength(5);
  });

  test("says beside the medians of both sides that times changed otherwise, where the core's speed was taken out", async () => {
    const of = async (adjusted: boolean) => {
      const cells = [changed("wall", 1.1, [1.05, 1.15], "regressed")].map((cell) => ({ ...cell, adjusted }));
      return pageOf(upgradeResult([makeCase("typeorm/find", { cells })]));
    };
    expect(await of(true)).toContain("at a constant speed of the core");
    expect(await of(false)).not.toContain("at a constant speed of the core");
  });

  test("holds nothing of a result as markup", async () => {
    const page = await pageOf(hostileResult());
    const own = page.replace(/<script type="module">.*?<\/script>/s, "");
    expect(own).not.toMatch(/<script|<img|onerror='/);
    expect(own).toContain("&lt;script&gt;");
  });
});
