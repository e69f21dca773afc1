/** Measures two versions of TypeORM against each other without ormeter's trials: bare processes that take turns. */
import { cp, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { median } from "simple-statistics";
import { packageRoot } from "../../src/config/project.js";
import { caseOf, type Measuring } from "../measuring.js";
import { installedSpec } from "./installed.js";

const compiled = join(packageRoot(), "dist");
const script = join("scripts", "selfcheck", "bare-get-many.js");
const entity = join("entities", "employee.js");

/** Processor time of getMany in ms, one figure a process, pair by pair. */
export interface ByHand {
  readonly baseline: readonly number[];
  readonly candidate: readonly number[];
}

/** Installs a TypeORM, and the same pg for all, into a new folder with the bare script beside them. */
export async function installBare(folder: string, spec: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }));
  await execa("npm", ["install", "--no-audit", "--no-fund", spec, installedSpec("pg")], { cwd: folder });
  for (const file of [script, entity]) await cp(join(compiled, file), join(folder, file));
  return join(folder, script);
}

/** Processor time of one getMany in a bare process of its own, in ms. */
export async function cpuByHand(script: string, rows: number, { context }: Measuring): Promise<number> {
  const wish = { call: { id: "typeorm/get-many", options: {} }, rows };
  const { warmup, dataSet } = context(wish).dataSetsOf(caseOf(wish));
  const args = [warmup.url, warmup.schema, dataSet.url, dataSet.schema];
  return Number((await execa(process.execPath, [script, ...args])).stdout);
}

/** Runs two bare scripts in turn, `pairs` times each, the one that goes first changing. */
export async function measureByHand(
  [baseline, candidate]: readonly [string, string],
  rows: number,
  pairs: number,
  measuring: Measuring,
): Promise<ByHand> {
  const cpu = (script: string): Promise<number> => cpuByHand(script, rows, measuring);
  const figures = { baseline: [] as number[], candidate: [] as number[] };
  for (let pair = 0; pair < pairs; pair++) {
    if (pair % 2 === 0) figures.baseline.push(await cpu(baseline));
    figures.candidate.push(await cpu(candidate));
    if (pair % 2 === 1) figures.baseline.push(await cpu(baseline));
  }
  return figures;
}

/** Median of the candidate's processor time ÷ that of the baseline's. */
export const ratioOf = ({ baseline, candidate }: ByHand): number => median([...candidate]) / median([...baseline]);
