/** What matchers and the test runners that call them say to each other: jest and vitest agree on it. */

/** What a test runner tells its matchers. */
export interface Context {
  readonly isNot?: boolean | undefined;
  readonly testPath?: string | undefined;
}

/** What a matcher tells its test runner. */
export interface Matched {
  readonly pass: boolean;
  readonly message: () => string;
}

/** What the matcher is told. */
export interface Verdict {
  /** `unknown`: neither that it is within its bounds can be said, nor that it isn't. */
  readonly kind: "within" | "beyond" | "unknown";
  readonly message: string;
}

/** How an assertion is measured. */
export interface AssertionOptions {
  /** Trials, each in a fresh process; 1 unless given, or 3 where a bound is on a noisy metric. */
  readonly rounds?: number;
}
