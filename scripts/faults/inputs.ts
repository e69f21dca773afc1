/** Faults of what others wrote: texts that steer a terminal, names that every object has, patterns that never load. */
import { chmod, mkdir, readFile, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { words, type CommandEnd } from "./commands.js";
import type { Came, Fault, FaultGroup } from "./fault.js";
import { addPattern, install } from "./installation.js";
import { measuredProject, read } from "./measured-project.js";
import { query } from "../query.js";
import { password, type Servers } from "./server.js";

/** Clears a screen, paints it red by a control character of eight bits, and turns the reading direction round. */
const steering = "a\u001b[2J\u009b31m\u202eb";

/** Whether a command's output holds nothing but text and line breaks. */
const isPlain = ({ stdout, stderr }: CommandEnd): boolean =>
  !/[\p{Cc}\u202a-\u202e]/u.test(`${stdout}${stderr}`.replaceAll(/\r?\n/g, ""));

/** A text that would steer a terminal, somewhere; the command ends as it should and shows what is seen of it. */
const steers = (where: string, code: number, run: (servers: Servers) => Promise<CommandEnd>): Fault => ({
  forced: `terminal escapes in ${where}`,
  expected: `exit ${String(code)}, nothing that a terminal obeys`,
  force: async (servers) => {
    const end = await run(servers);
    const plain = isPlain(end);
    return {
      ok: end.code === code && plain,
      came: `${JSON.stringify(words(end).slice(-300))}${plain ? "" : " RAW ESCAPES"}`,
    };
  },
});

/** Runs a command on a measured project whose result was changed. */
const onChanged =
  (change: (json: string) => string, ...args: string[]) =>
  async (servers: Servers): Promise<CommandEnd> => {
    const cwd = await measuredProject(servers);
    const file = join(cwd, "run", "result.json");
    await writeFile(file, change(await readFile(file, "utf8")));
    return servers.ormeter(args, { cwd });
  };

/** As it stands between the quotes of JSON. */
const inJson = JSON.stringify(steering).slice(1, -1);
const renamed = (to: string) => (json: string) => json.replaceAll(`"pg/query`, `"${to}`);
/** Every id of the case, and it alone, is a name that objects inherit. */
const caseCalled = (name: string) => (json: string) => json.replaceAll(/"pg\/query [^"]*"/g, `"${name}"`);

/** A pattern that is never loaded to its end: it is named, and the others aren't blamed. */
const neverLoads = (forced: string, source: string, says: RegExp): Fault => ({
  forced: `a pattern that ${forced} at import`,
  expected: `exit 2, names bench/pg/odd.ts, ${String(says)}`,
  force: async (servers) => {
    const { folder, line } = await install(servers);
    await addPattern(folder, "odd", source);
    const args = [...read, "--patterns=pg/copy,pg/odd,pg/query", "--timeout=5"];
    const end = await servers.ormeter(args, { cwd: folder, line });
    return {
      ok: end.code === 2 && end.stderr.includes("bench/pg/odd.ts") && says.test(end.stderr),
      came: words(end),
    };
  },
});

/** What a session of somebody's holds while a command runs; released when it has said that it waits, or has ended. */
const heldBy = (forced: string, sql: string, code: number, says: RegExp): Fault => ({
  forced,
  expected: `exit ${String(code)}, ${String(says)}`,
  force: async (servers): Promise<Came> => {
    const server = await servers.postgres();
    const bench = [...read, `--url=${server.url()}`];
    await servers.ormeter(bench);
    // Has it made anew.
    await query(server.url(), "UPDATE ormeter_employees_1000.employees SET notes = 'changed' WHERE id = 1");
    const holder = new pg.Client({ connectionString: server.url(), application_name: "their service" });
    await holder.connect();
    await holder.query(`BEGIN; ${sql}`);
    const command = servers.start(bench);
    await command.says("their service");
    await sleep(200);
    await holder.end();
    const end = await command.ended;
    await server.stop();
    return { ok: end.code === code && says.test(end.stderr), came: end.stderr.slice(0, 300) };
  },
});

const viaSocket: Fault = {
  forced: "--url postgresql://user:password@/database?host=/folder/of/the/socket",
  expected: "exit 0",
  force: async (servers) => {
    const folder = servers.project();
    await chmod(folder, 0o777);
    const server = await servers.postgres({ settings: [`unix_socket_directories = '${folder}'`] });
    const url = `postgresql://postgres:${password}@/postgres?host=${folder}&port=${String(server.port)}`;
    const end = await servers.ormeter([...read, `--url=${url}`]);
    await server.stop();
    return { ok: end.code === 0 && !`${end.stdout}${end.stderr}`.includes(password), came: words(end) };
  },
};

/** `npm run bench` where TypeScript isn't installed. */
const withoutTypeScript = (forced: string, edited: boolean): Fault => ({
  forced: `npm ci --omit=dev && npm run bench${forced}`,
  expected: edited ? "exit 2, says that TypeScript is missing" : "exit 0",
  force: async (servers) => {
    const { folder } = await install(servers);
    const now = new Date();
    if (edited) await utimes(join(folder, "src", "cli.ts"), now, now);
    const [, ...flags] = read;
    const end = await servers.ormeter(flags, { cwd: folder, line: ["npm", "run", "bench", "--"] });
    const said = end.stderr.includes("TypeScript isn't installed here");
    return { ok: edited ? end.code === 2 && said : end.code === 0, came: words(end) };
  },
});

export const inputs: FaultGroup = {
  name: "inputs",
  faults: [
    steers(
      "an unknown key of a result",
      0,
      onChanged((json) => json.replace("{", `{"${inJson}": 1,`), "report", "run"),
    ),
    steers(
      "a value of a result",
      2,
      onChanged((json) => json.replace('"complete"', `"${inJson}"`), "report", "run"),
    ),
    steers(
      "what isn't JSON",
      2,
      onChanged((json) => steering + json, "report", "run"),
    ),
    steers(
      "a pattern's name in a result that is compared",
      0,
      onChanged(renamed(`${inJson}/x`), "compare", "run", "run"),
    ),
    steers(
      "a pattern's name in a result as Markdown",
      0,
      onChanged(renamed(`${inJson}/x`), "report", "run", "--format=markdown"),
    ),
    steers(
      "a pattern's name in a result as CSV",
      0,
      onChanged(renamed(`${inJson}/x`), "report", "run", "--format=csv"),
    ),
    steers(
      "a pattern's name in a result as JSON",
      0,
      onChanged(renamed(`${inJson}/x`), "compare", "run", "run", "--json"),
    ),
    steers("a folder's name that history meets", 4, async (servers) => {
      const cwd = servers.project();
      await mkdir(join(cwd, "results", steering), { recursive: true });
      await writeFile(join(cwd, "results", steering, "result.json"), "{}");
      return servers.ormeter(["history"], { cwd });
    }),
    steers("the error of a pattern's import", 2, async (servers) => {
      const { folder, line } = await install(servers);
      await addPattern(folder, "odd", `throw new Error(${JSON.stringify(steering)});`);
      return servers.ormeter([...read, "--patterns=pg/odd"], { cwd: folder, line });
    }),
    ...[`--patterns=${steering}`, `--${steering}`, `--baseline=${steering}`, `--url=${steering}`].map((flag) =>
      steers(JSON.stringify(flag).replace(/=.*|a\\u.*/, "=…"), 2, (servers) => servers.ormeter(["bench", flag])),
    ),
    ...["constructor", "__proto__", "toString"].flatMap((name) =>
      [["--svg=new"], []].map((flags): Fault => ({
        forced: `report ${flags.join(" ")} of a result with a case called ${name}`,
        expected: "exit 0",
        force: async (servers) => {
          const end = await onChanged(caseCalled(name), "report", "run", ...flags)(servers);
          return { ok: end.code === 0, came: words(end) };
        },
      })),
    ),
    neverLoads("exits", "process.exit(0);", /it exited with code 0/),
    neverLoads("exits with 7", "process.exit(7);", /it exited with code 7/),
    neverLoads("loops", "for (;;);", /ran past its time limit/),
    neverLoads("never settles", "setInterval(() => {}, 1000); await new Promise(() => {});", /ran past its time limit/),
    neverLoads("awaits what nothing keeps alive", "await new Promise(() => {});", /ran past its time limit/),
    neverLoads("is killed", `process.kill(process.pid, "SIGKILL");`, /SIGKILL/),
    viaSocket,
    heldBy(
      "another's lock on the data set's table",
      "LOCK TABLE ormeter_employees_1000.employees IN ACCESS SHARE MODE",
      0,
      /Waiting for .*their service.* to release/,
    ),
    heldBy(
      "another's advisory lock of ormeter's number",
      `SELECT pg_advisory_xact_lock(${String(0x6f726d65)}, ${String(0x746572)})`,
      2,
      /Another ormeter is at work on this server: .*their service/,
    ),
    withoutTypeScript("", false),
    withoutTypeScript(" after an edit", true),
  ],
};
