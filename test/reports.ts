/** Reports as tests look at them. */
import type { History } from "../src/compare/history.js";
import { renderPage } from "../src/report/html/report.js";
import { renderMarkdown } from "../src/report/markdown/report.js";
import { historyReport } from "../src/report/model/history/section.js";
import { progressReport, resultReport } from "../src/report/model/result.js";
import { renderTerminal } from "../src/report/terminal/report.js";
import type { TerminalOptions } from "../src/report/terminal/text.js";
import type { Result } from "../src/results/schema.js";

/** A result's report in each of its media. */
export const terminalOf = (result: Result, options: TerminalOptions): string =>
  renderTerminal(resultReport(result), options);
export const markdownOf = (result: Result): string => renderMarkdown(resultReport(result));

/** Markdown without what only keeps a name from being broken in two. */
export const joined = (markdown: string): string => markdown.replaceAll("&#8288;", "");
export const pageOf = (result: Result): Promise<string> => renderPage(resultReport(result));

/** What is seen while a run goes on. */
export const progressOf = (result: Result, options: TerminalOptions): string =>
  renderTerminal(progressReport(result), options);

/** A history's report in each of its media. */
export const historyTerminal = (history: History, options: TerminalOptions): string =>
  renderTerminal(historyReport(history, "0.1.0"), options);
export const historyMarkdown = (history: History): string => renderMarkdown(historyReport(history, "0.1.0"));
export const historyPage = (history: History): Promise<string> => renderPage(historyReport(history, "0.1.0"));
