import type { ChunkRef, Manifest, Result } from "@pathwayks/contracts";
import { fail, ok } from "@pathwayks/contracts";
import type { CatalogError } from "../error.ts";
import { withoutPrevious } from "./installed.ts";
import { chunkPath } from "./manifest.ts";
import type { UpdateOptions, UpdatePorts } from "./ports.ts";
import type { CatalogState } from "./store.ts";
import { looksLikeAPage } from "./text.ts";

/** What is to be fetched, and what must not be removed to make room for it. */
export interface Wanted {
  readonly manifest: Manifest;
  readonly manifestHash: string;
  readonly manifestBytes: Uint8Array;
  /** Chunks of this device's regions. */
  readonly chunks: readonly ChunkRef[];
}

export interface Downloaded {
  /** The state afterwards: making room may have given up the previous release. */
  readonly state: CatalogState;
  readonly chunks: number;
  /** Bytes as stored. */
  readonly bytes: number;
}

/**
 * Fetches `missing` one after the other and stores each as it comes, so that a cut costs at most the one under way. A wrong
 * chunk is thrown away and the others go on: the next try needs it alone. Rules 5 and 6.
 */
export async function download(
  ports: UpdatePorts, options: UpdateOptions, wanted: Wanted, missing: readonly ChunkRef[], state: CatalogState,
): Promise<Result<Downloaded, CatalogError> | "conflict"> {
  const storage = room(ports, wanted, state);
  const listed = await storage.put(wanted.manifestHash, wanted.manifestBytes);
  if (listed !== "stored") return listed === "conflict" ? listed : fail({ kind: "no-space" });
  const ofBytes = missing.reduce((sum, chunk) => sum + chunk.gzip, 0);
  let bytes = 0, stored = 0, wrong: CatalogError | null = null;
  for (const [done, chunk] of missing.entries()) {
    if (options.cancelled?.() === true) return fail({ kind: "cancelled" });
    options.onProgress?.({ done, of: missing.length, bytes, ofBytes });
    const got = await fetchChunk(ports, chunk);
    if (!got.ok) {
      if (got.error.kind === "offline") return got;
      wrong ??= got.error;
      continue;
    }
    const put = await storage.put(chunk.hash, got.value);
    if (put !== "stored") return put === "conflict" ? put : fail({ kind: "no-space" });
    bytes += chunk.gzip;
    stored += got.value.length;
  }
  options.onProgress?.({ done: missing.length, of: missing.length, bytes, ofBytes });
  return wrong === null ? ok({ state: storage.state(), chunks: missing.length, bytes: stored }) : fail(wrong);
}

async function fetchChunk(ports: UpdatePorts, chunk: ChunkRef): Promise<Result<Uint8Array, CatalogError>> {
  const path = chunkPath(chunk.hash);
  const bytes = await ports.fetch(path, chunk.size);
  if (bytes === null) return fail({ kind: "offline" });
  if (looksLikeAPage(bytes)) return fail({ kind: "offline" });
  if (bytes.length > chunk.size) return fail({ kind: "too-long", path }); // before the hash
  const genuine = bytes.length === chunk.size && (await ports.sha256(bytes)) === chunk.hash;
  return genuine ? ok(bytes) : fail({ kind: "hash-mismatch", path });
}

/** Puts blobs; on a full device gives up the previous release once. Rule 9. */
function room(ports: UpdatePorts, wanted: Wanted, before: CatalogState) {
  let state = before;
  const keep = new Set([wanted.manifestHash, ...wanted.chunks.map((chunk) => chunk.hash)]);
  return {
    state: () => state,
    async put(hash: string, bytes: Uint8Array): Promise<"stored" | "full" | "conflict"> {
      if ((await ports.store.put(hash, bytes)) === "stored") return "stored";
      if (state.previous === null) return "full";
      const { next, drop } = await withoutPrevious(ports.store, state, keep);
      if ((await ports.store.commit(next, drop)) === "conflict") return "conflict";
      state = next;
      return ports.store.put(hash, bytes);
    },
  };
}
