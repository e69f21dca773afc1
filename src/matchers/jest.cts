/** `import "ormeter/jest"`: teaches jest's `expect` the matcher, and TypeScript what it is. */
import type { AssertionOptions, ReadBounds } from "./index.js" with { "resolution-mode": "import" };
import exported = require("./index.cjs");

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- jest's own
  namespace jest {
    // eslint-disable-next-line @typescript-eslint/no-unused-vars, @typescript-eslint/no-empty-object-type -- jest's own
    interface Matchers<R, T = {}> {
      toReadWithin(bounds: ReadBounds, options?: AssertionOptions): Promise<R>;
    }
  }
}

// eslint-disable-next-line @typescript-eslint/ban-ts-comment -- an error only where there is none
/** @ts-ignore Where there is no such package, nobody has its types to be added to. */
declare module "expect" {
  // eslint-disable-next-line @typescript-eslint/no-unused-vars -- its own
  interface Matchers<R extends void | Promise<void>, T = unknown> {
    toReadWithin(bounds: ReadBounds, options?: AssertionOptions): Promise<R>;
  }
}

const { expect } = globalThis as { readonly expect?: { readonly extend: (matchers: object) => void } };
if (expect === undefined) {
  throw new Error(
    'ormeter/jest adds to jest\'s global expect, and there is none: import it, and call expect.extend(matchers) of "ormeter/matchers".',
  );
}
expect.extend(exported.matchers);
