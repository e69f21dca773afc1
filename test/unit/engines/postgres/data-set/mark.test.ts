import { isMark, mark } from "../../../../../src/engines/postgres/data-set/mark.js";

test("what ormeter writes is its mark, and so is the record that older versions wrote on a table", () => {
  expect(isMark(mark)).toBe(true);
  expect(isMark('ormeter data set {"version":1,"rows":1000,"digest":"3490a0bdd6bd7916","bytes":139264}')).toBe(true);
});

test("nobody's own comment is its mark, whatever it says of ormeter", () => {
  for (const comment of [undefined, null, "", "for ormeter", "ormeter data set of ours", ` ${mark}`]) {
    expect(isMark(comment)).toBe(false);
  }
});
