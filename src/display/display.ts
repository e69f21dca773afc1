/** What a person sees on standard error while a command works: a live area on a terminal, plain lines elsewhere. */
import { createLogUpdate } from "log-update";
import pc from "picocolors";
import wrapAnsi from "wrap-ansi";
import { printable } from "../report/printable.js";
import { fitted, separator } from "./fitted.js";
import { writeLine } from "./write-line.js";

/** Says what is being done. */
export interface Display {
  /** Whether it is a terminal, where what was written can be refined. */
  readonly live: boolean;
  /**
   * What is being done from now on, and how far it is; `detail` is asked again and again while it goes on.
   */
  readonly doing: (what: string, detail?: () => string) => void;
  /** A line that stays. */
  readonly note: (line: string) => void;
  /** A line that stays where no table can be kept up to date: how a step ended. */
  readonly done: (line: string) => void;
  /** A picture of the figures so far, made for the room there is; replaces the last one. */
  readonly table: (render: (room: Room) => string) => void;
  /** Takes the live area away. Anything after that is written by others. */
  readonly close: () => void;
}

/** Where a picture goes; no `rows` where it may be as high as it likes. */
export interface Room {
  readonly columns: number;
  readonly rows?: number | undefined;
  readonly color: boolean;
}

/** The part of a terminal's stream that is used here. */
export type Output = NodeJS.WritableStream & {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly rows?: number;
};

/** Rows of a terminal that what is below the table takes: the line, which may be two, with its distance and the cursor's. */
const rowsBelow = 4;

const refresh = 200;
const plainInterval = 5_000;
const spinner = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];

const join = (what: string, detail: string): string => (detail === "" ? what : `${what}${separator}${detail}`);

const columnsOf = ({ columns = 80 }: Output): number => columns;

/** A display for `output`: live where that is a terminal, plain otherwise. */
export function createDisplay(output: Output): Display {
  return output.isTTY === true ? liveDisplay(output) : plainDisplay(output);
}

function liveDisplay(output: Output): Display {
  const log = createLogUpdate(output, { showCursor: true });
  let line: (() => string) | undefined;
  let table = "";
  let turn = 0;
  let closed = false;
  const render = () => {
    if (closed) return;
    const sign = pc.cyan(spinner[turn++ % spinner.length] ?? "");
    const indent = 2;
    const shown = line && fitted(printable(line()), columnsOf(output) - indent).join(`\n${" ".repeat(indent)}`);
    log([...(table === "" ? [] : [table, ""]), ...(shown === undefined ? [] : [`${sign} ${shown}`])].join("\n"));
  };
  const timer = setInterval(render, refresh);
  return {
    live: true,
    doing: (what, detail = () => "") => {
      line = () => join(what, detail());
      render();
    },
    note: (text) => {
      if (!closed) log.clear();
      // Between words only: a path that is wider than the terminal stays whole, for whoever copies it.
      for (const part of wrapAnsi(printable(text), columnsOf(output)).split("\n")) writeLine(output, part);
      render();
    },
    done: () => undefined,
    table: (draw) => {
      const { rows } = output;
      table = draw({
        columns: columnsOf(output),
        rows: rows && rows - rowsBelow,
        color: pc.isColorSupported,
      }).trimEnd();
      render();
    },
    close: () => {
      closed = true;
      clearInterval(timer);
      log.clear();
      log.done();
    },
  };
}

function plainDisplay(output: Output): Display {
  let last = { what: "", at: 0 };
  return {
    live: false,
    doing: (what, detail = () => "") => {
      // The same step again, with new figures: now and then is enough in a log.
      if (what === last.what && performance.now() - last.at < plainInterval) return;
      last = { what, at: performance.now() };
      writeLine(output, join(what, detail()));
    },
    note: (text) => {
      writeLine(output, text);
    },
    done: (text) => {
      writeLine(output, text);
    },
    table: (draw) => {
      output.write(`\n${draw({ columns: 160, color: false }).trimEnd()}\n\n`);
    },
    close: () => undefined,
  };
}
