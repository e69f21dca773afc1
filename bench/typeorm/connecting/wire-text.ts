/** Values of parameters as the pg driver sends them: always text, or null. */

/**
 * The text that pg makes of a value.
 *
 * @throws Error with a sentence for what it can't be made of
 */
export function wireText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return dateText(value);
  if (value instanceof Uint8Array) return `\\x${Buffer.from(value).toString("hex")}`;
  if (Array.isArray(value)) return arrayText(value);
  if (typeof value !== "object") return `${value as string | number | boolean | bigint}`;
  const own = (value as { readonly toPostgres?: (prepare: typeof wireText) => unknown }).toPostgres;
  return typeof own === "function" ? wireText(own.call(value, wireText)) : JSON.stringify(value);
}

function arrayText(values: readonly unknown[]): string {
  const elements = values.map((value) => {
    if (Array.isArray(value)) return arrayText(value);
    const text = wireText(value);
    return text === null ? "NULL" : `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
  });
  return `{${elements.join(",")}}`;
}

const digits = (value: number, count: number): string => String(value).padStart(count, "0");

/** By the clock on the wall, with its distance from UTC, which a column without a zone leaves out. */
function dateText(date: Date): string {
  const minutes = -date.getTimezoneOffset();
  const year = date.getFullYear();
  const day = [digits(year > 0 ? year : 1 - year, 4), digits(date.getMonth() + 1, 2), digits(date.getDate(), 2)];
  const time = [date.getHours(), date.getMinutes(), date.getSeconds()].map((each) => digits(each, 2));
  const distance = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60].map((each) => digits(each, 2));
  return (
    `${day.join("-")}T${time.join(":")}.${digits(date.getMilliseconds(), 3)}` +
    `${minutes < 0 ? "-" : "+"}${distance.join(":")}${year > 0 ? "" : " BC"}`
  );
}
