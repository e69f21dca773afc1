import {
  bytesPerRow,
  serverFlags,
  sharedBuffers,
} from "../../../../../../src/engines/postgres/embedded/cluster/server-settings.js";

const GiB = 2 ** 30;

test("the table takes less than a quarter of the buffers where memory allows", () => {
  for (const rows of [1, 100_000, 1_000_000, 10_000_000]) {
    const { bytes, note } = sharedBuffers(rows, 64 * GiB);
    expect(rows * bytesPerRow).toBeLessThan(bytes / 4);
    expect(note).toBeUndefined();
  }
});

test("small data sets get the server's usual buffers", () => {
  expect(sharedBuffers(1, 64 * GiB).bytes).toBe(128 * 2 ** 20);
});

test("the buffers leave the reads most of a small machine's memory, and say what that costs", () => {
  const { bytes, note } = sharedBuffers(1_000_000, GiB);
  expect(bytes).toBeLessThanOrEqual(0.4 * GiB);
  expect(note).toMatch(/^The server's buffers are 409 MiB, as this machine's memory allows; 601 MiB would/);
});

test("the server gets its settings as flags, its buffers in whole kilobytes", () => {
  const flags = serverFlags(128 * 2 ** 20 + 1);
  expect(flags).toContain("shared_buffers=131072kB");
  expect(flags).toContain("listen_addresses=127.0.0.1");
  expect(flags.filter((_, index) => index % 2 === 0).every((flag) => flag === "-c")).toBe(true);
});
