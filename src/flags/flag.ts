/**
 * How a flag is declared, and how the flags that a command takes become its options: raw (the text that was typed) →
 * read (each flag's value) in one step, typed by the declarations.
 */
import { basename } from "node:path";
import { UsageError } from "../errors.js";
import { setIn, type Surroundings } from "../config/surroundings.js";

/**
 * Reads what was typed behind a flag. What is large is imported only then: every `--help` loads the declarations.
 *
 * @param flag its name, for the message.
 * @throws UsageError with one sentence: the flag, the rule, what was received.
 */
export type Read<Value> = (text: string, flag: string, around: Surroundings) => Value | Promise<Value>;

interface Declaration<Given, Missing> {
  /** As help shows it: `--rows <n>`; a switch has nothing behind its name. */
  readonly typed: string;
  readonly help: string;
  readonly read: Read<Given>;
  readonly missing: (around: Surroundings) => Missing | Promise<Missing>;
  /** The default as help shows it. */
  readonly shown?: string | undefined;
  /** The only texts that it takes. */
  readonly choices?: readonly string[];
  /** Whether results keep its value: what says how something was measured, not where it goes. */
  readonly isRecorded?: boolean;
  /** Whether it says where something is or goes: the same run elsewhere has another. */
  readonly isPlace?: boolean;
}

/** A flag with the type of what was given, and that of what stands for it where it wasn't. Never changed: each change is a copy. */
export class Flag<Given, Missing = undefined> {
  readonly #declared: Declaration<Given, Missing>;

  constructor(declared: Declaration<Given, Missing>) {
    this.#declared = declared;
  }

  get typed(): string {
    return this.#declared.typed;
  }

  /** `--rng-seed` */
  get name(): string {
    return this.typed.split(" ", 1)[0] ?? "";
  }

  /** `rng seed`, in a sentence. */
  get words(): string {
    return this.name.slice(2).replaceAll("-", " ");
  }

  /** `rngSeed`, as commander calls it. */
  get attribute(): string {
    return this.name.slice(2).replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  }

  get help(): string {
    const { help, shown } = this.#declared;
    return shown === undefined ? help : `${help} (default: ${shown})`;
  }

  get choices(): readonly string[] | undefined {
    return this.#declared.choices;
  }

  get isRecorded(): boolean {
    return this.#declared.isRecorded ?? false;
  }

  get isPlace(): boolean {
    return this.#declared.isPlace ?? false;
  }

  /** The value of what was typed, or what stands for it. */
  async valueOf(raw: RawOptions[string], around: Surroundings): Promise<Given | Missing> {
    if (raw === false) return this.#declared.missing(around);
    if (raw !== undefined) return this.#read(raw, this.name, around);
    const { config } = around;
    const said = config?.values[this.attribute];
    // What a config says is relative to where it lies.
    if (config && said !== undefined) {
      return this.#read(said, `"${this.attribute}" in ${basename(config.file)}`, { ...around, cwd: config.folder });
    }
    return this.#declared.missing(around);
  }

