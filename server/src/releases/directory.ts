import type { CatalogError, CatalogView } from "@pathwayks/catalog";
import { openCatalog } from "@pathwayks/catalog";
import { readRelease, verifyRelease } from "@pathwayks/catalog/build";
import type { Release } from "@pathwayks/catalog/build";
import { fail, ok } from "@pathwayks/contracts";
import type { Result, TrustedKey } from "@pathwayks/contracts";

/** Why a release is refused, in words for an operator. */
export function errorInWords(error: CatalogError): string {
  switch (error.kind) {
    case "offline":
      return "there is no release, or a file of it is missing";
    case "malformed":
      return `its ${error.what} is not what it must be: ${error.detail}`;
    case "bad-signature":
      return "its signature is missing, or not by a key that is trusted";
    case "rollback":
      return `its version is ${error.offered}, and ${error.seen} was seen before`;
    case "two-faced":
      return `there are two different releases with version ${error.version}`;
    case "held-back":
      return `version ${error.version} failed to start before`;
    case "app-too-old":
      return `it needs version ${error.needs} of the app`;
    case "hash-mismatch":
      return `${error.path} is not what its name says: it was changed or damaged`;
    case "too-long":
      return `${error.path} is longer than allowed`;
    case "missing-chunk":
      return `the file ${error.chunk} is missing`;
    case "storage":
      return `it could not be read (${error.detail})`;
    case "no-space":
    case "busy":
    case "cancelled":
      return `it could not be read (${error.kind})`;
  }
}

/** Verifies the published release of a directory as a device would, and opens it. `now` in milliseconds. The error is what is wrong. */
export async function openReleaseDir(
  dir: string,
  trusted: readonly TrustedKey[],
  now: number,
): Promise<Result<{ readonly view: CatalogView; readonly manifestHash: string; readonly expired: boolean }, string>> {
  const verified = await verifyRelease(dir, trusted, new Date(now).toISOString());
  if (!verified.ok) return fail(errorInWords(verified.error));
  const { view, manifestHash, expired } = verified.value;
  return ok({ view, manifestHash, expired });
}

/** The release of a directory by its hashes alone, whoever signed it. The error is what is wrong. */
export function loadRelease(dir: string): Result<Release, string> {
  try {
    const release = readRelease(dir);
    return release === null ? fail("there is no release in it (c/channel.json is missing or unreadable)") : ok(release);
  } catch (error) {
    // Reading throws for files that are missing or changed; here that is what is being asked.
    return fail(error instanceof Error ? error.message : "it cannot be read");
  }
}

/** Opens a release that was loaded. */
export function openLoaded(release: Release): Result<CatalogView, string> {
  const view = openCatalog(release.manifest, release.chunks);
  return view.ok ? view : fail(errorInWords(view.error));
}
