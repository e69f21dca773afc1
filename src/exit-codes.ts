/** The exit codes; docs and CI jobs rely on them. Beside them there is 128 + n, for a command that signal n ended. */
export const exitCode = {
  fine: 0,
  regressed: 1,
  usage: 2,
  differentData: 3,
  trialFailed: 4,
  inconclusive: 5,
} as const;
