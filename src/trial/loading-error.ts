/** What it means where a file of the user's can't be loaded. */

/** What is thrown by what reaches for a network. */
const ofNetwork = /^(ECONNREFUSED|ECONNRESET|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|28P01|28000|3D000)$/;

/** The first line of what a file threw, which may be anything. */
export const reasonOf = (thrown: unknown): string =>
  (thrown instanceof Error ? thrown.message : String(thrown)).split("\n", 1).join();

/** An error with a sentence on what the file did when it was loaded. */
export function loadingError(cause: unknown): Error {
  return new Error(sentence(codeOf(cause), reasonOf(cause)), { cause });
}

/** The code of an error that has one: of Node's, of a system's, of a server's. */
export function codeOf(thrown: unknown): string {
  const { code } = Object(thrown) as { readonly code?: unknown };
  return typeof code === "string" ? code : "";
}

function sentence(code: string, reason: string): string {
  if (code === "MODULE_NOT_FOUND" || code === "ERR_MODULE_NOT_FOUND") {
    const [, name = ""] = /Cannot find (?:module|package) '([^']+)'/.exec(reason) ?? [];
    if (name !== "" && !/^[./]|^file:/.test(name)) {
      return `It imports "${name}", which isn't installed in this project, nor a path alias of its tsconfig.json's.`;
    }
  }
  if (ofNetwork.test(code)) {
    return (
      `It connects by itself when it is loaded (${reason}): export the DataSource from a file that doesn't, ` +
      `and connect in one that imports it.`
    );
  }
  return `It ends with an error when it is loaded: ${reason.replace(/\.?$/, ".")}`;
}
