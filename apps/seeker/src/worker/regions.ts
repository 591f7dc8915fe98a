import { UNKNOWN, type CatalogView } from "@pathwayks/catalog";
import { regions, type Manifest, type Region } from "@pathwayks/contracts";
import type { Subscription } from "../engine/protocol.ts";

/** All jobs of the state are taken unasked as long as they cost no more than this. Bytes, gzip. */
export const ALL_JOBS_LIMIT = 300_000;

/** Regions whose jobs everybody gets: they are open to people anywhere. */
const always: readonly Region[] = ["statewide", "online"];

/** Bytes of a transfer that all job chunks cost together. */
const jobBytes = (manifest: Manifest): number =>
  manifest.chunks.reduce((sum, { kind, gzip }) => sum + (kind === "jobs" ? gzip : 0), 0);

/**
 * The regions whose jobs this device keeps. `home`: where the person lives, `null` where that is not known; then the regions
 * that are `here` already stay.
 */
export function subscribedRegions(
  manifest: Manifest, dataUse: Subscription["dataUse"], home: Region | null, here: readonly Region[],
): readonly Region[] {
  const small = jobBytes(manifest) <= ALL_JOBS_LIMIT;
  if (dataUse === "all" || (dataUse === "auto" && small)) return regions;
  const own = home === null ? here : [home];
  return regions.filter((region) => always.includes(region) || own.includes(region));
}

/** The workforce area of a ZIP or a county; `null` where the catalog does not know the place. */
export function homeRegion(view: CatalogView, place: Subscription["place"]): Region | null {
  if (!place) return null;
  const zipRow = place.zip === null ? -1 : view.zips.zip.indexOf(Number(place.zip));
  const zipCounty = zipRow === -1 ? UNKNOWN : (view.zips.county[zipRow] ?? UNKNOWN);
  const fips = place.countyFips === null ? zipCounty : Number(place.countyFips);
  const row = fips === UNKNOWN ? -1 : view.counties.fips.indexOf(fips);
  const code = row === -1 ? undefined : view.counties.region[row];
  return code === undefined ? null : (regions[code] ?? null);
}
