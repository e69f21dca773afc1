/** What a program and the process that measures for it say to each other. */

/** The commands that a program can call. */
export type ApiCommand = "bench" | "upgrade";

/** That there must be one result. */
export interface OneResult {
  /** How a program asks for several. */
  readonly several: string;
  /** Whether there must be one pattern, too. */
  readonly onePattern?: boolean;
}

/** What is asked; the values are checked where they are read. */
export type Request =
  | {
      readonly kind: "measure";
      readonly command: ApiCommand;
      readonly options: Readonly<Record<string, unknown>>;
      readonly only: OneResult | undefined;
    }
  | {
      readonly kind: "read-within";
      /** What a test gave to `expect`, to the matcher, and as its options. */
      readonly read: unknown;
      readonly bounds: unknown;
      readonly options: unknown;
      /** The test's own file. */
      readonly testFile: string | undefined;
    };

/** What is being done, for whoever wants to show it. */
export interface Progress {
  /** `doing`: from now on. `trial`: how one ended. `note`: what to know. */
  readonly kind: "doing" | "trial" | "note";
  /** One line, for people. */
  readonly text: string;
  /** What is read: an entity's name, a table's; undefined before it is known. */
  readonly workload?: string;
}

/** What the one that measures is told. */
export type ToSession = { readonly kind: "request"; readonly request: Request } | { readonly kind: "abort" };

/** How it ended. */
export type Answer =
  | { readonly kind: "done"; readonly value: unknown }
  /** `mendable`: by the user, as a UsageError is. */
  | { readonly kind: "failed"; readonly mendable: boolean; readonly message: string };

/** What it says. */
export type FromSession = { readonly kind: "progress"; readonly progress: Progress } | Answer;
