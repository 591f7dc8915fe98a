import { openCatalog, type CatalogError, type CatalogView } from "@pathwayks/catalog";
import { fail, ok, type Manifest, type Result } from "@pathwayks/contracts";

/** What opening needs of the device's catalog. */
export interface StoredCatalog {
  /** The active release, or `null`. */
  active(): Promise<{ readonly manifest: Manifest } | null>;
  /** All these chunks in one transaction; what is not there is left out. */
  readChunks(hashes: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>>;
}

export interface OpenedCatalog {
  readonly view: CatalogView;
  readonly manifest: Manifest;
  /** Hashes of the chunks that are on the device. */
  readonly present: ReadonlySet<string>;
}

/**
 * The active release as the device holds it; `null` where there is none. One read of the manifest, one of all chunks. Runs in
 * the worker, and as it is on a page whose processor is slowed down, to measure.
 */
export async function openFromStore(store: StoredCatalog): Promise<Result<OpenedCatalog | null, CatalogError>> {
  const active = await store.active();
  if (!active) return ok(null);
  const chunks = await store.readChunks(active.manifest.chunks.map(({ hash }) => hash));
  const view = openCatalog(active.manifest, chunks);
  return view.ok ? ok({ view: view.value, manifest: active.manifest, present: new Set(chunks.keys()) }) : fail(view.error);
}
