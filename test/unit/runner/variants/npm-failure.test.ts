import { homedir } from "node:os";
import { UsageError } from "../../../../src/errors.js";
import { explainNpmFailure, isNetworkFailure, readNpmFailure } from "../../../../src/runner/variants/npm-failure.js";

/** What npm 11 writes with `--json`. */
const report = (code: string | number, summary: string, detail = "") =>
  JSON.stringify({ error: { code, summary, detail } });

const sentence = (stdout: string, what = "pg@8", stderr = "") =>
  explainNpmFailure(readNpmFailure(stdout, stderr), what).message;

describe("npm's failures", () => {
  test("of packages that don't fit each other name both sides, and not the tree", () => {
    const detail =
      'While resolving: typeorm@1.1.1\nFound: pg@8.3.0\nnode_modules/pg\n  pg@"8.3.0" from the root project\n\n' +
      'Could not resolve dependency:\npeerOptional pg@"^8.5.1" from typeorm@1.1.1\nnode_modules/typeorm\n' +
      '  typeorm@"1.1.1" from the root project\n\nFor a full report see:\n/somewhere/eresolve-report.txt';
    expect(sentence(report("ERESOLVE", "could not resolve", detail), "pg@8.3.0")).toBe(
      "pg@8.3.0 can't be installed, since its packages don't fit each other " +
        '(npm: found pg@8.3.0, could not resolve peerOptional pg@"^8.5.1" from typeorm@1.1.1). Name versions that do.',
    );
  });

  test("of a version that isn't there are told from a conflict, as which npm tells them where there are peers", () => {
    const detail =
      'Found: pg@undefined\nnode_modules/pg\n\nCould not resolve dependency:\npeer pg@"^8" from pg-cursor@2.22.0';
    expect(readNpmFailure(report("ERESOLVE", "could not resolve", detail), "")).toMatchObject({
      code: "ETARGET",
      reason: "No matching version found for pg",
    });
  });

  test("of the network say so, without a password", () => {
    const summary =
      "FetchError: request to https://me:secret@registry.example/pg failed, reason: getaddrinfo ENOTFOUND";
    const failure = readNpmFailure(report("ENOTFOUND", summary), "");
    expect(isNetworkFailure(failure)).toBe(true);
    expect(explainNpmFailure(failure, "pg@8").message).toBe(
      "pg@8 isn't installed yet, and npm can't reach where it comes from " +
        "(request to https://registry.example/pg failed, reason: getaddrinfo ENOTFOUND). Try again with a network.",
    );
  });

  test.each(["E404", "ETARGET", "ERESOLVE", "EACCES"])("with %s aren't the network's", (code) => {
    expect(isNetworkFailure(readNpmFailure(report(code, "so"), ""))).toBe(false);
  });

  test("of a broken tarball say that it can't be unpacked", () => {
    expect(sentence(report("TAR_BAD_ARCHIVE", "TAR_BAD_ARCHIVE: Unrecognized archive format"), "./x.tgz")).toBe(
      "./x.tgz is no package that npm can unpack (npm: Unrecognized archive format).",
    );
  });

  test("of git quote git", () => {
    const detail = "git --no-replace-objects ls-remote https://h/x.git\nfatal: unable to access 'https://h/x.git/': no";
    expect(sentence(report(128, "An unknown git error occurred", detail), "git+https://h/x.git")).toBe(
      "git+https://h/x.git can't be installed (npm: unable to access 'https://h/x.git/': no).",
    );
  });

  test("show a path as the user wrote it", () => {
    const failure = readNpmFailure(report("ENOENT", `ENOENT: no such file, open '/a/b/x.tgz' or '${homedir()}/y'`), "");
    const error = explainNpmFailure(failure, "./x.tgz", [["/a/b/x.tgz", "./x.tgz"]]);
    expect(error).toBeInstanceOf(UsageError);
    expect(error.message).toContain("open './x.tgz' or '~/y'");
    expect(error.cause).toBe(failure);
  });

  test("are read from npm's last lines where it wrote no JSON", () => {
    const stderr =
      "npm warn something\nnpm error code EWEIRD\nnpm error errno -2\nnpm error Something odd happened\n" +
      "npm error     at Object.<anonymous> (/usr/lib/x.js:1:1)\n" +
      "npm error A complete log of this run can be found in: /home/x/.npm/_logs/x.log\n";
    expect(readNpmFailure("", stderr)).toMatchObject({ code: "EWEIRD", reason: "Something odd happened" });
  });
});
