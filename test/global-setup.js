/** Before all tests of a run: a folder for what several of them use (test/integration/cluster.ts). */
import { chmod, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";

export default async function () {
  const folder = await mkdtemp(join(tmpdir(), "ormeter-shared-"));
  // Open to the user that the server runs as where the tests run as root.
  await chmod(folder, 0o755);
  process.env.ORMETER_TEST_SHARED = folder;
}
