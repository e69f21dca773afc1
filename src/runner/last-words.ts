/** What a worker's standard error says about its end. Pure. */

/** The line in which Node names an error: `RangeError [ERR_CODE]: what happened`. */
const error = /^(?:Uncaught )?\w*Error(?: \[\w+\])?: /;

/**
 * The one line that says best why a worker ended: that of the last error, before its stack and Node's own closing line;
 * where there is none, the last line. Undefined for a worker that said nothing.
 */
export function lastWords(stderr: string): string | undefined {
  const lines = stderr
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !/^Node\.js v\d/.test(line));
  return lines.findLast((line) => error.test(line)) ?? lines.at(-1);
}
