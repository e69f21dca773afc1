/** Fits the columns of a table into a given width, in one block or in several below each other. */

/** A column as wide as it is drawn, without the gap before it; columns of one `group` stay together if they can. */
export interface Sized {
  readonly width: number;
  readonly group: string;
}

/**
 * Distributes columns over blocks, in their order, each block at most `room` wide, gaps included. A group that fits
 * nowhere whole is split; a column that is too wide for any block gets one of its own.
 *
 * @returns blocks of at least one column
 */
export function layOutBlocks<Column extends Sized>(columns: readonly Column[], room: number, gap: number): Column[][] {
  const blocks: Column[][] = [];
  let free = 0;
  const append = (parts: readonly Column[], opensBlock: boolean) => {
    if (opensBlock) {
      blocks.push([]);
      free = room;
    }
    blocks.at(-1)?.push(...parts);
    free -= widthOf(parts, gap);
  };
  for (const group of consecutiveGroups(columns)) {
    if (widthOf(group, gap) <= free) append(group, false);
    else if (widthOf(group, gap) <= room) append(group, true);
    else group.forEach((column, index) => append([column], index === 0 || widthOf([column], gap) > free));
  }
  return blocks;
}

function consecutiveGroups<Column extends Sized>(columns: readonly Column[]): Column[][] {
  const groups: Column[][] = [];
  for (const column of columns) {
    const last = groups.at(-1);
    if (last?.[0]?.group === column.group) last.push(column);
    else groups.push([column]);
  }
  return groups;
}

function widthOf(columns: readonly Sized[], gap: number): number {
  return columns.reduce((sum, { width }) => sum + gap + width, 0);
}
