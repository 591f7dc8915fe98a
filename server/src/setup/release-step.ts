import { join } from "node:path";
import type { Release, SigningKey } from "@pathwayks/catalog/build";
import { fail, ok } from "@pathwayks/contracts";
import type { Result } from "@pathwayks/contracts";
import { loadRelease, openLoaded } from "../releases/directory.ts";
import { rowCounts } from "../releases/gates.ts";
import { makeRelease } from "../releases/make.ts";
import { damaged, originOf, publishRelease } from "../releases/publish.ts";
import { loadPrevious, unreadable } from "../releases/previous.ts";
import type { Records } from "../storage/records.ts";
import { fingerprintOfRows } from "./rows-step.ts";

export interface ReleaseStepDeps {
  readonly dataDir: string;
  readonly rows: { readonly folder: string; readonly ours: boolean };
  readonly signing: SigningKey;
  readonly records: Records;
  readonly now: number;
  readonly say: (line: string) => void;
}

/**
 * Makes sure that a release is published and recorded. Starter rows that have changed since are published as the next
 * release, and so is what a start published in a format that this version cannot read; what an operator published is never
 * replaced by a start.
 */
export async function ensureRelease(deps: ReleaseStepDeps): Promise<Result<null, string>> {
  const into = join(deps.dataDir, "releases");
  const previous = loadPrevious(into);
  if (!previous.ok) return fail(damaged(into, previous.error));
  const rows = fingerprintOfRows(deps.rows.folder);
  const from = originOf(into);
  const foreign = previous.value?.view === null;
  if (foreign && (from === null || (from === undefined && !deps.rows.ours))) return fail(unreadable(into));
  const outdated = deps.rows.ours && typeof from === "string" && from !== rows;
  if (previous.value === null || foreign || outdated) {
    deps.say(sentence(previous.value !== null, foreign));
    const done = publishRows(deps, into, rows, previous.value?.release ?? null);
    if (!done.ok) return done;
    const release = loadRelease(into);
    return release.ok ? recordPublished(deps, into, release.value) : fail(damaged(into, release.error));
  }
  return recordPublished(deps, into, previous.value.release);
}

function sentence(published: boolean, foreign: boolean): string {
  if (foreign) return "The published catalog was made by another version of PathwayKS; publishing it anew …";
  return published ? "Publishing the changed catalog …" : "Publishing the first release of the catalog …";
}

function publishRows({ rows: { folder }, signing, now, say }: ReleaseStepDeps, into: string, rows: string, prev: Release | null): Result<null, string> {
  const { release, pointer, rejects } = makeRelease({ from: folder, prev, signing, now });
  if (rejects.length > 0)
    say(
      `${rejects.length} rows of ${folder} do not fit and were left out, such as line ${rejects[0]?.line ?? 0} of ${rejects[0]?.kind ?? ""}: ${rejects[0]?.field ?? ""} ${rejects[0]?.reason ?? ""}.`,
    );
  const done = publishRelease({ release, pointer, into, allowFewer: true, rows, publishedAt: new Date(now).toISOString() });
  return done.ok ? ok(null) : done;
}

/** A start that was stopped between publishing and recording is made good here. */
async function recordPublished({ records, now }: ReleaseStepDeps, into: string, release: Release): Promise<Result<null, string>> {
  const { manifest, manifestHash } = release;
  if ((await records.latestRelease())?.manifestHash === manifestHash) return ok(null);
  const view = openLoaded(release);
  if (!view.ok) return fail(damaged(into, view.error));
  await records.recordRelease({
    version: manifest.version,
    manifestHash,
    createdAt: manifest.createdAt,
    publishedAt: new Date(now).toISOString(),
    ...rowCounts(view.value),
  });
  return ok(null);
}
