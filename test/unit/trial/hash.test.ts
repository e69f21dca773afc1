import { dayNumber, mix, mixNull, mixNumber, mixText } from "../../../src/trial/hash.js";

/** MurmurHash3's finalisation, which turns steps of `mix` into the published function. */
function murmur3(text: string, seed: number): number {
  const bytes = Buffer.from(text, "latin1");
  let hash = seed | 0;
  for (let at = 0; at < bytes.length; at += 4) hash = mix(hash, bytes.readInt32LE(at));
  hash ^= bytes.length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

test.each([
  ["test", 0, 0xba6bd213],
  ["test", 0x9747b28c, 0x704b81dc],
  ["aaaa", 0x9747b28c, 0x5a97808a],
  ["abcd", 0x9747b28c, 0xf0478627],
])("Steps of mix make the published MurmurHash3 of %s", (text, seed, expected) => {
  expect(murmur3(text, seed)).toBe(expected);
});

test.each([
  ["", 0x811c9dc5],
  ["a", 0xe40c292c],
  ["foobar", 0xbf9cf968],
])("Text %j is folded as the published FNV-1a does, then mixed with its length", (text, fnv) => {
  expect(mixText(5, text)).toBe(mix(mix(5, fnv), text.length));
});

test("Both words of a double count", () => {
  const hash = mixNumber(1, 1);
  expect(mixNumber(1, 1 + Number.EPSILON)).not.toBe(hash);
  expect(mixNumber(1, -1)).not.toBe(hash);
  expect(mixNumber(1, 1)).toBe(hash);
});

test("Null is told from 0, from empty text and from the text null", () => {
  const others = [mix(7, 0), mixNumber(7, 0), mixText(7, ""), mixText(7, "null")];
  expect(others).not.toContain(mixNull(7));
});

test("A day is one number that sorts as days do", () => {
  expect(dayNumber(2026, 1, 31)).toBe(20_260_131);
  expect(dayNumber(1, 12, 31)).toBeLessThan(dayNumber(2, 1, 1));
});
