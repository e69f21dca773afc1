/** What is advised, in words. */
import { deploymentOf, type Advice, type Candidate, type Question } from "../../../growth/advise.js";
import { formatCount, formatList, formatValue } from "../../format.js";
import { kindWords } from "../../kinds.js";
import { figuresOf } from "./advice-table.js";
import { sentences, type Section } from "../report.js";

/** "5,000,000 rows in 256 MB at 1 ms of latency". */
function questionText({ rows, memory, latency, yields }: Question): string {
  return [
    `${formatCount(rows)} rows`,
    ...(yields === undefined ? [] : [`as ${kindWords[yields].plural}`]),
    ...(memory === undefined ? [] : [`in ${mebibytes(memory)}`]),
    ...(latency === 0 ? [] : [`with ${formatValue(latency, "ms")} of latency`]),
  ].join(" ");
}

const mebibytes = (bytes: number): string => `${String(Math.round(bytes / 2 ** 20))}Mi`;

const range = (low: number, high: number, unit: "ms" | "bytes"): string =>
  `${formatValue(low, unit)} to ${formatValue(high, unit)}`;

/** The section. */
export function adviceSection(advice: Advice, question: Question): Section {
  return {
    kind: "group",
    id: "advice",
    title: `For ${questionText(question)}`,
    summary: true,
    blocks: [sentences(advice.kind === "none" ? "warning" : "finding", textsOf(advice)), ...figuresOf(advice)],
  };
}

function textsOf(advice: Advice): string[] {
  const unknown =
    advice.unknown.length === 0
      ? []
      : [
          `No prediction for ${formatList(advice.unknown.map(({ label }) => label))}: trials failed, or differ too much to fit ` +
            "a law of memory or time.",
        ];
  if (advice.kind === "none") {
    const [least] = advice.others;
    return [
      least
        ? `None fits: ${least.pattern.label} needs the least memory, ${formatValue(least.memory.value, "bytes")}.`
        : "None is known to fit.",
      ...unknown,
    ];
  }
  const { memory, pattern, time, fits } = advice.best;
  const settings = Object.entries(pattern.largest.case.options)
    .map(([option, value]) => `${option}=${String(value)}`)
    .filter((setting) => !pattern.label.includes(setting));
  const sure =
    fits === "surely"
      ? "Its whole interval fits."
      : "It likely fits, but the upper end of its interval doesn't: measure more rows.";
  return [
    `Read with ${[pattern.label, ...settings].join(" ")}: it would need ${formatValue(memory.value, "bytes")} ` +
      `(${range(memory.low, memory.high, "bytes")}) and take ${formatValue(time.value, "ms")} ` +
      `(${range(time.low, time.high, "ms")}). ${sure}`,
    ...unknown,
  ];
}

/** What to write into the deployment. */
export function deploymentText(best: Candidate, { memory }: Question): string {
  const { limit, oldSpace } = deploymentOf(best, memory);
  return `For the deployment: memory limit ${mebibytes(limit)}, --max-old-space-size=${String(oldSpace)}`;
}
