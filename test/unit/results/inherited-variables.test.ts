import { inherited, inheritedVariables, withheld } from "../../../src/results/inherited-variables.js";

test("What changes memory, speed or dates of a worker is recorded, and nothing else of the environment", () => {
  const costs = {
    NODE_OPTIONS: "--max-semi-space-size=128",
    NODE_ENV: "production",
    NODE_EXTRA_CA_CERTS: "/etc/ca.pem",
    UV_THREADPOOL_SIZE: "64",
    MALLOC_ARENA_MAX: "1",
    MALLOC_CONF: "narenas:1",
    GLIBC_TUNABLES: "glibc.malloc.arena_max=1",
    LD_PRELOAD: "/usr/lib/libjemalloc.so.2",
  };
  const others = { PATH: "/bin", HOME: "/home/me", PGPASSWORD: "secret", DATABASE_URL: "postgres://me:secret@h/db" };
  expect(inheritedVariables({ ...costs, ...others })).toEqual(costs);
});

test("One that is empty or not set counts as not set", () => {
  expect(inheritedVariables({ NODE_OPTIONS: "", NODE_ENV: undefined })).toEqual({});
});

test("No user, password, query or fragment of a URL is recorded", () => {
  const value = "--import=https://me:p@ss@h.example/x.js?token=SECRET --require ./a.js --loader=http://me@h/y#SECRET";
  expect(inheritedVariables({ NODE_OPTIONS: value })).toEqual({
    NODE_OPTIONS: "--import=https://h.example/x.js --require ./a.js --loader=http://h/y",
  });
});

test("What no worker gets needn't be compared", () => {
  for (const name of Object.keys(withheld)) {
    expect(inherited.some(({ names }) => names.test(name))).toBe(false);
  }
});
