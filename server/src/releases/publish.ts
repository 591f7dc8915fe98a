import { readFileSync, existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { pruneReleases, readReleaseOf, writeRelease } from "@pathwayks/catalog/build";
import type { Release } from "@pathwayks/catalog/build";
import { fail, ok } from "@pathwayks/contracts";
import type { Pointer, Result } from "@pathwayks/contracts";
import { writeWhole } from "../durable-files.ts";
import type { ReleaseRecord } from "../storage/records.ts";
import { openLoaded } from "./directory.ts";
import { danglingReferences, rowCounts, shrinkage } from "./gates.ts";
import { loadPrevious } from "./previous.ts";

export interface PublishInput {
  readonly release: Release;
  /** Signed; goes out as it is. */
  readonly pointer: Pointer;
  /** The release directory that is served. */
  readonly into: string;
  /** A person has looked at what is gone and agrees. */
  readonly allowFewer: boolean;
  /** Fingerprint of the rows it was made of, where a start may publish again by itself; `null`: a person published. */
  readonly rows: string | null;
  readonly publishedAt: string;
}

/**
 * Puts a verified release where devices find it, if it passes the gates; the last good one is untouched where it does not.
 * The files of the release before stay, for devices that are downloading it. The error is a sentence for an operator.
 */
export function publishRelease(input: PublishInput): Result<ReleaseRecord, string> {
  const { release, pointer, into } = input;
  const view = openLoaded(release);
  if (!view.ok) return fail(`The release does not open: ${view.error}.`);
  const dangling = danglingReferences(view.value);
  if (dangling.length > 0) return fail(`The release refers to rows that it does not have: ${dangling.join("; ")}.`);
  const last = loadPrevious(into);
  if (!last.ok) return fail(damaged(into, last.error));
  if (last.value !== null) {
    const { manifest } = last.value.release;
    if (release.manifest.version <= manifest.version)
      return fail(
        `Version ${release.manifest.version} is not higher than ${manifest.version}, which is published. Build it as the next one: --prev ${into}.`,
      );
    const fewer = last.value.view === null ? [] : shrinkage(last.value.view, view.value);
    if (fewer.length > 0 && !input.allowFewer)
      return fail(
        `Too many rows are gone since the last release: ${fewer.join("; ")}. If that is right, publish with --allow-fewer.`,
      );
  }
  writeRelease(into, release, pointer);
  writeOrigin(into, input.rows);
  // Which files one of another format needs is not known here: they stay until the next release.
  if (last.value === null) pruneReleases(into, [release]);
  else if (last.value.view !== null) pruneReleases(into, [release, last.value.release, ...before(into, last.value.release)]);
  return ok({
    version: release.manifest.version,
    manifestHash: release.manifestHash,
    createdAt: release.manifest.createdAt,
    publishedAt: input.publishedAt,
    ...rowCounts(view.value),
  });
}

export const damaged = (dir: string, why: string): string =>
  `The published catalog in ${dir} is damaged: ${why}. Put the backup of that folder back. Without one, remove the folder and start again; devices keep the catalog they have until a higher version is published.`;

/** The release before, if its files are still whole. */
function before(dir: string, { manifest }: Release): Release[] {
  try {
    return manifest.prev === null ? [] : [readReleaseOf(dir, manifest.prev)];
  } catch {
    // Pruned or never here: nothing to keep.
    return [];
  }
}

const origin = z.object({ rows: z.string().nullable() });
const originFile = (dir: string) => join(dir, "built-from.json");

/** What the published release was made of: a fingerprint of rows, `null` where a person published, `undefined` where nobody knows. */
export function originOf(dir: string): string | null | undefined {
  if (!existsSync(originFile(dir))) return undefined;
  const parsed = origin.safeParse(JSON.parse(readFileSync(originFile(dir), "utf8")));
  return parsed.success ? parsed.data.rows : undefined;
}

function writeOrigin(dir: string, rows: string | null): void {
  mkdirSync(dir, { recursive: true });
  writeWhole(originFile(dir), `${JSON.stringify({ rows })}\n`);
}
