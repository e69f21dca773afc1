/**
 * A worker's whole life: takes one job from its parent, does it, says so, ends. It loads nothing but Node, the ORM,
 * the driver, tinybench, the probes and this folder, so that what is measured is the read. Jobs that measure nothing load
 * theirs when they come: in a trial they would cost 0.4 % of its processor time even unused.
 */
import { connectorOf, describeQuery, describeSource } from "./connections.js";
import { describePatterns } from "./load-patterns.js";
import type { Job, ParentMessage, WorkerMessage } from "./protocol.js";
import { countRows, runTrial } from "./trial.js";

/** Messages of the parent's that nobody has waited for yet, and who waits for the next. */
const arrived: ParentMessage[] = [];
let waiting: ((message: ParentMessage) => void) | undefined;

function next(): Promise<ParentMessage> {
  const message = arrived.shift();
  return message ? Promise.resolve(message) : new Promise((resolve) => (waiting = resolve));
}

process.on("message", (message: ParentMessage) => {
  if (waiting) waiting(message);
  else arrived.push(message);
  waiting = undefined;
});
// The parent is gone, perhaps killed: nobody wants the result.
process.on("disconnect", () => process.exit(1));

const say = (message: WorkerMessage): Promise<void> =>
  new Promise((resolve) => {
    if (process.send) process.send(message, undefined, undefined, () => resolve());
    else resolve();
  });

async function work(job: Job): Promise<void> {
  switch (job.kind) {
    case "trial":
      return runTrial(job, {
        say,
        go: async () => {
          await next();
        },
      });
    case "connect": {
      const connect = await connectorOf(job.folder);
      await (await connect(job.dataSet, "ormeter connect")).close();
      return say({ kind: "connected" });
    }
    case "describe-source":
      return say({ kind: "described-source", description: await describeSource(job.own) });
    case "describe-query":
      return say({ kind: "described-query", query: await describeQuery(job.dataSet) });
    case "count":
      return say({ kind: "counted", rows: await countRows(job) });
    case "describe":
      return say({
        kind: "described",
        patterns: await describePatterns(job.patterns, (pattern) => say({ kind: "loading", pattern })),
      });
    case "expect": {
      const { expectedData } = await import("./server-rows.js");
      return say(await expectedData(job));
    }
    case "row-hashes":
    case "row": {
      const { answerAboutRows } = await import("./row-difference.js");
      return say(await answerAboutRows(job));
    }
    case "heap-diff": {
      const { runHeapDiff } = await import("./heap-diff.js");
      return say(await runHeapDiff(job));
    }
  }
}

/** Tells the parent what went wrong, and ends. */
async function fail(error: unknown): Promise<never> {
  // What connects may try several addresses, and gives one error of them all, without a message.
  const [first] = error instanceof AggregateError ? (error.errors as unknown[]) : [];
  const reason = first ?? error;
  const { message, name, stack } = reason instanceof Error ? reason : new Error(String(reason));
  const { code = name } = reason as { readonly code?: string };
  await say({ kind: "failed", message: message || String(error), code, ...(stack !== undefined && { stack }) });
  process.exit(1);
}

// What is thrown where nobody waits for it: by a pattern's listener, by a connection that breaks while it is idle.
process.on("uncaughtException", (error) => void fail(error));

/** Does the one job, and ends. */
async function live(): Promise<never> {
  try {
    const message = await next();
    if (message.kind !== "job") throw new Error("The first message must be a job.");
    await work(message.job);
  } catch (error) {
    await fail(error);
  }
  // Not by running out of work: what a pattern left open must not keep the process. Flushes V8's trace.
  process.exit();
}

// Not awaited: this module must be done before others are imported, or Node may wait for it while it waits for them.
void live();
