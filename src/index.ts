/**
 * What a project imports from "ormeter": how it declares what is read, by which ORM, and how. Light on purpose, since the
 * measured process loads it too.
 */
export {
  defineClient,
  type Client,
  type Connection,
  type ConnectRequest,
  type EntityDescription,
  type LoadableSource,
  type NodeClient,
  type OwnDescription,
  type OwnSource,
  type PackageRule,
  type PythonClient,
  type QueryDescription,
} from "./trial/client.js";
export {
  aliasedKeys,
  columnKeys,
  definePattern,
  entityKeys,
  type Column,
  type ColumnKind,
  type Pattern,
  type PatternOption,
  type ReadContext,
  type ReadWorkload,
  type Relation,
  type RowAccess,
  type RowShape,
  type Yields,
} from "./trial/pattern.js";
export type { OwnReadContext } from "./trial/own-function.js";
export { readOnlyPool } from "./trial/pools.js";
export { defineConfig, type Config } from "./project/config.js";
export { defineWorkload, type Ask, type LoadRequest, type Workload } from "./project/workload.js";
