import { readFile, stat } from "node:fs/promises";
import { createHash } from "node:crypto";
import { join } from "node:path";
import type { Encoding } from "../http/encoding.ts";
import type { ReadyFile } from "../http/file-answer.ts";
import { recentlyUsed } from "../http/recently-used.ts";

/** The published files of a release directory, by what stands in their address. */
export interface ReleaseFiles {
  /** `null` before anything was published. Read anew each time: it is the one file that changes. */
  pointer(): Promise<ReadyFile | null>;
  /** A manifest or a chunk by its hash; `null` where there is none. */
  byHash(kind: "m" | "b", hash: string): Promise<ReadyFile | null>;
}

const MEMORY_BYTES = 64 * 1024 * 1024;
const suffix: Record<Encoding, string> = { br: ".br", gzip: ".gz", identity: "" };

/** Release files from `dir`. What was sent lately stays in memory; hashes never change what they name. */
export function releaseFilesAt(dir: string): ReleaseFiles {
  const kept = recentlyUsed<Uint8Array<ArrayBuffer>>(MEMORY_BYTES);
  const onTheWay = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();
  const fromDisk = async (path: string) => {
    try {
      const bytes = new Uint8Array(await readFile(path));
      kept.add(path, bytes, bytes.byteLength);
      return bytes;
    } finally {
      onTheWay.delete(path);
    }
  };
  // However many ask for a file at once, it is read, and held, once.
  const read = (path: string) => {
    const known = kept.get(path) ?? onTheWay.get(path);
    if (known) return known;
    const coming = fromDisk(path);
    onTheWay.set(path, coming);
    return coming;
  };
  return {
    async pointer() {
      const bytes = await readFile(join(dir, "c", "channel.json")).then(
        (buffer) => new Uint8Array(buffer),
        () => null,
      );
      if (bytes === null) return null;
      return {
        contentType: "application/json",
        hash: createHash("sha256").update(bytes).digest("hex"),
        encodings: [],
        bytes: () => bytes,
      };
    },
    async byHash(kind, hash) {
      const path = join(dir, "c", kind, kind === "m" ? `${hash}.json` : hash);
      if (!(await exists(path))) return null;
      const encodings: Encoding[] = [];
      for (const encoding of ["br", "gzip"] as const) if (await exists(path + suffix[encoding])) encodings.push(encoding);
      return {
        contentType: kind === "m" ? "application/json" : "application/octet-stream",
        hash,
        encodings,
        bytes: (encoding) => read(path + suffix[encoding]),
      };
    },
  };
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
