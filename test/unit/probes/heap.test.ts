import { probe } from "./probe.js";

const MB = 1e6;

test("The window's two ends are the used heap, and what was collected before it is in neither", async () => {
  const { ends } = await probe(
    `
    import { collectGarbage, startHeap } from "../src/probes/heap.js";
    let garbage = Array.from({ length: 2_000_000 }, (_, i) => [i]);
    garbage = undefined;
    collectGarbage();
    const stop = startHeap();
    const kept = Array.from({ length: 300_000 }, (_, i) => [i, i, i, i]);
    const window = stop();
    console.log("\\n" + JSON.stringify({ ...window, kept: kept.length }));
    `,
    ["--expose-gc"],
  );
  const { start, end } = ends as { start: number; end: number };
  // 2,000,000 arrays of one element are over 100 MB; 300,000 of four elements at least 19.
  expect(start).toBeLessThan(20 * MB);
  expect(end - start).toBeGreaterThan(19 * MB);
});

test("The collected heap holds what is held, to a few kB, and nothing that was let go of", async () => {
  const { before, held, released } = await probe(
    `
    import { collectedHeap } from "../src/probes/heap.js";
    const make = () => Array.from({ length: 300_000 }, (_, i) => [i, i, i, i]);
    const kept = { value: make() };
    kept.value = undefined;
    const before = collectedHeap();
    kept.value = make();
    const held = collectedHeap();
    kept.value = undefined;
    console.log(JSON.stringify({ before, held, released: collectedHeap(2) }));
    `,
    ["--expose-gc"],
  );
  const [start, full, end] = [before, held, released].map(Number) as [number, number, number];
  expect(full - start).toBeGreaterThan(19 * MB);
  expect(Math.abs(end - start)).toBeLessThan(0.1 * MB);
});

test("The trace tells of the collections inside the window only", async () => {
  const { lines } = await probe(
    `
    import { spawnSync } from "node:child_process";
    import { startHeap } from "../src/probes/heap.js";
    if (process.argv[2] === "traced") {
      gc(); gc();
      const stop = startHeap();
      gc({ type: "minor" });
      gc({ type: "minor" });
      stop();
      gc(); gc(); gc();
    } else {
      const { stdout } = spawnSync(process.execPath, ["--expose-gc", process.argv[1], "traced"]);
      console.log(JSON.stringify({ lines: stdout.toString().split("\\n").filter((line) => line.includes("pause")).length }));
    }
    `,
    ["--expose-gc"],
  );
  // The two that mark the window, and two.
  expect(lines).toBe(4);
});

test("V8's own count of allocated bytes is given where this Node keeps one, and nowhere else", async () => {
  const { window, counted } = await probe(
    `
    import v8 from "node:v8";
    import { startHeap } from "../src/probes/heap.js";
    const stop = startHeap();
    const kept = Array.from({ length: 100_000 }, (_, i) => [i]);
    const window = stop();
    console.log("\\n" + JSON.stringify({ window, counted: "total_allocated_bytes" in v8.getHeapStatistics(), kept: kept.length }));
    `,
    ["--expose-gc"],
  );
  expect("allocated" in (window as object)).toBe(counted);
});
