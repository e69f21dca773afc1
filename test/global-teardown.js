/** After all tests of a run. */
import { rm } from "node:fs/promises";
import process from "node:process";

export default () => rm(process.env.ORMETER_TEST_SHARED, { recursive: true, force: true });
