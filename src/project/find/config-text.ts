/** The text of a config that says what was found, and with each key why. Pure. */
import type { EntityDescription } from "../../trial/client.js";

/** What was found in a project: of values of variables nothing. */
export interface Found {
  /** "TypeORM 0.3.27, pg 8.13.1": what is measured. */
  readonly versions: string;
  readonly dataSource?: {
    /** Relative to the config; with the export's name behind a `#` where one was named. */
    readonly file: string;
    /** "It exports a DataSource". */
    readonly why: string;
    readonly entities: readonly EntityDescription[];
  };
  /** Without an ORM: tables, and the file that makes each. */
  readonly tables: readonly { readonly name: string; readonly path: string }[];
  /** Files with a query each. */
  readonly queries: readonly string[];
  /** Where the database is. */
  readonly server: FoundServer;
}

/** Who says where the database is. */
export type FoundServer =
  | { readonly kind: "data-source"; readonly variable?: string }
  | { readonly kind: "variable"; readonly name: string; readonly where: string }
  | { readonly kind: "unknown" };

/** How the file is written. */
export interface Style {
  /** Whether the project has ormeter as a package, whose types the config can have. */
  readonly isInstalled: boolean;
  /** A file of variables that must be loaded, since nothing else does. */
  readonly loads?: string;
  /** Keys that a config may have. */
  readonly known: readonly string[];
}

/** Why an entity isn't among those that are read; undefined for one that can be. */
export const leftOutSince = ({ key }: EntityDescription): string | undefined =>
  key.length === 0 ? "it has no key, and rows that are alike would be taken for one" : undefined;

/** The config's text. */
export function configText(found: Found, { isInstalled, loads, known }: Style): string {
  const keys = [
    ...dataSourceKeys(found),
    ...tableKeys(found),
    ...queryKeys(found, known),
    ...serverKeys(found.server),
    ...sampleKeys,
  ];
  const opening = isInstalled ? "export default defineConfig({" : "export default {";
  return [
    ...(loads === undefined ? [] : ['import { existsSync } from "node:fs";']),
    ...(isInstalled ? ['import { defineConfig } from "ormeter";'] : []),
    ...(loads === undefined && !isInstalled ? [] : [""]),
    ...(loads === undefined ? [] : loading(loads)),
    "// What ormeter reads here. Every key is a flag, too, and what is typed wins: ormeter bench --help lists them.",
    ...(isInstalled ? [] : ['/** @type {import("ormeter").Config} */']),
    opening,
    ...keys.slice(0, -1).flatMap((lines) => [...indented(lines), ""]),
    ...indented(keys.at(-1) ?? []),
    isInstalled ? "});" : "};",
    "",
  ].join("\n");
}

const loading = (file: string): string[] => [
  `// ${file} has variables that are read here, and nothing else loads it. What is set already stays as it is.`,
  `if (existsSync(${text(file)})) process.loadEnvFile(${text(file)});`,
  "",
];

const text = (value: string): string => JSON.stringify(value);
const indented = (lines: readonly string[]): string[] => lines.map((line) => `  ${line}`);
/** Names are others': one may hold a line feed. */
const comment = (words: string): string => `// ${words.replaceAll(/\s+/g, " ")}`;

function dataSourceKeys({ dataSource, versions }: Found): string[][] {
  if (!dataSource) return [];
  const { file, why, entities } = dataSource;
  const read = entities.filter((each) => leftOutSince(each) === undefined);
  const left = entities.filter((each) => !read.includes(each));
  const list = [
    ...read.map((each) => `  ${text(each.name)}, ${comment(about(each))}`),
    ...left.map((each) => `  ${comment(`${text(each.name)}, ${about(each)}: ${leftOutSince(each) ?? ""}`)}`),
  ];
  return [
    [comment(`${why}. Measured with what is installed: ${versions}.`), `dataSource: ${text(file)},`],
    [
      comment("All entities that it has: delete those that needn't be read. Each is a run of its own."),
      "entity: [",
      ...list,
      "],",
    ],
  ];
}

function about({ kind, schema, table, columns, key, unchecked, where }: EntityDescription): string {
  const relation = schema === undefined ? table : `${schema}.${table}`;
  return [
    `${kind === "view" ? "view " : ""}${relation}`,
    `${String(columns.length)} column${columns.length === 1 ? "" : "s"}`,
    ...(key.length > 0 ? [`key ${key.join(" + ")}`] : []),
    ...(where === undefined ? [] : ["not all rows"]),
    ...(unchecked.length > 0 ? [`values not compared: ${unchecked.map(({ column }) => column).join(", ")}`] : []),
  ].join(", ");
}

function tableKeys({ tables, versions }: Found): string[][] {
  if (tables.length === 0) return [];
  const files = [...new Set(tables.map(({ path }) => path))];
  const few = files.slice(0, 3).join(", ") + (files.length > 3 ? ", …" : "");
  return [
    [
      comment(`Read without an ORM (${versions}): the tables that ${few} make. Delete those that needn't be read.`),
      "table: [",
      ...tables.map(({ name }) => `  ${text(name)},`),
      "],",
    ],
  ];
}

function queryKeys({ queries }: Found, known: readonly string[]): string[][] {
  if (queries.length === 0 || !known.includes("query")) return [];
  return [
    [
      comment("Files with one query each, without parameters."),
      "query: [",
      ...queries.map((path) => `  ${text(path)},`),
      "],",
    ],
  ];
}

function serverKeys(server: FoundServer): string[][] {
  switch (server.kind) {
    case "data-source":
      return [
        [
          comment(
            `Where the database is the DataSource says${server.variable === undefined ? "" : `, by ${server.variable}`}. ` +
              "For another one name the variable that has its URL:",
          ),
          '// urlFrom: "DATABASE_URL",',
        ],
      ];
    case "variable":
      return [
        [
          comment(
            `The variable that has the server's URL, by ${server.where}. The URL itself, with its password, isn't kept.`,
          ),
          `urlFrom: ${text(server.name)},`,
        ],
      ];
    case "unknown":
      return [
        [
          comment("No variable was found that has the server's URL. Name it, or give --url:"),
          '// urlFrom: "DATABASE_URL",',
        ],
      ];
  }
}

const sampleKeys = [[comment("Of a table that has more, only the first so many rows by key:"), '// sample: "100k",']];
