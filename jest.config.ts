/** @jest-config-loader esbuild-register */
import type { Config } from "jest";

/**
 * Tests run on the TypeScript sources as ES modules; only the integration tests, which start real processes, need the
 * build that `npm test` makes first.
 */
const config: Config = {
  testMatch: ["<rootDir>/test/**/*.test.ts"],
  extensionsToTreatAsEsm: [".ts"],
  moduleNameMapper: { "^(\\.{1,2}/.*)\\.js$": "$1" },
  transform: {
    "\\.ts$": [
      "@swc/jest",
      {
        jsc: {
          target: "es2022",
          parser: { syntax: "typescript", decorators: true },
          transform: { legacyDecorator: true },
        },
        module: { type: "es6" },
        sourceMaps: "inline",
      },
    ],
  },
  modulePathIgnorePatterns: ["<rootDir>/dist/", "<rootDir>/.ormeter/", "<rootDir>/results/"],
  testEnvironment: "<rootDir>/test/environment.ts",
  testTimeout: 120_000,
  // Two cores, and every integration test wants a database server and a worker of its own.
  maxWorkers: 2,
};

export default config;
