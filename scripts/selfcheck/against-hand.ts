/** `upgrade` on two real versions, beside the same comparison made without ormeter's trials. */
import { join } from "node:path";
import { max, min } from "simple-statistics";
import { metrics } from "../../src/metrics.js";
import { withMeasuring } from "../measuring.js";
import { installBare, measureByHand, ratioOf } from "./by-hand.js";
import { installedSpec } from "./installed.js";
import { describeChange, makeReport, verdictOn, type Report, type ReportOptions } from "./report.js";
import type { Judgement } from "./targets.js";

const pairs = 20;
const old = "typeorm@0.3.20";

/** Compares 0.3.20 with the installed version both ways. */
export async function againstHand(
  folder: string,
  options: ReportOptions,
  record: (report: Report) => Promise<void>,
): Promise<Judgement> {
  const specs = [old, installedSpec("typeorm")] as const;
  const report = await makeReport("real", 1, ["--from", specs[0], "--to", specs[1]], options);
  await record(report);

  const scripts = [
    await installBare(join(folder, "from"), specs[0]),
    await installBare(join(folder, "to"), specs[1]),
  ] as const;
  const hand = await withMeasuring("selfcheck", [options.rows], (measuring) =>
    measureByHand(scripts, options.rows, pairs, measuring),
  );
  const ours = verdictOn(report, "get-many", "cpu");
  const ratio = ratioOf(hand);
  const ratios = hand.candidate.map((cpu, pair) => cpu / Number(hand.baseline[pair]));
  return {
    target: `${specs.join(" against ")}: getMany's cpu, as by hand`,
    asked: `${byRatio(ratio)}: ${percent(ratio)} by hand, pairs ${percent(min(ratios))} to ${percent(max(ratios))}`,
    came: ours ? `${ours.verdict}: ${describeChange(ours)}` : "no verdict",
    met: ours?.verdict === byRatio(ratio),
  };
}

const percent = (ratio: number): string => `${((ratio - 1) * 100).toFixed(1)} %`;

/** The verdict that a ratio of medians stands for where nobody doubts it. */
function byRatio(ratio: number): "improved" | "regressed" | "unchanged" {
  const { threshold } = metrics.cpu.compared;
  if (ratio < 1 / (1 + threshold)) return "improved";
  return ratio > 1 + threshold ? "regressed" : "unchanged";
}
