/** A terminal as far as the live display needs one: it keeps what a person would see. */
import { Writable } from "node:stream";

const escape = String.fromCharCode(27);
const control = new RegExp(`${escape}\\[(\\??)([\\d;]*)([A-Za-z])`, "y");

/** A terminal's stream; `lines` is what stands on its screen, which is as high as need be. */
export class Screen extends Writable {
  readonly isTTY = true;
  readonly rows = 50;
  readonly #lines: string[] = [""];

  constructor(readonly columns = 80) {
    super();
  }

  #row = 0;
  #column = 0;

  /** What stands there, without empty lines at the end. */
  get lines(): string[] {
    return this.#lines.join("\n").trimEnd().split("\n");
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, callback: () => void): void {
    const text = chunk.toString();
    for (let at = 0; at < text.length;) {
      control.lastIndex = at;
      const found = control.exec(text);
      if (found) {
        at = control.lastIndex;
        this.#obey(found[1] === "?" ? "mode" : (found[3] ?? ""), found[2] === "" ? 1 : Number(found[2]));
      } else {
        const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
        at += character.length;
        this.#put(character);
      }
    }
    callback();
  }

  #put(character: string): void {
    if (character === "\n") {
      this.#row++;
      this.#column = 0;
      while (this.#lines.length <= this.#row) this.#lines.push("");
      return;
    }
    const characters = Array.from((this.#lines[this.#row] ?? "").padEnd(this.#column));
    characters[this.#column++] = character;
    this.#lines[this.#row] = characters.join("");
  }

  #obey(command: string, count: number): void {
    const line = this.#lines[this.#row] ?? "";
    if (command === "A") this.#row = Math.max(0, this.#row - count);
    else if (command === "B") this.#row = Math.min(this.#lines.length - 1, this.#row + count);
    else if (command === "G") this.#column = count - 1;
    else if (command === "K") this.#lines[this.#row] = count === 2 ? "" : line.slice(0, this.#column);
    // Colours and modes leave no trace in what is read here; anything else would be a gap of this terminal's.
    else if (command !== "m" && command !== "mode") throw new Error(`This terminal doesn't know ESC[${command}.`);
  }
}

/** What isn't a terminal: a file, a pipe. */
export class Log extends Writable {
  text = "";

  override _write(chunk: Buffer, _encoding: BufferEncoding, callback: () => void): void {
    this.text += chunk.toString();
    callback();
  }
}
