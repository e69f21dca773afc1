import { loadedIn, loadingMessage } from "../../../migrations/loading-message.js";

test("the rows in a loading message are read back out of it", () => {
  expect(loadedIn(loadingMessage(50_000, 1_000_000))).toBe(50_000);
});

test.each(["", "Loaded many of 10 rows.", "x Loaded 1 of 2 rows.", "Migration SeedEmployees has been executed"])(
  "any other message has none: %j",
  (message) => {
    expect(loadedIn(message)).toBeUndefined();
  },
);
