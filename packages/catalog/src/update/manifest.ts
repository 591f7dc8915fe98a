import type { ChunkRef, Manifest, PointerPayload, Result } from "@pathwayks/contracts";
import { CATALOG_SCHEMA, MAX_MANIFEST_BYTES, fail, manifest as manifestSchema, ok } from "@pathwayks/contracts";
import type { CatalogError } from "../error.ts";
import { malformed } from "../error.ts";
import type { UpdatePorts } from "./ports.ts";
import { looksLikeAPage, parseJson } from "./text.ts";

export const manifestPath = (hash: string): string => `c/m/${hash}.json`;
export const chunkPath = (hash: string): string => `c/b/${hash}`;

/** Fetches the manifest that a pointer names and checks it: length, hash, app version, shape, root. Rules 5 and 10. */
export async function fetchManifest(ports: UpdatePorts, payload: PointerPayload, appVersion: number):
Promise<Result<{ readonly manifest: Manifest; readonly bytes: Uint8Array }, CatalogError>> {
  const path = manifestPath(payload.manifestHash);
  const stored = (await ports.store.getMany([payload.manifestHash])).get(payload.manifestHash);
  const kept = stored !== undefined && (await ports.sha256(stored)) === payload.manifestHash ? stored : null;
  const bytes = kept ?? (await ports.fetch(path, MAX_MANIFEST_BYTES));
  if (bytes === null) return fail({ kind: "offline" });
  if (bytes.length > MAX_MANIFEST_BYTES) return fail({ kind: "too-long", path });
  if ((await ports.sha256(bytes)) !== payload.manifestHash)
    return fail(looksLikeAPage(bytes) ? { kind: "offline" } : { kind: "hash-mismatch", path });
  const manifest = await checkManifest(ports, bytes, appVersion);
  if (!manifest.ok) return manifest;
  if (manifest.value.version !== payload.version) return fail(malformed("manifest", "another version than its pointer says"));
  return ok({ manifest: manifest.value, bytes });
}

async function checkManifest(ports: UpdatePorts, bytes: Uint8Array, appVersion: number): Promise<Result<Manifest, CatalogError>> {
  const parsed = parseJson(bytes);
  const needs = neededApp(parsed, appVersion);
  if (needs !== null) return fail({ kind: "app-too-old", needs });
  const found = manifestSchema.safeParse(parsed);
  if (!found.success) return fail(malformed("manifest", "not a manifest"));
  const { chunks, rootHash } = found.data;
  const ids = new Set(chunks.map((chunk) => chunk.id));
  if (ids.size !== chunks.length) return fail(malformed("manifest", "two chunks with one id"));
  const root = await ports.sha256(new TextEncoder().encode(chunks.map((chunk) => `${chunk.hash}\n`).join("")));
  return root === rootHash ? ok(found.data) : fail(malformed("manifest", "its root hash is not that of its chunks"));
}

/**
 * The version of the app that a manifest asks for, where that is not this one. Read before the shape: a newer layout has
 * another.
 */
function neededApp(parsed: unknown, appVersion: number): number | null {
  if (typeof parsed !== "object" || parsed === null) return null;
  const minApp = "minApp" in parsed && typeof parsed.minApp === "number" ? parsed.minApp : 0;
  const schemaV = "schemaV" in parsed && typeof parsed.schemaV === "number" ? parsed.schemaV : CATALOG_SCHEMA;
  if (minApp > appVersion) return minApp;
  return schemaV === CATALOG_SCHEMA ? null : Math.max(minApp, appVersion + 1);
}

/** Chunks that a device with these regions needs. */
export const chunksFor = (manifest: Manifest, regions: readonly string[]): readonly ChunkRef[] =>
  manifest.chunks.filter((chunk) => chunk.region === undefined || regions.includes(chunk.region));
