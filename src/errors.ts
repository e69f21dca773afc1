/**
 * What the user can fix: a wrong value, an unreachable server, a full disk. The command ends with exit code 2 and
 * shows the message alone, without a stack.
 *
 * The message is one or two sentences: what happened, what was received, what to do. It holds no credentials.
 */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
