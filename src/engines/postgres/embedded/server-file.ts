/** `.ormeter/server.json`: how to reach the embedded server; there while it runs. */
import { rm } from "node:fs/promises";
import { z } from "zod";
import { readPrivateJson, writePrivateJson } from "./private-file.js";

const serverFile = z.object({
  /** The database host, which stops the server when it ends. */
  hostPid: z.number().int().positive(),
  version: z.string(),
  /** As the superuser. */
  adminUrl: z.string(),
  /** As the role that may only read. */
  readerUrl: z.string(),
  /** The size of the data set that the server was started for. */
  rows: z.number().int().positive(),
});

export type ServerFile = z.infer<typeof serverFile>;

export const writeServerFile = (path: string, server: ServerFile): Promise<void> => writePrivateJson(path, server);

/** The running server; undefined where none was started, or where its file is of another version. */
export const readServerFile = (path: string): Promise<ServerFile | undefined> => readPrivateJson(path, serverFile);

/** Removes the file if it is still that of the host `hostPid`, and not its successor's. */
export async function removeServerFile(path: string, hostPid: number): Promise<void> {
  if ((await readServerFile(path))?.hostPid === hostPid) await rm(path, { force: true });
}
