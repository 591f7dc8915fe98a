import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { CatalogView } from "@pathwayks/catalog";
import type { Release } from "@pathwayks/catalog/build";
import { CATALOG_SCHEMA, manifest as manifestSchema, ok } from "@pathwayks/contracts";
import type { Manifest, Result } from "@pathwayks/contracts";
import { loadRelease, openLoaded } from "./directory.ts";

/** What a new release follows. */
export interface Previous {
  readonly release: Release;
  /**
   * `null`: whole, but of a format that this version does not read. Then `release` has its version and hash and nothing in it,
   * so that the next one gets a higher version and takes nothing over.
   */
  readonly view: CatalogView | null;
}

/** The release that is published in a directory; `null` where there is none. The error is what is damaged. */
export function loadPrevious(dir: string): Result<Previous | null, string> {
  if (!existsSync(pointerFile(dir))) return ok(null);
  const release = loadRelease(dir);
  if (!release.ok) {
    const foreign = foreignRelease(dir);
    return foreign === null ? release : ok({ release: foreign, view: null });
  }
  // Every file of it is what its hash says, so what does not open was written so.
  const view = openLoaded(release.value);
  return ok(view.ok ? { release: release.value, view: view.value } : { release: emptied(release.value), view: null });
}

const pointerFile = (dir: string): string => join(dir, "c", "channel.json");

const emptied = (release: Release): Release => ({ ...release, manifest: { ...release.manifest, chunks: [] }, chunks: new Map() });

// As little as any version must have said, so that another one's can be followed.
const anyPointer = z.object({ payload: z.string() });
const anyPayload = z.object({ version: z.int().positive(), manifestHash: z.string().regex(/^[0-9a-f]{64}$/) });

/** A release whose manifest is the one that was published, and is not of this version's format; `null` where it is anything else. */
function foreignRelease(dir: string): Release | null {
  try {
    const { payload } = anyPointer.parse(JSON.parse(readFileSync(pointerFile(dir), "utf8")));
    const { version, manifestHash } = anyPayload.parse(JSON.parse(payload));
    const bytes = readFileSync(join(dir, "c", "m", `${manifestHash}.json`));
    if (createHash("sha256").update(bytes).digest("hex") !== manifestHash) return null;
    if (manifestSchema.safeParse(JSON.parse(bytes.toString("utf8"))).success) return null;
    return { manifest: standIn(version, manifestHash), manifestBytes: new Uint8Array(bytes), manifestHash, chunks: new Map() };
  } catch {
    // Not even that can be read: damaged, and the caller says so.
    return null;
  }
}

const standIn = (version: number, manifestHash: string): Manifest =>
  manifestSchema.parse({
    version, createdAt: "2000-01-01T00:00:00Z", schemaV: CATALOG_SCHEMA, minApp: 1, title: "", chunks: [], prev: null, rootHash: manifestHash,
  });

/** For the operator whose own release this version cannot read. */
export const unreadable = (dir: string): string =>
  `The published catalog in ${dir} was made by another version of PathwayKS, and this one cannot read it. A person published it, so a start does not replace it. ` +
  `Build it again from its rows and publish that: npm run pathway -- catalog build --from ROWS --out NEW --prev ${dir}, then npm run pathway -- catalog publish NEW.`;