  #read(raw: string | true, name: string, around: Surroundings): Given | Promise<Given> {
    const { choices, read, typed } = this.#declared;
    const text = raw === true ? "" : raw;
    if ((raw === true) !== !typed.includes(" ")) {
      throw new UsageError(`${name} must be ${raw === true ? "a value" : "true or false"}; received ${String(raw)}.`);
    }
    if (choices && !choices.includes(text)) {
      throw new UsageError(`${name} must be one of ${choices.join(", ")}; received "${text}".`);
    }
    return read(text, name, around);
  }

  /** With another sentence on what it is. */
  describedAs(help: string | ((help: string) => string)): Flag<Given, Missing> {
    const { help: before } = this.#declared;
    return new Flag({ ...this.#declared, help: typeof help === "string" ? help : help(before) });
  }

  /** With a default, read like what is typed. */
  or(text: string, shown = text): Flag<Given, Given> {
    const { read } = this.#declared;
    return new Flag({ ...this.#declared, shown, missing: (around) => read(text, this.name, around) });
  }

  /** With a default that is found out when it is needed, and how help calls it. */
  orElse<Other>(missing: (around: Surroundings) => Other | Promise<Other>, shown?: string): Flag<Given, Other> {
    return new Flag({ ...this.#declared, missing, shown });
  }

  /** As one that can't be left out; `sentence` says so. */
  required(sentence: string): Flag<Given, never> {
    return this.orElse(() => {
      throw new UsageError(sentence);
    });
  }

  /** As one that says where something is or goes, and is no part of what a run is. */
  place(): Flag<Given, Missing> {
    return new Flag({ ...this.#declared, isPlace: true });
  }

  /** As one whose value results keep. */
  recorded(): Flag<Given, Missing> {
    return new Flag({ ...this.#declared, isRecorded: true });
  }
}

/** A flag with something behind it. */
export const flag = <Given>(typed: string, help: string, read: Read<Given>): Flag<Given> =>
  new Flag({ typed, help, read, missing: () => undefined });

/** A flag that is there or isn't. */
export const toggle = (typed: string, help: string): Flag<boolean, boolean> =>
  new Flag<boolean, boolean>({ typed, help, read: () => true, missing: () => false });

/** A flag that takes one of several words. */
export const choice = <Word extends string>(typed: string, help: string, choices: readonly Word[]): Flag<Word> =>
  // Commander refuses all others.
  new Flag({ typed, help, choices, read: (text) => text as Word, missing: () => undefined });

/** A flag and those that mean something only with it. */
export interface Group<Given, Others extends Flags> {
  readonly leader: Flag<Given, unknown>;
  readonly others: Others;
  readonly refusal: (flag: string) => string;
}

/**
 * A flag with those that mean something only with it. Together they are one option: undefined where the flag isn't given,
 * otherwise its value as `given`, and the values of the others. Help says of the others what they go with.
 *
 * @param refusal the sentence for one of the others without it.
 */
export const together = <Given, Others extends Flags>(
  leader: Flag<Given, unknown>,
  others: Others,
  refusal: (flag: string) => string,
): Group<Given, Others> => ({ leader, others, refusal });

/** The flags that a command takes, by the names of its options, in the order of its help. */
export interface Flags {
  readonly [option: string]: Flag<unknown, unknown> | Group<unknown, Flags>;
}

/** What flags come to. */
export type OptionsOf<Declared extends Flags> = {
  readonly [Name in keyof Declared]: Declared[Name] extends Flag<infer Given, infer Missing>
    ? Given | Missing
    : Declared[Name] extends Group<infer Given, infer Others>
      ? ({ readonly given: Given } & OptionsOf<Others>) | undefined
      : never;
};

/** What every command is told besides. */
export interface Place {
  /** The flags as they were typed, by their names in camel case, but for those that say where something is or goes. */
  readonly typed: Readonly<Record<string, string | true>>;
  /** The folder of the project's config; without one that which it was started in. */
  readonly projectDir: string;
  /** Where a CI host wants a summary of the step in Markdown. */
  readonly stepSummary: string | undefined;
}

/** Options as commander gives them: text, or true for switches; false where a program says that there is none, whatever the config says. */
export type RawOptions = Readonly<Record<string, string | boolean | undefined>>;

/** All flags, with help as the command shows it. */
export const listed = (flags: Flags): Flag<unknown, unknown>[] =>
  Object.values(flags).flatMap((each) => {
    if (each instanceof Flag) return [each];
    const others = listed(each.others).map((other) => other.describedAs((help) => `with ${each.leader.name}: ${help}`));
    return [each.leader, ...others];
  });

/**
 * Reads all flags of a command.
 *
 * @returns an object that can't be changed.
 * @throws UsageError with one sentence: for the first flag that goes with another that isn't there, otherwise for the
 *   first value that won't do.
 */
export async function readOptions<Declared extends Flags>(
  flags: Declared,
  raw: RawOptions,
  around: Surroundings,
): Promise<OptionsOf<Declared> & Place> {
  refuseLone(flags, raw, around);
  const place: Place = {
    typed: typedOf(flags, raw),
    projectDir: around.config?.folder ?? around.cwd,
    stepSummary: setIn(around.env, "GITHUB_STEP_SUMMARY"),
  };
  const options = { ...(await valuesOf(flags, raw, around)), ...place };
  Object.freeze(options);
  return options;
}

const typedOf = (flags: Flags, raw: RawOptions): Place["typed"] =>
  Object.fromEntries(
    listed(flags).flatMap(({ attribute, isPlace }) => {
      const text = raw[attribute];
      return isPlace || text === undefined || text === false ? [] : [[attribute, text] as const];
    }),
  );

/** Whether anything was typed, or said by a config; false says that there is none. */
export const isSaid = (raw: RawOptions[string]): boolean => raw !== undefined && raw !== false;

/** Whether a group's first flag was given, which the others go with. */
const isLed = ({ leader: { attribute } }: Group<unknown, Flags>, raw: RawOptions, { config }: Surroundings): boolean =>
  isSaid(raw[attribute] ?? config?.values[attribute]);

function refuseLone(flags: Flags, raw: RawOptions, around: Surroundings): void {
  for (const each of Object.values(flags)) {
    if (each instanceof Flag || isLed(each, raw, around)) continue;
    const lone = listed(each.others).find(({ attribute }) => isSaid(raw[attribute]));
    if (lone) throw new UsageError(each.refusal(lone.name));
  }
}

async function valuesOf<Declared extends Flags>(
  flags: Declared,
  raw: RawOptions,
  around: Surroundings,
): Promise<OptionsOf<Declared>> {
  const values: Record<string, unknown> = {};
  // One after another, so that the first that is wrong is the one that is named.
  for (const [option, each] of Object.entries(flags)) {
    if (each instanceof Flag) values[option] = await each.valueOf(raw[each.attribute], around);
    else {
      values[option] = isLed(each, raw, around)
        ? {
            given: await each.leader.valueOf(raw[each.leader.attribute], around),
            ...(await valuesOf(each.others, raw, around)),
          }
        : undefined;
    }
  }
  return values as OptionsOf<Declared>;
}

/** Those of the options whose flags say that results keep them, but for those that have no value. */
export const recorded = (flags: Flags, options: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(options).filter(([option, value]) => {
      const declared = flags[option];
      return declared instanceof Flag && declared.isRecorded && value !== undefined;
    }),
  );

/** The options of some of a command's flags. */
export const only = <Wanted extends Flags>(flags: Wanted, options: OptionsOf<Wanted>): OptionsOf<Wanted> =>
  Object.fromEntries(Object.keys(flags).map((option) => [option, options[option]])) as OptionsOf<Wanted>;
