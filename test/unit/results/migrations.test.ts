import { migrate, type Step } from "../../../src/results/migrations.js";

describe("A result of an older schema", () => {
  const steps = new Map<number, Step>([
    [1, ({ duration, ...rest }) => ({ ...rest, milliseconds: duration })],
    [2, (content) => ({ ...content, trials: [] })],
  ]);

  test("goes through every step from its version to this one's", () => {
    expect(migrate({ schemaVersion: 1, duration: 5 }, 1, 3, steps)).toEqual({
      schemaVersion: 3,
      milliseconds: 5,
      trials: [],
    });
    expect(migrate({ schemaVersion: 2 }, 2, 3, steps)).toEqual({ schemaVersion: 3, trials: [] });
  });

  test("stays as it is where it is up to date", () => {
    const content = { schemaVersion: 3, duration: 5 };
    expect(migrate(content, 3, 3, steps)).toBe(content);
  });

  test.each([0, 4, 1.5, NaN])("of version %p, which no step starts from, isn't guessed at", (version) => {
    expect(migrate({ schemaVersion: version }, version, 3, steps)).toBeUndefined();
  });
});
