import fc from "fast-check";
import { layOutBlocks, type Sized } from "../../../../src/report/terminal/block-layout.js";

const column = (group: string, width: number): Sized => ({ group, width });
const widths = (blocks: Sized[][]) => blocks.map((block) => block.map(({ width }) => width));

test("What fits stands in one block", () => {
  expect(widths(layOutBlocks([column("a", 5), column("b", 3)], 12, 2))).toEqual([[5, 3]]);
});

test("A group that doesn't fit any more opens a block of its own", () => {
  expect(widths(layOutBlocks([column("a", 5), column("b", 3), column("b", 3)], 14, 2))).toEqual([[5], [3, 3]]);
});

test("A group that fits nowhere whole is split, and what comes next fills up the last block", () => {
  const columns = [column("a", 5), column("a", 5), column("a", 5), column("b", 4)];
  expect(widths(layOutBlocks(columns, 14, 2))).toEqual([
    [5, 5],
    [5, 4],
  ]);
});

test("A column that is too wide for any block stands alone", () => {
  expect(widths(layOutBlocks([column("a", 99), column("a", 1)], 10, 2))).toEqual([[99], [1]]);
});

test("No column is lost, moved or put where it doesn't fit", () => {
  const anyColumn = fc.record({ group: fc.constantFrom("a", "b", "c"), width: fc.integer({ min: 1, max: 30 }) });
  fc.assert(
    fc.property(fc.array(anyColumn), fc.integer({ min: 10, max: 60 }), (columns, room) => {
      const blocks = layOutBlocks(columns, room, 2);
      expect(blocks.flat()).toEqual(columns);
      for (const block of blocks) {
        expect(block.length).toBeGreaterThan(0);
        const width = block.reduce((sum, each) => sum + 2 + each.width, 0);
        expect(block.length === 1 || width <= room).toBe(true);
      }
    }),
    { seed: 20_260_701 },
  );
});
