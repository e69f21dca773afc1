/**
 * Results outlive versions of ormeter: one that was written under an older `schemaVersion` is brought up to date step by
 * step when it is read. The file itself stays as it is.
 */
import { z } from "zod";
import { metricNames } from "../metrics.js";

/** A result's content before it is checked: an object with a `schemaVersion`. */
export type Content = Readonly<Record<string, unknown>>;

/** What makes of a content of version n one of version n + 1, but for the number itself. */
export type Step = (content: Content) => Content;

/**
 * The steps, by the version that they start from. Whoever raises `schemaVersion` adds one, and a frozen result of the
 * version before to test/fixtures. A new metric or a new optional field needs none.
 */
const steps: ReadonlyMap<number, Step> = new Map();

/**
 * Brings a content up to date.
 *
 * @param version the content's.
 * @returns undefined where a step is missing: no ormeter ever wrote that version.
 */
export function migrate(
  content: Content,
  version: number,
  current: number,
  known: ReadonlyMap<number, Step> = steps,
): Content | undefined {
  if (version === current) return content;
  const step = known.get(version);
  return step && migrate({ ...step(content), schemaVersion: version + 1 }, version + 1, current, known);
}

const isOfAnUnknownMetric = (entry: unknown): boolean =>
  typeof entry === "object" &&
  entry !== null &&
  "metric" in entry &&
  !(metricNames as readonly unknown[]).includes(entry.metric);

/** A list of what was found of metrics, without those that this version doesn't know: a newer one's, or a removed one. */
export const ofKnownMetrics = <Entry extends z.ZodType>(entry: Entry) =>
  z.preprocess(
    (list) => (Array.isArray(list) ? list.filter((each) => !isOfAnUnknownMetric(each)) : list),
    z.array(entry),
  );
