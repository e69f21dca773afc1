/**
 * Measures how fast a processor's core is, again and again, for as long as its parent lives: the time that a fixed piece
 * of arithmetic takes. A program of its own, which its parent pins to the core (core-speed.ts); talks over IPC.
 */
import { now } from "../probes/clock.js";
import type { SpeedAnswer, SpeedQuestion } from "./core-speed.js";

/** Milliseconds between measurements: neighbours come and go within a tenth of a second. */
const interval = 10;

/** Steps of arithmetic in a measurement: 0.1 to 0.25 ms, which is 1 to 2.5 % of the core. */
const steps = 100_000;

/**
 * Six chains of additions that depend on each other, in registers: what shares the core's units slows them down, and what the
 * measured read has left in the caches doesn't. Declared one by one: taken from an array, they don't stay in registers,
 * the work takes six times as long, and neighbours hardly slow it.
 */
function work(): number {
  let a = 1;
  let b = 2;
  let c = 3;
  let d = 4;
  let e = 5;
  let f = 6;
  for (let step = 0; step < steps; step++) {
    a = (a + (b ^ step)) | 0;
    b = (b + (c << 1)) | 0;
    c = (c ^ (d + step)) | 0;
    d = (d + (e >> 1)) | 0;
    e = (e ^ f) | 0;
    f = (f + step) | 0;
  }
  return a + b + c + d + e + f;
}

/** Processor time of the work in µs: whoever else runs on the core meanwhile doesn't count. */
function measure(): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return user + system;
}

/** When each was measured, in ms since 1970, and what came: steps a µs. Those that were asked for are forgotten. */
let measured: { readonly at: number; readonly speed: number }[] = [];

const isQuestion = (message: unknown): message is SpeedQuestion =>
  typeof message === "object" && message !== null && "start" in message && "end" in message;

process.on("message", (message) => {
  if (!isQuestion(message)) return;
  const { start, end } = message;
  const within = measured.filter(({ at }) => at >= start && at <= end);
  measured = measured.filter(({ at }) => at > end);
  // The mean of speeds, not of times: how much was done in the window is how fast it went, moment by moment.
  const sum = within.reduce((total, { speed }) => total + speed, 0);
  const answer: SpeedAnswer = within.length === 0 ? null : sum / within.length;
  process.send?.(answer);
});
// The parent is gone; or Ctrl-C meant the parent, which ends us when it is done.
process.on("disconnect", () => process.exit());
process.on("SIGINT", () => undefined);

// Until the optimised code is there.
for (let warmUp = 0; warmUp < 50; warmUp++) measure();
setInterval(() => {
  const took = measure();
  if (took > 0) measured.push({ at: now(), speed: steps / took });
}, interval);
process.send?.("ready");
