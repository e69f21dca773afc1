/** What the database side is doing right now. */
export type Step =
  | "installing"
  | "starting"
  | "recovering"
  | "verifying"
  | "waiting"
  | "loading"
  | "vacuuming"
  | "digesting"
  | "prewarming"
  | "removing";

/** A sign of progress: a step that begins, how far a step is, or something the user should know. */
export interface Progress {
  readonly step: Step;
  /** Rows done so far, of `of`. */
  readonly rows?: number;
  readonly of?: number;
  /** A sentence for the user. */
  readonly note?: string;
}

/** Called with each sign of progress. */
export type OnProgress = (progress: Progress) => void;
