/** One bench on the shop's table, and whether all came as it should. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { readResult } from "../../src/results/store.js";
import type { Result } from "../../src/results/schema.js";
import { digestDifference, userDigest } from "../../test/support/user-digest.js";
import type { Came } from "../faults/fault.js";
import { password, type Postgres, type Servers } from "../faults/server.js";
import { makeShopProject } from "./shop.js";

/** How the shop is read. */
export interface ReadingWish {
  /** The reader's. */
  readonly url: string;
  /** Whether statements are counted; or how the reason begins. */
  readonly counted?: true | string;
  readonly flags?: readonly string[];
  /** Whether a pooler is in between, which keeps its connections. */
  readonly isPooled?: boolean;
}

const reads = ["--entity=Order", "--patterns=typeorm/find,typeorm/cursor-fetch,pg/copy", "--rounds=1", "--out=run"];

/** Reads, and looks at what came of it: the data, the statements, the user's server, and what was written. */
export async function readShop(
  servers: Servers,
  server: Postgres,
  { url, counted = true, flags = [], isPooled = false }: ReadingWish,
): Promise<Came> {
  const admin = server.url("postgres", "shop");
  const before = await userDigest(admin);
  const cwd = await makeShopProject(servers);
  const args = ["bench", "--data-source=data-source.ts", ...reads, `--url=${url}`, ...flags];
  const end = await servers.ormeter(args, { cwd });
  const difference = digestDifference(before, await userDigest(admin));
  const sessions = await server.query<{ name: string }>(
    `SELECT application_name AS name FROM pg_stat_activity
     WHERE application_name LIKE 'ormeter%' AND (xact_start IS NOT NULL OR ${String(!isPooled)})`,
  );
  const wrong = [
    ...(end.code === 0 ? [] : [`it ended with ${String(end.code)}: ${end.stderr.slice(-400)}`]),
    ...(end.code === 0 ? faultsOf(await readResult(join(cwd, "run")), counted) : []),
    ...(difference.lost.length + difference.gained.length === 0
      ? []
      : [`the server has changed: ${JSON.stringify(difference).slice(0, 300)}`]),
    ...(sessions.length === 0 ? [] : [`sessions are left: ${sessions.map(({ name }) => name).join(", ")}`]),
    ...(await leaks(join(cwd, "run"), [end.stdout, end.stderr])),
  ];
  return wrong.length > 0
    ? { ok: false, came: wrong.join("; ") }
    : { ok: true, came: "read, with equal data; the server is as it was, and nothing of it was printed" };
}

function faultsOf({ trials, equivalence }: Result, counted: true | string): string[] {
  return [
    ...(equivalence.kind === "same" ? [] : [`the data is ${equivalence.kind}`]),
    ...trials.flatMap(({ case: id, outcome }) => {
      if (outcome.kind !== "completed") return [`${id} ${outcome.kind}: ${outcome.message}`];
      const { statements } = outcome;
      if (counted === true) return "absent" in statements ? [`${id}: ${statements.absent}`] : [];
      const said = "absent" in statements ? statements.absent : "they were counted";
      return said.startsWith(counted) ? [] : [`${id}: of the statements it says "${said}"`];
    }),
  ];
}

/** What was printed of the user's: a value of the table, or the password. */
async function leaks(run: string, said: readonly string[]): Promise<string[]> {
  const names = await readdir(run).catch(() => []);
  const texts = [...said, ...(await Promise.all(names.map((name) => readFile(join(run, name), "utf8"))))];
  return ["SENTINEL", password].flatMap((secret) =>
    texts.some((text) => text.includes(secret)) ? [`"${secret}" was printed`] : [],
  );
}
