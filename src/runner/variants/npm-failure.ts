/** What npm says when it fails, made a sentence. Pure. */
import { homedir } from "node:os";
import { z } from "zod";
import { withoutCredentials } from "../../config/server-url.js";
import { UsageError } from "../../errors.js";

/** npm ended with an error. */
export class NpmFailure extends Error {
  override readonly name = "NpmFailure";
  /**
   * @param code npm's own, such as E404; git's exit code where git failed.
   * @param reason npm's reason in one line, without a full stop.
   */
  constructor(
    readonly code: string,
    readonly reason: string,
  ) {
    super(reason);
  }
}

/** What `--json` has npm print when it fails. */
const report = z.object({
  error: z.object({
    code: z.union([z.string(), z.number()]).catch(""),
    summary: z.string().catch(""),
    detail: z.string().catch(""),
  }),
});

/** Reads npm's reason from what it wrote; from its log lines where it wrote no JSON. */
export function readNpmFailure(stdout: string, stderr: string): NpmFailure {
  const parsed = report.safeParse(parseJson(stdout));
  if (!parsed.success) {
    const code = /^npm (?:error|ERR!) code (\S+)/m.exec(stderr)?.[1] ?? "";
    return new NpmFailure(code, clean(lastLines(stderr)));
  }
  const { code, summary, detail } = parsed.data.error;
  const missing = /^Found: (\S+)@undefined$/m.exec(detail)?.[1];
  // What has peers and isn't there is told as a conflict with a version that isn't one.
  if (missing !== undefined) return new NpmFailure("ETARGET", `No matching version found for ${missing}`);
  const reason = conflict(detail) ?? /^fatal: (.+)$/m.exec(detail)?.[1] ?? summary;
  return new NpmFailure(String(code), clean(reason === "" ? lastLines(stderr) : reason));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The two sides of a peer conflict, out of the tree that npm draws of it. */
function conflict(detail: string): string | undefined {
  const found = /^Found: (\S+)$/m.exec(detail)?.[1];
  const wanted = /^Could not resolve dependency:\n(.+)$/m.exec(detail)?.[1];
  return found === undefined || wanted === undefined ? undefined : `found ${found}, could not resolve ${wanted}`;
}

/** npm's last lines that say something: neither codes, nor stacks, nor where its log is. */
function lastLines(stderr: string): string {
  const said = [...stderr.matchAll(/^npm (?:error|ERR!) (.+)$/gm)]
    .map(([, line = ""]) => line.trim())
    .filter((line) => !/^(?:code|errno|syscall|path|at|A complete log|\S+:) |^[{}]|^\d+$/.test(line));
  return said.slice(-2).join("; ") || (stderr.trim().split("\n").at(-1) ?? "") || "it said nothing";
}

/** One line, without the name of an error's class, credentials, and where this user's files are. */
const clean = (reason: string): string =>
  withoutCredentials(reason)
    .replaceAll(homedir(), "~")
    .replace(/^(?:\w*Error|\w+_\w+): /, "")
    .replaceAll(/\s+/g, " ")
    .trim()
    .replace(/\.$/, "");

const unreachable =
  /^(?:ENOTFOUND|EAI_AGAIN|ECONN\w+|E?TIMEDOUT|ETIMEDOUT|ENETUNREACH|ENETDOWN|EHOSTUNREACH|EIDLETIMEOUT|ERR_SOCKET_TIMEOUT|EPIPE|E5\d\d)$/;

/** Whether the registry, or another host, couldn't be asked: what npm keeps on disk may do. */
export const isNetworkFailure = ({ code }: NpmFailure): boolean => unreachable.test(code);

const broken = /^(?:TAR_\w+|Z_\w+|ZLIB\w*|EINTEGRITY|EJSONPARSE|ENOPACKAGEJSON)$/;

/**
 * The sentence for a user.
 *
 * @param what was asked for, as the user wrote it; paths of ours in npm's reason are taken from `paths`.
 */
export function explainNpmFailure(
  failure: NpmFailure,
  what: string,
  paths: readonly (readonly [path: string, text: string])[] = [],
): UsageError {
  const reason = paths.reduce((text, [path, name]) => text.replaceAll(path, name), failure.reason);
  return new UsageError(sentence(failure, what, reason), { cause: failure });
}

function sentence(failure: NpmFailure, what: string, reason: string): string {
  if (isNetworkFailure(failure)) {
    return `${what} isn't installed yet, and npm can't reach where it comes from (${reason}). Try again with a network.`;
  }
  if (failure.code === "ERESOLVE") {
    return `${what} can't be installed, since its packages don't fit each other (npm: ${reason}). Name versions that do.`;
  }
  if (broken.test(failure.code)) return `${what} is no package that npm can unpack (npm: ${reason}).`;
  return `${what} can't be installed (npm: ${reason}).`;
}
