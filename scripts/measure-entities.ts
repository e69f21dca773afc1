/**
 * What hydrated entities out of a cursor cost beside stream() and getMany(), in turn in one run; with a consumer that
 * is slow now and then, and with twice the rows. `npm run measure:entities -- [rows] [rounds]`
 */
import { median } from "simple-statistics";
import { numbersOr, say, withMeasuring, type TrialWish } from "./measuring.js";

const [rows = 0, rounds = 0] = numbersOr(1_000_000, 3);
const stream = { call: { id: "typeorm/stream", options: {} }, rows };
const getMany = { call: { id: "typeorm/get-many", options: {} }, rows };
const entities = { call: { id: "typeorm/stream-entities", options: { batchSize: 1_000 } }, rows };
const trialOptions = { slowConsumer: { rows: 10_000, milliseconds: 50 } };
const wishes: readonly TrialWish[] = [
  stream,
  getMany,
  entities,
  { ...stream, trialOptions },
  { ...entities, trialOptions },
  { ...entities, rows: 2 * rows },
];

await withMeasuring("measure:entities", [rows, 2 * rows], async ({ trial }) => {
  const made = wishes.map(() => ({ wall: [] as number[], peakRss: [] as number[] }));
  for (let round = 0; round < rounds; round++) {
    for (const [index, wish] of wishes.entries()) {
      const { wall, peakRss } = await trial(wish);
      made[index]?.wall.push(wall);
      made[index]?.peakRss.push(peakRss);
    }
  }
  for (const [index, { call, rows: size, trialOptions: { slowConsumer: slow } = {} }] of wishes.entries()) {
    const { wall = [], peakRss = [] } = made[index] ?? {};
    say(
      `${call.id}, ${size} rows${slow ? `, ${slow.milliseconds} ms slow every ${slow.rows} rows` : ""}: ` +
        `wall ${(median(wall) / 1000).toFixed(2)} s, peak RSS ${(median(peakRss) / 1e6).toFixed(1)} MB`,
    );
  }
  /** The median over the rounds of one case's figure over another's. */
  const ratio = (figure: "wall" | "peakRss", one: number, other: number) =>
    median((made[one]?.[figure] ?? []).map((value, round) => value / (made[other]?.[figure][round] ?? NaN))).toFixed(3);
  say(`peak RSS, entities over stream: ${ratio("peakRss", 2, 0)}; consumers slow: ${ratio("peakRss", 4, 3)}`);
  say(`wall, entities over get-many: ${ratio("wall", 2, 1)}`);
  say(`peak RSS, twice the rows over the rows: ${ratio("peakRss", 5, 2)}`);
});
