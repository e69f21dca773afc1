/** The embedded server's log: in a file for the user, its end in memory for error messages. */
import { appendFileSync, rmSync, writeFileSync } from "node:fs";

/** What PostgreSQL says when the files of its cluster can't be used any more, as after a power cut with fsync off. */
const damage =
  /PANIC|not a valid data directory|invalid data in|could not locate .*checkpoint|could not open (file|directory) "(global|base|pg_)|incorrect checksum/;

export class ServerLog {
  #tail = "";

  /** Starts the file at `path` anew; only its owner may read it. */
  constructor(readonly path: string) {
    rmSync(path, { force: true });
    writeFileSync(path, "", { mode: 0o600 });
  }

  add(text: string): void {
    const line = text.endsWith("\n") ? text : `${text}\n`;
    this.#tail = (this.#tail + line).slice(-4_000);
    try {
      appendFileSync(this.path, line);
    } catch {
      // A full disk must not end the server; the tail in memory is still there for the message.
    }
  }

  /** The last few lines, as one. */
  tail(): string {
    return this.#tail.trim().split("\n").slice(-4).join(" | ") || "(nothing)";
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
