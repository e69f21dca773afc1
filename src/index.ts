/**
 * What a project imports from "ormeter": how it declares what is read, by which ORM, and how. Light on purpose, since the
 * measured process loads it too.
 */
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
  type RowAccess,
} from "./trial/pattern.js";
