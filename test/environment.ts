import { runInContext } from "node:vm";
import { TestEnvironment } from "jest-environment-node";

/**
 * Node's, with some globals where they are found at once. A context looks a global up by asking its host object, which
 * takes many times as long as what simulations do with it; what a script declares is found before that.
 */
export default class Environment extends TestEnvironment {
  constructor(...args: ConstructorParameters<typeof TestEnvironment>) {
    super(...args);
    if (this.context) runInContext("const { Array, Map, Math, Number, Object, Set } = globalThis;", this.context);
  }
}
