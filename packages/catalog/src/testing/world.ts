import type { Manifest, Pointer, TrustedKey } from "@pathwayks/contracts";
import { sha256Hex } from "../build/hash.ts";
import type { Release } from "../build/release.ts";
import type { SigningKey } from "../build/sign.ts";
import { generateKeys, signPointer, verifySignature } from "../build/sign.ts";
import { memoryStore } from "../update/memory-store.ts";
import { POINTER_PATH } from "../update/pointer.ts";
import type { UpdateOptions, UpdatePorts } from "../update/ports.ts";
import type { CatalogStore } from "../update/store.ts";
import { testInstant } from "./view.ts";

// A publisher, a host and a device in memory, with real keys and hashes. The host's files can be tampered with at will.

export const far = "2027-06-01T00:00:00Z";

/** Files by path, as a static host would serve them. */
export type Host = Map<string, Uint8Array>;

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Puts a release on a host; the pointer last. */
export function publish(host: Host, release: Release, pointer: Pointer): void {
  for (const [hash, bytes] of release.chunks) host.set(`c/b/${hash}`, bytes);
  host.set(`c/m/${release.manifestHash}.json`, release.manifestBytes);
  host.set(POINTER_PATH, utf8(JSON.stringify(pointer)));
}

export const pointerTo = (release: Release, signers: readonly SigningKey[],
  over: { version?: number; expires?: string } = {}): Pointer =>
  signPointer({ version: release.manifest.version, manifestHash: release.manifestHash, expires: far, ...over }, signers);

/** The release with another manifest around the same chunks, as a careless or compromised publisher might sign it. */
export function resealed(release: Release, change: (manifest: Manifest) => object): Release {
  const manifestBytes = utf8(JSON.stringify(change(release.manifest)));
  return { ...release, manifestBytes, manifestHash: sha256Hex(manifestBytes) };
}

/** The release with one chunk's bytes replaced, hashes and all, so that only a look inside the chunk can tell. */
export function withChunk(release: Release, kind: string, change: (bytes: Uint8Array) => Uint8Array): Release {
  const target = release.manifest.chunks.find((chunk) => chunk.kind === kind);
  const bytes = change((release.chunks.get(target?.hash ?? "") ?? new Uint8Array()).slice());
  const hash = sha256Hex(bytes);
  const chunks = release.manifest.chunks.map((c) => (c.id === target?.id ? { ...c, hash, size: bytes.length } : c));
  const rootHash = sha256Hex(chunks.map((c) => `${c.hash}\n`).join(""));
  return { ...resealed(release, (m) => ({ ...m, chunks, rootHash })), chunks: new Map([...release.chunks, [hash, bytes]]) };
}

export interface Keys {
  readonly signing: SigningKey;
  readonly trusted: readonly TrustedKey[];
}
export const newKeys = (keyId: string): Keys => generateKeys(keyId);

export interface Device {
  readonly ports: UpdatePorts;
  readonly options: UpdateOptions;
  /** Paths in the order in which they were asked for. */
  readonly asked: string[];
}

/** A device that takes all regions. */
export function device(host: Host, trusted: readonly TrustedKey[],
  over: { store?: CatalogStore; ports?: Partial<UpdatePorts>; options?: Partial<UpdateOptions> } = {}): Device {
  const asked: string[] = [];
  const ports: UpdatePorts = {
    fetch: (path) => {
      asked.push(path);
      return Promise.resolve(host.get(path) ?? null);
    },
    sha256: (bytes) => Promise.resolve(sha256Hex(bytes)),
    verify: (...parts) => Promise.resolve(verifySignature(...parts)),
    store: over.store ?? memoryStore(),
    now: () => testInstant,
    ...over.ports,
  };
  const everything = (manifest: Manifest) => [...new Set(manifest.chunks.flatMap((chunk) => chunk.region ?? []))];
  return { ports, options: { trusted, appVersion: 1, regions: everything, ...over.options }, asked };
}
