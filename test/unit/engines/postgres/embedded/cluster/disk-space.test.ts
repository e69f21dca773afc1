import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkDiskSpace, neededBytes } from "../../../../../../src/engines/postgres/embedded/cluster/disk-space.js";

test("rows that fit pass, also for a folder that isn't there yet", async () => {
  await checkDiskSpace(join(tmpdir(), "not", "there", "yet"), 1, 200);
});

test("rows that don't fit are refused with both figures", async () => {
  await expect(checkDiskSpace(tmpdir(), 1e15, 200)).rejects.toThrow(
    /^Not enough disk for 1,000,000,000,000,000 rows: they need about 200 PB, and [\d.]+ [kMGTP]?B are free/,
  );
});

test("more rows need more", () => {
  expect(neededBytes(2_000_000, 200)).toBeGreaterThan(neededBytes(1_000_000, 200));
});
