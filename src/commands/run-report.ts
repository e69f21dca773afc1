/** What `ormeter report` does. */
import { appendFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Browser } from "../config/browser.js";
import { writeLine } from "../display/write-line.js";
import { UsageError } from "../errors.js";
import type { OptionsOf } from "../flags/flag.js";
import type { format as formatFlag } from "../flags/output.js";
import { resultReport } from "../report/model/result.js";
import type { Result } from "../results/schema.js";
import { openPage } from "./session/open-page.js";
import { readResult, resultPath } from "../results/store.js";
import { reasonOf, writeWhole } from "../whole-file.js";
import { exitCode } from "../exit-codes.js";

/** What one result can be written as, on standard output or into one file. */
type ReportFormat = NonNullable<OptionsOf<{ format: typeof formatFlag }>["format"]>;

/** What `report` was asked for. */
export interface ReportOptions {
  /** A run's folder, or a `result.json`. */
  readonly run: string;
  /** Left out: `report.html` and `report.md`, into the run's folder. */
  readonly format?: ReportFormat | undefined;
  /** A folder for the charts, each as an SVG file; alone, nothing else is written. */
  readonly svg?: string | undefined;
  /** Whether the picture to share is written beside the page. */
  readonly share?: boolean | undefined;
  /** With a format a file instead of standard output; without one a folder instead of the run's. */
  readonly out?: string | undefined;
  /** A CI host's file for a summary in Markdown: `report.md` is appended to it. */
  readonly stepSummary?: string | undefined;
  /** What shows the page, where that is wanted. */
  readonly open?: Browser | undefined;
}

/** Where the command writes. */
export interface ReportStreams {
  readonly stdout: Pick<NodeJS.WritableStream, "write">;
  readonly stderr: Pick<NodeJS.WritableStream, "write">;
}

/**
 * Runs the command.
 *
 * @returns the exit code
 * @throws UsageError when there is no result to read, or nothing can be written where it should be
 */
export async function runReport(options: ReportOptions, streams: ReportStreams = process): Promise<number> {
  const clash = clashOf(options);
  if (clash !== undefined) throw new UsageError(clash);
  const result = await readResult(options.run);
  if (options.svg !== undefined) await writeCharts(options.svg, result, streams);
  if (options.format !== undefined) await writeFormat(options.format, result, options.out, streams);
  else if (options.svg === undefined) {
    const folder = options.out ?? dirname(await resultPath(options.run));
    await writeReportFiles(folder, result, options.stepSummary, streams);
    if (options.share === true) await writeShare(folder, result, streams);
    const say = (line: string) => writeLine(streams.stderr, line);
    if (options.open) await openPage(options.open, join(folder, "report.html"), say);
  }
  return exitCode.fine;
}

/** What of the options can't go together: nothing that was asked for is left undone without a word. */
function clashOf({ format, svg, out, share, open }: ReportOptions): string | undefined {
  if (share === true && (format ?? svg) !== undefined) {
    return "--share writes a picture beside the page, which --format and --svg don't write.";
  }
  if (open && (format ?? svg) !== undefined) return "--open shows the page, which --format and --svg don't write.";
  if (svg === undefined) return undefined;
  if (format !== undefined) return `--svg writes the charts and --format ${format} something else: give one of them.`;
  return out === undefined ? undefined : "--svg names the folder of the charts itself: leave --out away.";
}

async function writeReportFiles(
  folder: string,
  result: Result,
  stepSummary: string | undefined,
  { stderr }: ReportStreams,
): Promise<void> {
  const markdown = await render("markdown", result);
  const files = { "report.html": await render("html", result), "report.md": markdown };
  for (const [name, text] of Object.entries(files)) {
    const file = join(folder, name);
    await writeText(file, text);
    writeLine(stderr, `Wrote ${file}`);
  }
  if (stepSummary !== undefined && stepSummary !== "") await appendSummary(stepSummary, markdown, stderr);
}

/** The summary is the CI host's affair: where it can't be written, what was measured stands all the same. */
export async function appendSummary(file: string, markdown: string, stderr: ReportStreams["stderr"]): Promise<void> {
  try {
    await appendFile(file, markdown);
  } catch (error) {
    writeLine(
      stderr,
      `Warning: GITHUB_STEP_SUMMARY names ${file}, which can't be written (${reasonOf(error)}); report.md holds the summary.`,
    );
  }
}

/** The picture as SVG and as PNG. Where there is nothing to show, or no PNG can be made, that is said: the rest is there. */
async function writeShare(folder: string, result: Result, { stderr }: ReportStreams): Promise<void> {
  const { sharedPicture, asPng } = await import("../report/exports/shared-picture.js");
  const picture = sharedPicture(result);
  if (!picture) {
    writeLine(stderr, "There is no picture to share: no read was measured, or versions were compared.");
    return;
  }
  const file = join(folder, "share.svg");
  await writeText(file, picture.svg);
  writeLine(stderr, `Wrote ${file}`);
  const png = await asPng(picture);
  if (png.kind === "absent") {
    writeLine(stderr, `share.png isn't written, since ${png.reason}.`);
    return;
  }
  await writeText(join(folder, "share.png"), png.bytes);
  writeLine(stderr, `Wrote ${join(folder, "share.png")}`);
}

async function writeFormat(
  format: ReportFormat,
  result: Result,
  out: string | undefined,
  { stdout, stderr }: ReportStreams,
): Promise<void> {
  const text = await render(format, result);
  if (out === undefined) {
    stdout.write(text);
    return;
  }
  await writeText(out, text);
  writeLine(stderr, `Wrote ${out}`);
}

async function writeCharts(folder: string, result: Result, { stderr }: ReportStreams): Promise<void> {
  const [{ chartsOf }, { standaloneSvg }] = await Promise.all([
    import("../report/exports/chart-files.js"),
    import("../report/charts/chart.js"),
  ]);
  const charts = await chartsOf(resultReport(result));
  for (const chart of charts) {
    await writeText(join(folder, `${chart.name}.svg`), standaloneSvg(chart));
  }
  writeLine(
    stderr,
    charts.length === 0 ? "No chart has anything to show." : `Wrote ${charts.length} charts to ${folder}`,
  );
}

/** Each renderer is loaded only when it is asked for: those of the charts are large. */
async function render(format: ReportFormat, result: Result): Promise<string> {
  switch (format) {
    case "html":
      return (await import("../report/html/report.js")).renderPage(resultReport(result));
    case "markdown":
      return (await import("../report/markdown/report.js")).renderMarkdown(resultReport(result));
    case "github-action-benchmark":
      return (await import("../report/exports/github-action-benchmark.js")).githubActionBenchmark(result);
    case "bencher":
      return (await import("../report/exports/bencher.js")).bencherMetricFormat(result);
    case "csv":
      return (await import("../report/exports/csv.js")).csv(result);
  }
}

/**
 * Writes a report's file, wholly or not at all; makes its folder if need be.
 *
 * @throws UsageError where it can't be written
 */
export const writeText = (file: string, text: string | Uint8Array): Promise<void> =>
  writeWhole(file, text, { what: "The report" });
