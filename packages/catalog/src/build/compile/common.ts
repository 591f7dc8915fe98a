import type { Coordinates, Evidence, FactGroup, Instant } from "@pathwayks/contracts";
import { factGroups } from "@pathwayks/contracts";
import { instantToSeconds } from "../../codes.ts";
import { NO_HUNDREDTHS } from "../../format/layout.ts";
import { formatEvidence } from "../../open/evidence.ts";
import { UNKNOWN } from "../../view.ts";

/** Not published, in a column of numbers. */
export const orUnknown = (value: number | null): number => value ?? UNKNOWN;
export const orNaN = (value: number | null): number => value ?? Number.NaN;
export const orEmpty = (value: string | null | undefined): string => value ?? "";
export const fips = (value: string | null): number => (value === null ? UNKNOWN : Number(value));

/** Hundredths; two decimals are kept. */
export const toHundredths = (value: number | null): number => (value === null ? NO_HUNDREDTHS : Math.round(value * 100));

const nowhere = [Number.NaN, Number.NaN, Number.NaN] as const;

/** Unit vector of a place, from degrees rounded to four decimals (11 m), so that the degrees can be read back exactly. */
export function unitVector(at: Coordinates | null): readonly number[] {
  if (at === null) return nowhere;
  const radians = (degrees: number) => (Math.round(degrees * 10_000) / 10_000) * (Math.PI / 180);
  const latitude = radians(at.latitude), longitude = radians(at.longitude);
  const around = Math.cos(latitude);
  return [around * Math.cos(longitude), around * Math.sin(longitude), Math.sin(latitude)].map(Math.fround);
}

/** The evidence column of a row: one entry for each group. */
export const evidenceCells = (evidence: Partial<Record<FactGroup, Evidence>>): { readonly evidence: readonly string[] } =>
  ({ evidence: factGroups.map((group) => formatEvidence(evidence[group])) });

export const recordCells = (row: { sample: boolean; createdAt: Instant; updatedAt: Instant }) => ({
  sample: row.sample ? 1 : 0, createdAt: instantToSeconds(row.createdAt), updatedAt: instantToSeconds(row.updatedAt),
});
