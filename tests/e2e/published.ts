import { readFileSync } from "node:fs";
import { join } from "node:path";
import { manifest, pointer, pointerPayload } from "@pathwayks/contracts";
import { openCatalog, type CatalogView } from "@pathwayks/catalog";

/** The release that a server has published, open, and the folder it lies in. */
export function openPublished(dataDir: string): { readonly view: CatalogView; readonly releaseDir: string } {
  const releaseDir = join(dataDir, "releases");
  const read = (path: string): unknown => JSON.parse(readFileSync(join(releaseDir, "c", path), "utf8"));
  const { manifestHash } = pointerPayload.parse(JSON.parse(pointer.parse(read("channel.json")).payload));
  const release = manifest.parse(read(`m/${manifestHash}.json`));
  const chunks = new Map(release.chunks.map(({ hash }) => [hash as string, new Uint8Array(readFileSync(join(releaseDir, "c/b", hash)))]));
  const opened = openCatalog(release, chunks);
  if (!opened.ok) throw new Error(`the published release does not open: ${opened.error.kind}`);
  return { view: opened.value, releaseDir };
}
