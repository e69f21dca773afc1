/** The exit codes; docs and CI jobs rely on them. Beside them there is 128 + n, for a command that signal n ended. */
export const exitCode = {
  fine: 0,
  regressed: 1,
  usage: 2,
  differentData: 3,
  trialFailed: 4,
  inconclusive: 5,
} as const;

/** From what outweighs all others down. */
const byWeight: readonly number[] = [
  exitCode.differentData,
  exitCode.trialFailed,
  exitCode.usage,
  exitCode.regressed,
  exitCode.inconclusive,
  exitCode.fine,
];

/** The exit code that several runs of one command come to; that of a signal outweighs all. */
export const worst = (codes: readonly number[]): number =>
  codes.find((code) => code > 128) ?? byWeight.find((code) => codes.includes(code)) ?? exitCode.fine;
