import { loadingError } from "../../../src/trial/loading-error.js";

const failing = (message: string, code?: string): string =>
  loadingError(Object.assign(new Error(message), { code })).message;

describe("A file of the user's that can't be loaded", () => {
  test("says which import leads nowhere, of packages and aliases", () => {
    const commonjs = "Cannot find module '@app/nowhere'\nRequire stack:\n- /project/.ormeter/x.js";
    const sentence = `It imports "@app/nowhere", which isn't installed in this project, nor a path alias of its tsconfig.json's.`;
    expect(failing(commonjs, "MODULE_NOT_FOUND")).toBe(sentence);
    expect(failing("Cannot find package '@app/nowhere' imported from /x.js", "ERR_MODULE_NOT_FOUND")).toBe(sentence);
  });

  test("says that it connects, where it does", () => {
    expect(failing("connect ECONNREFUSED 127.0.0.1:1", "ECONNREFUSED")).toContain(
      "It connects by itself when it is loaded (connect ECONNREFUSED 127.0.0.1:1): export the DataSource from a file that",
    );
  });

  test("says what it throws otherwise", () => {
    expect(failing("no host")).toBe("It ends with an error when it is loaded: no host.");
    expect(loadingError("just text").message).toBe("It ends with an error when it is loaded: just text.");
  });
});
