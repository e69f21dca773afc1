/**
 * What the relay of `sweep` costs, and whether it does what it is asked: reads taking turns past it, through one that adds
 * nothing, and through one that adds so much, with the times that their round trips let expect.
 * `npm run measure:relay -- [rows] [rounds] [latency]`
 */
import { startRelay, type Relay } from "../src/runner/relay/relay.js";
import { numbersOr, say, withMeasuring, type Figures, type TrialWish } from "./measuring.js";

const [rows = 0, rounds = 0, latency = 0] = numbersOr(100_000, 5, 2);
const reads = [
  { id: "pg/copy", options: {} },
  { id: "pg/query", options: {} },
  { id: "typeorm/stream", options: {} },
  { id: "typeorm/stream-batched", options: { batchSize: 1_000 } },
  { id: "typeorm/take-keyset", options: { pageSize: 1_000 } },
];
/** By which share of its time a read may miss what was expected. */
const tolerance = 0.15;

const percent = (ratio: number) => `${((ratio - 1) * 100).toFixed(1)} %`;

for (const asked of [0, 0.5, 1, 2, 5, 10]) {
  const relay = await startRelay(asked);
  await relay.close();
  say(`asked for ${String(asked)} ms, added ${relay.added.toFixed(3)} ms`);
}

await withMeasuring("measure:relay", [rows], async ({ trial }) => {
  const [nothing, far] = [await startRelay(0), await startRelay(latency)];
  try {
    for (const call of reads) {
      const through = (relay?: Relay): Promise<Figures> => {
        const wish: TrialWish = { call, rows, ...(relay && { reachedBy: relay.urlOf }) };
        return trial(wish);
      };
      const turns: { past: Figures; through: Figures; far: Figures }[] = [];
      for (let round = 0; round < rounds; round++) {
        turns.push({ past: await through(), through: await through(nothing), far: await through(far) });
      }
      // The fastest of each: what else the machine does makes reads slower, and never faster.
      const wall = (which: "past" | "through" | "far") => Math.min(...turns.map((turn) => turn[which].wall));
      const costs = wall("through") / wall("past");
      const trips = Math.min(...turns.map(({ past }) => past.roundTrips));
      const expected = wall("past") + trips * far.added;
      const error = wall("far") / expected;
      say(
        `${call.id} ${JSON.stringify(call.options)}: a relay of 0 ms costs ${percent(costs)}; at ${String(latency)} ms ` +
          `${wall("far").toFixed(0)} ms, expected ${expected.toFixed(0)} ms of ${String(trips)} round trips: ${percent(error)}` +
          (Math.abs(error - 1) > tolerance ? ", too far off" : ""),
      );
    }
  } finally {
    await Promise.all([nothing.close(), far.close()]);
  }
});
