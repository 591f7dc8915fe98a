import type { CipCode, CountyFips, Instant, IsoDate, SocCode, ZipCode } from "@pathwayks/contracts";
import { civilDate, dayNumber } from "@pathwayks/contracts";
import { NONE, UNKNOWN } from "./view.ts";

// Codes as integers, so that they fit typed arrays. All are total on what the contracts' schemas let through.

/** `29-2061` → 292061. */
export const socToInt = (soc: string): number => Number(soc.slice(0, 2)) * 10_000 + Number(soc.slice(3, 7));

/** 292061 → `29-2061`. */
export const intToSoc = (soc: number): SocCode => {
  const digits = String(soc).padStart(6, "0");
  return `${digits.slice(0, 2)}-${digits.slice(2)}` as SocCode;
};

/** `51.3901` → 513901. */
export const cipToInt = (cip: string): number => Number(cip.slice(0, 2)) * 10_000 + Number(cip.slice(3, 7));

/** 513901 → `51.3901`. */
export const intToCip = (cip: number): CipCode => {
  const digits = String(cip).padStart(6, "0");
  return `${digits.slice(0, 2)}.${digits.slice(2)}` as CipCode;
};

export const intToFips = (fips: number): CountyFips => String(fips).padStart(5, "0") as CountyFips;
export const intToZip = (zip: number): ZipCode => String(zip).padStart(5, "0") as ZipCode;

/** Index in a list of the vocabulary; {@link NONE} for `null`. */
export const toCode = (list: readonly string[], value: string | null): number => (value === null ? NONE : list.indexOf(value));

/** The word of a code; `null` for {@link NONE}. */
export const fromCode = <T extends string>(list: readonly T[], code: number | undefined): T | null =>
  code === undefined ? null : (list[code] ?? null);

/** Tri-state: 0, 1, {@link NONE}. */
export const toFlag = (value: boolean | null): number => (value === null ? NONE : value ? 1 : 0);
export const fromFlag = (flag: number | undefined): boolean | null => (flag === 1 ? true : flag === 0 ? false : null);

/** Seconds since 1970 of an instant; milliseconds are dropped. */
export function instantToSeconds(instant: string): number {
  const clock = Number(instant.slice(11, 13)) * 3600 + Number(instant.slice(14, 16)) * 60 + Number(instant.slice(17, 19));
  return dayNumber(instant) * 86_400 + clock;
}

export function secondsToInstant(seconds: number): Instant {
  const day = Math.floor(seconds / 86_400);
  const rest = seconds - day * 86_400;
  const two = (n: number) => String(Math.floor(n)).padStart(2, "0");
  return `${civilDate(day)}T${two(rest / 3600)}:${two((rest % 3600) / 60)}:${two(rest % 60)}Z` as Instant;
}

export const dayOrUnknown = (date: string | null): number => (date === null ? UNKNOWN : dayNumber(date));
export const dateOrNull = (day: number): IsoDate | null => (day === UNKNOWN ? null : civilDate(day));

/** ISO 8601 week of a day number: `2026-W47`. Weeks start on Monday; the year is that of the week's Thursday. */
export function isoWeek(day: number): string {
  const thursday = day - ((day + 3) % 7) + 3;
  const year = Number(civilDate(thursday).slice(0, 4));
  const week = Math.floor((thursday - dayNumber(`${String(year)}-01-01`)) / 7) + 1;
  return `${String(year).padStart(4, "0")}-W${String(week).padStart(2, "0")}`;
}
