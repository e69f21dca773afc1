/** The embedded server's settings: the same on every machine, but for the size of its buffers. */
import { totalmem } from "node:os";

const MiB = 2 ** 20;

/** Bytes that a row takes in the table, its page's share included; measured at a million rows, rounded up. */
export const bytesPerRow = 140;

/** How large the server's buffers are, and why that is too small if it is. */
export interface BufferSize {
  readonly bytes: number;
  /** Set where the table isn't under a quarter of the buffers. */
  readonly note?: string;
}

/**
 * Buffers of which the table takes less than a quarter: a larger one is read through a small ring, which keeps it out
 * of the buffers for good. At most 40 % of `memory`, since the reads need the rest.
 *
 * @param rows the largest data set to be read
 * @param memory what this machine, or this container, has, in bytes
 */
export function sharedBuffers(rows: number, memory: number = memoryLimit()): BufferSize {
  const wanted = Math.max(128 * MiB, Math.ceil((rows * bytesPerRow * 4.5) / MiB) * MiB);
  const most = Math.max(16 * MiB, Math.floor((memory * 0.4) / MiB) * MiB);
  if (wanted <= most) return { bytes: wanted };
  return {
    bytes: most,
    note:
      `The server's buffers are ${String(most / MiB)} MiB, as this machine's memory allows; ${String(wanted / MiB)} MiB ` +
      `would keep the whole table in them. Reads may wait for the disk.`,
  };
}

/** The memory this process may use: the machine's, or less where a cgroup says so. */
function memoryLimit(): number {
  // 0 where there is no limit; some kernels give an absurdly large figure for "none".
  const constrained = process.constrainedMemory();
  return constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
}

/** The server's settings as `-c` flags. They stand in the process list: no secrets here. */
export const serverFlags = (buffers: number): string[] =>
  Object.entries({
    listen_addresses: "127.0.0.1",
    // No socket: where it would lie, others could reach it.
    unix_socket_directories: "",
    max_connections: "60",
    shared_buffers: `${String(Math.floor(buffers / 1024))}kB`,
    // It is a bench: nothing in it has to survive a power cut, and nothing may write while a read is measured.
    fsync: "off",
    synchronous_commit: "off",
    full_page_writes: "off",
    wal_level: "minimal",
    max_wal_senders: "0",
    max_wal_size: "16GB",
    checkpoint_timeout: "1d",
    bgwriter_lru_maxpages: "0",
    autovacuum: "off",
    // Plans don't depend on whether a machine has LLVM.
    jit: "off",
    shared_preload_libraries: "pg_stat_statements",
    // What the client sends, no more: of a cursor the FETCHes, not also the query inside, which "all" adds to them.
    "pg_stat_statements.track": "top",
    "pg_stat_statements.track_utility": "on",
    "pg_stat_statements.max": "10000",
    "pg_stat_statements.save": "off",
    // Whatever the environment of the one who started it says.
    timezone: "UTC",
    log_timezone: "UTC",
    datestyle: "ISO, YMD",
  }).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
