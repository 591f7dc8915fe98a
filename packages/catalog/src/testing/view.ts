import { buildRelease } from "../build/release.ts";
import type { Release } from "../build/release.ts";
import type { CatalogRows } from "../build/rows.ts";
import { noRows } from "../build/rows.ts";
import { joinCatalog, openJoined } from "../open/joined.ts";
import { openCatalog } from "../open/open.ts";
import type { CatalogView } from "../view.ts";
import { aSource } from "./rows.ts";

export const testInstant = "2026-11-23T08:00:00Z";

/** A release of these rows; what is left out is empty, but for the source that the fakers cite. */
export const releaseOf = (rows: Partial<CatalogRows>, options: { createdAt?: string; prev?: Release | null } = {}): Release =>
  buildRelease({ rows: { ...noRows, sources: [aSource()], ...rows }, createdAt: testInstant, ...options });

/** Opens a release that must be sound. */
export function opened(release: Release): CatalogView {
  const view = openCatalog(release.manifest, release.chunks);
  if (!view.ok) throw new Error(`the release does not open: ${JSON.stringify(view.error)}`);
  return view.value;
}

/** Opens a joined copy of a release that must be sound, with what `use` has its view derive. */
export function openedJoined({ manifest, chunks }: Release, use: (view: CatalogView) => void = () => undefined): CatalogView {
  const joining = joinCatalog(manifest, chunks, use);
  let step = joining.next();
  while (step.done !== true) step = joining.next();
  const joined = step.value;
  const opened = joined.ok ? openJoined(manifest, joined.value.bytes, () => joined.value.prose) : joined;
  if (!opened.ok) throw new Error(`the release is not joined: ${JSON.stringify(opened.error)}`);
  return opened.value.view;
}

/** Builds these rows and opens them, in memory: what a device would see. */
export const viewOf = (rows: Partial<CatalogRows>, options: { createdAt?: string } = {}): CatalogView =>
  opened(releaseOf(rows, options));
