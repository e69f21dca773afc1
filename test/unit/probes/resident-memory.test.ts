import { probe } from "./probe.js";

const MB = 1e6;

/** Starts the probe, does `work`, stops it; the kernel's own mark is read right after. */
const program = (work: string) => `
  import { readFileSync } from "node:fs";
  import { startResidentMemory } from "../src/probes/resident-memory.js";
  let held;
  const fill = (megabytes) => { held = Buffer.alloc(megabytes * 1e6, 7); };
  const letGo = () => { held = undefined; gc(); gc(); };
  const rss = () => process.memoryUsage.rss();
  ${work}
  const { startRss, readings } = stop();
  const mark = Number(/^VmHWM:\\s+(\\d+) kB/m.exec(readFileSync("/proc/self/status", "latin1"))[1]) * 1024;
  console.log(JSON.stringify({ ...readings, startRss, mark, start, end: rss() }));
`;

interface Seen {
  readonly peakRss: number;
  readonly rssDelta: number;
  readonly startRss: number;
  readonly mark: number;
  readonly start: number;
  readonly end: number;
}

const run = async (work: string): Promise<Seen> => (await probe(program(work), ["--expose-gc"])) as unknown as Seen;

test("The peak is the high-water mark, also of memory that was given back before the end", async () => {
  const seen = await run(`
    const start = rss();
    const stop = startResidentMemory();
    fill(300); letGo(); fill(20);
  `);
  expect(Math.abs(seen.peakRss / seen.mark - 1)).toBeLessThan(0.01);
  expect(seen.peakRss - seen.start).toBeGreaterThan(290 * MB);
  expect(seen.peakRss - seen.start).toBeLessThan(340 * MB);
  expect(seen.rssDelta).toBeLessThan(100 * MB);
});

test("What was resident before the window is no part of its peak", async () => {
  const seen = await run(`
    fill(300); letGo();
    const start = rss();
    const stop = startResidentMemory();
    fill(50);
  `);
  expect(seen.peakRss).toBeLessThan(seen.start + 100 * MB);
  expect(seen.peakRss).toBeGreaterThan(seen.start + 45 * MB);
});

test("A parent's own peak isn't inherited", async () => {
  const seen = (await probe(
    `
    import { spawnSync } from "node:child_process";
    import { startResidentMemory } from "../src/probes/resident-memory.js";
    if (process.argv[2] === "child") {
      const stop = startResidentMemory();
      console.log(JSON.stringify(stop().readings));
    } else {
      globalThis.held = Buffer.alloc(400e6, 7);
      const { stdout } = spawnSync(process.execPath, [process.argv[1], "child"]);
      console.log(stdout.toString());
    }
    `,
  )) as unknown as Seen;
  expect(seen.peakRss).toBeGreaterThan(20 * MB);
  expect(seen.peakRss).toBeLessThan(200 * MB);
});

test("The delta is what came to stay", async () => {
  const seen = await run(`
    const start = rss();
    const stop = startResidentMemory();
    fill(150);
  `);
  expect(seen.rssDelta).toBeGreaterThan(145 * MB);
  expect(seen.rssDelta).toBeLessThan(190 * MB);
  expect(Math.abs(seen.startRss / seen.start - 1)).toBeLessThan(0.05);
});
