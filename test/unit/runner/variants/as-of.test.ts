import { outOfOrder } from "../../../../src/runner/variants/as-of.js";

const times = {
  created: "2020-01-01T00:00:00.000Z",
  modified: "2026-01-01T00:00:00.000Z",
  "8.10.5": "2024-05-01T00:00:00.000Z",
  "8.11.0": "2023-05-01T00:00:00.000Z",
  "8.11.1": "2023-06-01T00:00:00.000Z",
  "8.12.0": "2023-05-15T00:00:00.000Z",
};

test("Dates that grow along a line of patches are taken for those of publication, whatever other lines have", () => {
  for (const version of ["8.11.0", "8.11.1", "8.12.0", "8.10.5"]) {
    expect(outOfOrder("pg", version, times)).toBeUndefined();
  }
});

test("A later patch with an earlier date shows that a registry's dates are others", () => {
  expect(outOfOrder("pg", "8.11.0", { ...times, "8.11.1": "2023-04-01T00:00:00.000Z" })).toBe(
    "the registry has pg 8.11.1 from before 8.11.0, so its dates aren't those of publication",
  );
});
