import { emptyState, memoryStore, startCatalog, type CatalogState, type CatalogStore } from "@pathwayks/catalog";
import { openBlobs } from "@pathwayks/sync";

/** The catalog's storage on this device; in memory, for this page alone, where the browser refuses storage. */
export async function openStore(name?: string): Promise<CatalogStore> {
  return (await openBlobs<CatalogState>(emptyState, name === undefined ? {} : { name })) ?? memoryStore();
}

/**
 * From nothing to a catalog that can be asked: what the worker does at its start, in one call, so that it can be measured on a
 * page whose processor is slowed down. Resolves with the rows that are then readable; `null` where no catalog is on the device.
 */
export async function openFromStore(name?: string): Promise<{ readonly programs: number; readonly jobs: number } | null> {
  const started = await startCatalog(await openStore(name));
  if (!started.ok) throw new Error(`the catalog does not open: ${started.error.kind}`);
  if (!started.value) return null;
  const { view } = started.value;
  return { programs: view.programs.count, jobs: view.jobs.live.length };
}
