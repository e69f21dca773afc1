/**
 * Generates the client of the models into the @prisma/client that is installed, which it must fit:
 * https://www.prisma.io/docs/orm/prisma-client/setup-and-configuration/generating-prisma-client. Nothing is asked of a network.
 */
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import process from "node:process";

const manifest = createRequire(import.meta.url).resolve("prisma/package.json");
const { version, bin } = JSON.parse(readFileSync(manifest, "utf8"));
const folder = import.meta.dirname;
let schema = join(folder, "schema.prisma");

if (Number.parseInt(version, 10) < 7) {
  // Until 7 a schema had to name a server, though a client with an adapter asks it nothing; from 7 on it may not.
  const text = readFileSync(schema, "utf8").replace('provider = "postgresql"', '$&\n  url      = "postgresql://"');
  schema = join(dirname(schema), "with-url.prisma");
  writeFileSync(schema, text);
}

const { status } = spawnSync(
  process.execPath,
  [join(dirname(manifest), bin.prisma), "generate", "--schema", schema, "--no-hints"],
  {
    cwd: folder,
    stdio: "inherit",
    env: {
      ...process.env,
      // The CLI fetches engines that generating doesn't use, unless it is told where they are: any file that is there does.
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_QUERY_ENGINE_LIBRARY: process.execPath,
      // Nor is it to look for a newer version of itself.
      CHECKPOINT_DISABLE: "1",
    },
  },
);
process.exitCode = status ?? 1;
