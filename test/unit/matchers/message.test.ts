import { parseBounds } from "../../../src/matchers/bounds.js";
import { hold } from "../../../src/matchers/hold.js";
import { flagsOf, messageOf } from "../../../src/matchers/message.js";
import type { Result, Statement } from "../../../src/results/schema.js";
import { completed, failed, makeResult, type TrialSpec } from "../../results.js";

function messageFor(bounds: object, trials: readonly TrialSpec[], statements?: readonly Statement[]): string {
  const made = makeResult([{ pattern: "typeorm/take-skip", options: { pageSize: 500 }, trials }]);
  const result: Result = {
    ...made,
    dataSet: {
      ...made.dataSet,
      name: "Order",
      rows: 1000,
      own: { kind: "table", relation: '"public"."orders"', unchecked: [] },
    },
    trials: made.trials.map((trial) =>
      trial.outcome.kind === "completed" && statements
        ? { ...trial, outcome: { ...trial.outcome, statements: [...statements] } }
        : trial,
    ),
  };
  return messageOf(result, hold(result, parseBounds(bounds)), "npx ormeter bench");
}

const statement = (text: string, calls: number, time: number): Statement => ({ text, calls, rows: calls, time });

test("What was broken stands beside what may be, with the statements that took longest and how to look closer", () => {
  const message = messageFor(
    { peakRss: "150 MB", statements: 3 },
    [completed({ peakRss: 182e6, statements: 2 })],
    [statement("SELECT   1\n FROM a", 1, 2), statement("SELECT 2", 4, 9), statement("B", 1, 1), statement("C", 1, 0)],
  );
  expect(message.split("\n").slice(0, 4)).toEqual([
    "Order by typeorm/take-skip pageSize=500 breaks 1 of its 2 bounds:",
    "",
    "  ✗ peak RSS    182 MB, at most 150 MB",
    "  ✓ statements  2, at most 3",
  ]);
  expect(message).toContain('One trial in a fresh process; 1,000 rows of "public"."orders", with ');
  expect(message).toContain(
    "  4 × SELECT 2 (4 rows, 9.0 ms)\n  1 × SELECT 1 FROM a (1 rows, 2.0 ms)\n  1 × B (1 rows, 1.0 ms)\n  … and 1 more\n" +
      "Look closer: npx ormeter bench",
  );
});

test("What is just beyond is shown to the byte, so that it doesn't look the same", () => {
  expect(messageFor({ peakRss: "150 MB" }, [completed({ peakRss: 150_000_123 })])).toContain(
    "150,000,123 B, at most 150,000,000 B",
  );
});

test("A metric that can't be had is said to be absent, and why", () => {
  const message = messageFor({ statements: 3 }, [completed({ statements: { absent: "the extension isn't there" } })]);
  expect(message).toContain("can't be held to its bounds");
  expect(message).toContain("? statements  isn't known (the extension isn't there), and may be at most 3");
});

test("A read that failed is said to have failed", () => {
  expect(messageFor({ wall: 1 }, [failed("no such table")])).toBe(
    "Order by typeorm/take-skip pageSize=500 wasn't measured. It failed: no such table\n\nLook closer: npx ormeter bench",
  );
});

test("The command that looks closer asks for the same read, and holds no password", () => {
  expect(
    flagsOf(
      {
        entity: "Order",
        patterns: "typeorm/take-skip:pageSize=500",
        urlFrom: "SHOP_URL",
        url: "postgresql://ada:secret@db/shop",
        dataSource: "src/the db.ts",
        showValues: true,
        strict: false,
        read: "/project/test/reads.ts#report",
      },
      "/project",
    ),
  ).toBe(
    "--entity=Order --patterns=typeorm/take-skip:pageSize=500 --url-from=SHOP_URL --url=… --data-source='src/the db.ts' --show-values --read=test/reads.ts#report",
  );
});
