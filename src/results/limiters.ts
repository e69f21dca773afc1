/** Who holds a process to a memory limit, in the order in which they are tried. */
export const limiters = ["systemd-run", "cgroup-v2", "cgroup-v1"] as const;

export type LimiterName = (typeof limiters)[number];
