import type { EntityManager } from "@mikro-orm/postgresql";
import type { Target } from "../client.js";

/** What version 7 adds; the types here are version 6's. */
interface Streaming {
  stream(
    entity: Target,
    options: { readonly populate?: readonly string[]; readonly orderBy?: object; readonly chunkSize: number },
  ): AsyncIterable<object>;
}

/** An EntityManager of version 7 as one that streams. */
export const streaming = (em: EntityManager): Streaming => em as unknown as Streaming;
