/** `ormeter report`: a saved result as a page, as Markdown, as charts, or in another tool's format. */
import { format, open, reportOut, share, svg } from "../flags/output.js";
import { command } from "./command.js";

export const report = command({
  name: "report",
  description: "write a saved result's report.html and report.md, its charts, or what another tool reads",
  arguments: { run: "a run's folder, or its result.json" },
  flags: { format, svg, out: reportOut, share, open },
  run: async (options) => (await import("./run-report.js")).runReport(options),
});
