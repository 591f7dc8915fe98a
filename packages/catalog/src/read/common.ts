import type { Coordinates, CountyFips, Evidence, FactGroup, Instant, LocalText, Source } from "@pathwayks/contracts";
import { bases, civilDate, factGroups } from "@pathwayks/contracts";
import { intToFips, secondsToInstant } from "../codes.ts";
import type { EvidenceColumns, PlaceColumns, RecordColumns } from "../view.ts";
import { NONE, UNKNOWN } from "../view.ts";

// Columns back to the contracts' rows. Brands are minted here: what is stored came through the contracts' schemas.

export const textOrNull = <T extends string>(text: string): T | null => (text === "" ? null : (text as T));

export const localTextOf = (en: string, es: string): LocalText => (es === "" ? { en } : { en, es });

/** A number whose column says UNKNOWN for "not published". */
export const numberOrNull = <T extends number>(value: number | undefined): T | null =>
  value === undefined || value === UNKNOWN ? null : (value as T);

/**
 * A Float32 as the decimal number it was: seven significant digits are what a Float32 holds. NaN is `null`.
 */
export const decimalOrNull = <T extends number>(value: number | undefined): T | null =>
  value === undefined || Number.isNaN(value) ? null : (Number(value.toPrecision(7)) as T);

export const fipsOrNull = (value: number | undefined): CountyFips | null =>
  value === undefined || value === UNKNOWN ? null : intToFips(value);

export const rateOrNull = (k: number | undefined, n: number | undefined): { k: number; n: number } | null =>
  k === undefined || n === undefined || n === UNKNOWN ? null : { k, n };

/** Degrees, four decimals (11 m): what a Float32 unit vector gives back exactly. */
export function coordinatesOf(place: PlaceColumns, row: number): Coordinates | null {
  const at = place.at[row] ?? UNKNOWN;
  const x = place.x[at] ?? Number.NaN, y = place.y[at] ?? Number.NaN, z = place.z[at] ?? Number.NaN;
  if (Number.isNaN(x)) return null;
  const degrees = (radians: number) => Math.round((radians * 180 / Math.PI) * 10_000) / 10_000;
  return { latitude: degrees(Math.atan2(z, Math.hypot(x, y))), longitude: degrees(Math.atan2(y, x)) };
}

export function evidenceAt(columns: Record<FactGroup, EvidenceColumns>, sources: readonly Source[],
  row: number): Partial<Record<FactGroup, Evidence>> {
  const found: Partial<Record<FactGroup, Evidence>> = {};
  for (const group of factGroups) {
    const evidence = columns[group];
    const fact = evidence.fact[row] ?? 0;
    const source = sources[evidence.source[fact] ?? UNKNOWN];
    const basis = bases[evidence.basis[fact] ?? NONE];
    if (source === undefined || basis === undefined) continue;
    const sharedBy = evidence.sharedBy[fact] ?? 1;
    found[group] = { source: source.id, asOf: civilDate(evidence.asOf[fact] ?? 0), basis, ...(sharedBy > 1 && { sharedBy }) };
  }
  return found;
}

export const recordAt = (record: RecordColumns, row: number): { createdAt: Instant; updatedAt: Instant } => ({
  createdAt: secondsToInstant(record.createdAt[row] ?? 0),
  updatedAt: secondsToInstant(record.updatedAt[row] ?? 0),
});
