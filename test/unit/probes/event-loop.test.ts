import { probe } from "./probe.js";

const program = (work: string) => `
  import { setTimeout as sleep } from "node:timers/promises";
  import { startEventLoop } from "../src/probes/event-loop.js";
  const block = (milliseconds) => { for (const end = performance.now() + milliseconds; performance.now() < end; ); };
  const stop = await startEventLoop();
  const start = performance.now();
  ${work}
  const lasted = performance.now() - start;
  console.log(JSON.stringify({ ...(await stop()), lasted }));
`;

test("A block is seen even if the loop turned neither before nor after it", async () => {
  const { loopStall, lasted } = await probe(program("block(600);"));
  expect(loopStall).toBeGreaterThan(580);
  expect(loopStall).toBeLessThanOrEqual((lasted as number) + 200);
});

test("Of several blocks the longest counts, not their sum", async () => {
  const { loopStall, lasted } = await probe(
    program("for (const ms of [300, 600, 300]) { block(ms); await sleep(30); }"),
  );
  expect(loopStall).toBeGreaterThan(580);
  expect(loopStall).toBeLessThan((lasted as number) - 500);
});

test("A loop that turns all the time has next to no stall, however long it runs", async () => {
  const { loopStall, lasted } = await probe(program("for (let i = 0; i < 100; i++) await sleep(10);"));
  expect(loopStall).toBeGreaterThanOrEqual(0);
  expect(loopStall).toBeLessThan((lasted as number) / 4);
});
