/** `import "ormeter/vitest"`: teaches vitest's `expect` the matcher, and TypeScript what it is. */
import exported from "./index.cjs";
import type { ReadBounds } from "./bounds.js";
import type { AssertionOptions } from "./runner.js";

// eslint-disable-next-line @typescript-eslint/ban-ts-comment -- an error only where there is none
/** @ts-ignore Where there is no such package, nobody has its types to be added to. */
declare module "vitest" {
  // eslint-disable-next-line @typescript-eslint/no-unused-vars, @typescript-eslint/no-explicit-any -- its own
  interface Assertion<T = any> {
    toReadWithin(bounds: ReadBounds, options?: AssertionOptions): Promise<void>;
  }
}

/** By a name that the compiler doesn't look for: it is the user's, and not installed here. */
const packageName = ["vitest"].join("");
const { expect } = (await import(packageName)) as { readonly expect: { readonly extend: (matchers: object) => void } };
expect.extend(exported.matchers);
