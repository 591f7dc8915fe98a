import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";

/** SHA-256, lower-case hex. */
export const sha256Hex = (bytes: Uint8Array | string): string => createHash("sha256").update(bytes).digest("hex");

/** Bytes of a gzip transfer at the level that releases are published with. */
export const gzipBytes = (bytes: Uint8Array | string): Uint8Array => gzipSync(bytes, { level: 9 });

/** FNV-1a over UTF-16 units: where chunks are cut. Part of the format's stability, not of its safety. */
export function keyHash(key: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i++) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193);
  // The last bits of FNV follow the last character; mix them before a remainder is taken.
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x7feb352d);
  hash ^= hash >>> 15;
  return hash >>> 0;
}

/** Order by code units: the same on every machine and in every locale. */
export const byKey = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
