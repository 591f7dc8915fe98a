import { z } from "./brand.ts";
import { sha256 } from "./ids.ts";
import { instant } from "./units.ts";

/** The layout of chunks and manifests. A client meets an unknown one with "update the app", never with a guess. */
export const CATALOG_SCHEMA = 1;

/** Longest pointer and manifest a client reads, in bytes: the limit comes before the signature and the hash. */
export const MAX_POINTER_BYTES = 8_192;
export const MAX_MANIFEST_BYTES = 1_048_576;
export const MAX_CHUNK_BYTES = 8_388_608;

export const chunkKinds = ["programs", "occupations", "titles", "jobs", "partners", "places", "sources", "model"] as const;
export type ChunkKind = (typeof chunkKinds)[number];

export const chunkRef = z.strictObject({
  /** Where it stands: `programs/<first key>`, `jobs/<region>/<week>/<part>`. Unique within a manifest. */
  id: z.string().check(z.regex(/^[a-z]+(\/[A-Za-z0-9._:-]+){0,3}$/), z.maxLength(240)),
  kind: z.enum(chunkKinds),
  hash: sha256,
  /** Bytes, before any transfer encoding. */
  size: z.int().check(z.positive(), z.lte(MAX_CHUNK_BYTES)),
  /** Bytes as a gzip transfer, for "this will cost you about". */
  gzip: z.int().check(z.positive()),
  /** Rows. */
  count: z.int().check(z.nonnegative()),
  /** Devices that did not subscribe to this region leave the chunk out; absent: everybody takes it. */
  region: z.optional(z.string().check(z.maxLength(40))),
});
export type ChunkRef = z.infer<typeof chunkRef>;

export const manifest = z.strictObject({
  version: z.int().check(z.positive()),
  createdAt: instant,
  schemaV: z.int().check(z.positive()),
  /** Lowest wire version of an app that can read it. */
  minApp: z.int().check(z.positive()),
  /** Says that everything or part of it is sample data. */
  title: z.string().check(z.maxLength(120)),
  chunks: z.array(chunkRef).check(z.maxLength(5_000)),
  prev: z.nullable(sha256),
  /** SHA-256 over the chunk hashes, in order, each followed by a line feed. */
  rootHash: sha256,
});
export type Manifest = z.infer<typeof manifest>;

/** What the signature of a pointer covers, as the exact bytes of `payload`. */
export const pointerPayload = z.strictObject({
  version: z.int().check(z.positive()),
  manifestHash: sha256,
  expires: instant,
});
export type PointerPayload = z.infer<typeof pointerPayload>;

/**
 * `/c/channel.json`. `payload` is the JSON text that was signed, kept as text, so that a client checks the signature over
 * the exact bytes before it parses them. Ed25519 and, for browsers without it, ECDSA P-256.
 */
export const pointer = z.strictObject({
  payload: z.string().check(z.maxLength(2_000)),
  signatures: z
    .array(z.strictObject({ keyId: z.string().check(z.maxLength(64)), alg: z.enum(["Ed25519", "ES256"]), sig: z.string().check(z.maxLength(200)) }))
    .check(z.minLength(1), z.maxLength(8)),
});
export type Pointer = z.infer<typeof pointer>;

/** A key that an app build trusts. `key` is the raw public key, base64url. */
export type TrustedKey = { readonly keyId: string; readonly alg: "Ed25519" | "ES256"; readonly key: string };
