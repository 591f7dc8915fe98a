import type { Manifest, TrustedKey } from "@pathwayks/contracts";
import type { CatalogStore } from "./store.ts";

/** What the update protocol needs of the world. */
export interface UpdatePorts {
  /**
   * The body at a path such as `c/channel.json`, relative to where releases are published; `null` when nothing answered or
   * the answer was no success. It may stop reading after `limit + 1` bytes. Must not answer from a stale cache.
   */
  fetch(path: string, limit: number): Promise<Uint8Array | null>;
  /** SHA-256, lower-case hex. */
  sha256(bytes: Uint8Array): Promise<string>;
  /**
   * Whether `signature` over `bytes` is of this key. `key` is the raw public key (32 bytes of Ed25519; 65 of P-256, not
   * compressed); an ES256 signature is r and s, 64 bytes. `false` where this device cannot check the algorithm.
   */
  verify(alg: TrustedKey["alg"], key: Uint8Array, bytes: Uint8Array, signature: Uint8Array): Promise<boolean>;
  readonly store: CatalogStore;
  /** The device's time, `YYYY-MM-DDTHH:MM:SSZ`. */
  now(): string;
}

export interface UpdateOptions {
  /** Keys that this build of the app trusts. Keys of one signer share their `keyId`, whatever the algorithm. */
  readonly trusted: readonly TrustedKey[];
  /** Distinct signers that must have signed; 1 unless said. */
  readonly threshold?: number;
  /** Wire version of this app, against `minApp`. */
  readonly appVersion: number;
  /** Regions whose jobs this device wants. */
  readonly regions: (manifest: Manifest) => readonly string[];
  readonly onProgress?: (progress: DownloadProgress) => void;
  /** Asked before each chunk. What has arrived stays. */
  readonly cancelled?: () => boolean;
}

export interface DownloadProgress {
  readonly done: number;
  readonly of: number;
  /** Of a gzip transfer. */
  readonly bytes: number;
  readonly ofBytes: number;
}

export type UpdateOutcome =
  | { readonly kind: "up-to-date"; readonly version: number; readonly expired: boolean }
  /** `bytes` as stored. */
  | {
    readonly kind: "switched"; readonly version: number; readonly expired: boolean; readonly chunks: number; readonly bytes: number;
  };
