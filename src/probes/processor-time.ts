import type { WorkerReadings } from "../trial/protocol.js";

/** User and system time of the process, all its threads: what the collector's helpers burn counts too. */
export function startProcessorTime(): () => WorkerReadings {
  const start = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(start);
    return { cpu: (user + system) / 1000 };
  };
}
