/** The embedded server's log: in a file for the user, what says why it ended in memory for error messages. */
import { appendFileSync, rmSync, writeFileSync } from "node:fs";

/** What PostgreSQL says when the files of its cluster can't be used any more, as after a power cut with fsync off. */
const damage =
  /PANIC|not a valid data directory|invalid data in|could not locate .*checkpoint|could not open (file|directory) "(global|base|pg_)|incorrect checksum/;

/** The line in which a program of PostgreSQL says why it gives up, and the detail below it. */
const givingUp = /^.*?\b((?:FATAL|PANIC|initdb: error): .*(?:\n.*?\bDETAIL: .*)?)$/m;

/** The line in which a server that has started says that it broke down: one of its processes gave up, or was killed. */
const breakingDown = /^.*?\b(PANIC: .*|LOG: .*\(PID \d+\) was terminated by (?:signal|exception) .*)$/m;

export class ServerLog {
  #tail = "";
  #cause: string | undefined;
  #brokeDown = false;

  /**
   * Starts the file at `path` anew; only its owner may read it.
   *
   * @param onBreakdown told once, with the line that says why, when the server breaks down
   */
  constructor(
    readonly path: string,
    private readonly onBreakdown: (cause: string) => void = () => undefined,
  ) {
    rmSync(path, { force: true });
    writeFileSync(path, "", { mode: 0o600 });
  }

  add(text: string): void {
    const line = text.endsWith("\n") ? text : `${text}\n`;
    // The first: what follows, of other processes or of cleaning up, is its consequence.
    this.#cause ??= givingUp.exec(line)?.[1];
    const breakdown = this.#brokeDown ? undefined : breakingDown.exec(line)?.[1];
    if (breakdown !== undefined) {
      this.#brokeDown = true;
      this.onBreakdown(breakdown.replace(/ {2,}/g, " "));
    }
    this.#tail = (this.#tail + line).slice(-4_000);
    try {
      appendFileSync(this.path, line);
    } catch {
      // A full disk must not end the server; the tail in memory is still there for the message.
    }
  }

  /** Why the server gave up: the first FATAL line, or where there is none the last few lines; as one. */
  cause(): string {
    const lines = this.#cause?.split("\n") ?? this.#tail.trim().split("\n").slice(-4);
    return (
      lines.map((line) => line.replace(/^.*?\b(DETAIL: )/, "$1").replace(/ {2,}/g, " ")).join(" | ") ||
      "(it said nothing)"
    );
  }

  /** Whether the server said that its files are damaged. */
  saysDamaged(): boolean {
    return damage.test(this.#tail);
  }

  /** Whether the server said that someone else listens where it should. */
  saysPortTaken(): boolean {
    return this.#tail.includes("Address already in use");
  }
}
