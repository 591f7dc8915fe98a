import type { CatalogFacts } from "./catalog-facts.ts";

/** The catalog, for an entry that cannot be judged without one. Throws while there is none: the entry is then sent again. */
export function openCatalog({ catalog }: { readonly catalog: CatalogFacts | null }): CatalogFacts {
  if (catalog === null) throw new Error("no release is open");
  return catalog;
}
