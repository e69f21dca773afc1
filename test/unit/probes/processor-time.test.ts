import { probe } from "./probe.js";

test("Time that is computed away counts, time that is waited away doesn't", async () => {
  const { idle, busy, kernel } = await probe(`
    import { setTimeout as sleep } from "node:timers/promises";
    import { startProcessorTime } from "../src/probes/processor-time.js";
    const usedBy = async (work) => {
      const stop = startProcessorTime();
      const before = process.cpuUsage();
      await work();
      const { user, system } = process.cpuUsage(before);
      return { ...stop(), kernel: (user + system) / 1000 };
    };
    const idle = await usedBy(() => sleep(500));
    const busy = await usedBy(() => { let sum = 0; for (let i = 0; i < 3e8; i++) sum += i % 7; return sum; });
    console.log(JSON.stringify({ idle: idle.cpu, busy: busy.cpu, kernel: busy.kernel }));
  `);
  expect(busy).toBeGreaterThan(5 * (idle as number));
  // In milliseconds, as the kernel counts them.
  expect(busy).toBeGreaterThanOrEqual(kernel as number);
  expect(busy).toBeLessThan((kernel as number) * 1.2 + 5);
});

test("All threads of the process count", async () => {
  const { alone, together } = await probe(`
    import { once } from "node:events";
    import { Worker } from "node:worker_threads";
    import { startProcessorTime } from "../src/probes/processor-time.js";
    const work = "let sum = 0; for (let i = 0; i < 3e8; i++) sum += i % 7; globalThis.sum = sum;";
    const usedBy = async (threads) => {
      const stop = startProcessorTime();
      await Promise.all(Array.from({ length: threads }, () => once(new Worker(work, { eval: true }), "exit")));
      return stop().cpu;
    };
    console.log(JSON.stringify({ alone: await usedBy(1), together: await usedBy(3) }));
  `);
  expect(together).toBeGreaterThan(1.8 * (alone as number));
});
