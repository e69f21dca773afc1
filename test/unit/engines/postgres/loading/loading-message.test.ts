import { loadingMessage, parseLoadingMessage } from "../../../../../src/engines/postgres/loading/loading-message.js";

test("the figures in a loading message are read back out of it", () => {
  expect(parseLoadingMessage(loadingMessage(50_000, 1_000_000))).toEqual({ rows: 50_000, of: 1_000_000 });
});

test.each([
  "",
  "Loaded many of 10 employees.",
  "x Loaded 1 of 2 employees.",
  "Migration SeedEmployees has been executed",
])("any other message has none: %j", (message) => {
  expect(parseLoadingMessage(message)).toBeUndefined();
});
