/** @jest-config-loader esbuild-register */
import type { Config } from "jest";

/**
 * Tests run on the TypeScript sources as ES modules; only the integration tests, which start real processes, need the
 * build that `npm test` makes first.
 */
const config: Config = {
  testMatch: ["<rootDir>/test/**/*.test.ts"],
  extensionsToTreatAsEsm: [".ts"],
  moduleNameMapper: { "^(\\.{1,2}/.*)\\.js$": "$1", "^ormeter$": "<rootDir>/src/index.ts" },
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
  globalSetup: "<rootDir>/test/global-setup.js",
  globalTeardown: "<rootDir>/test/global-teardown.js",
  testEnvironment: "<rootDir>/test/environment.ts",
  testTimeout: 120_000,
  // Integration tests often wait for processes that they started: three of them keep two cores busy.
  maxWorkers: 3,
};

export default config;
