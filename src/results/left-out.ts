/** Patterns that were asked for and can't be read, each with its reason. Pure. */
import { folderOf } from "../project/packages.js";
import type { LeftOut, Result } from "./schema.js";

/** All of a result's: those that nothing here can read with, and those that can't read the user's own rows. */
export const leftOutOf = ({ leftOut = [], dataSet: { own } }: Pick<Result, "dataSet" | "leftOut">): LeftOut[] => [
  ...leftOut,
  ...(own?.leftOut ?? []),
];

/** What goes under one name, and why it isn't read: the rest of a sentence. */
export interface LeftOutTogether {
  /** A pattern, or a folder all of whose patterns were left out for one reason. */
  readonly name: string;
  readonly isFolder: boolean;
  readonly why: string;
}

/**
 * A folder in place of its patterns, where none of them is read and all for one reason.
 *
 * @param read the patterns that are read.
 */
export function leftOutTogether(leftOut: readonly LeftOut[], read: readonly string[]): LeftOutTogether[] {
  const isWhole = (folder: string): boolean =>
    !read.some((id) => folderOf(id) === folder) &&
    new Set(leftOut.filter(({ pattern }) => folderOf(pattern) === folder).map(({ why }) => why)).size === 1;
  const named = leftOut.map(({ pattern, why }) => {
    const folder = folderOf(pattern);
    const isFolder = isWhole(folder);
    return { name: isFolder ? folder : pattern, isFolder, why };
  });
  return named.filter(({ name }, index) => named.findIndex((other) => other.name === name) === index);
}
