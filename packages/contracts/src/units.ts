import { z } from "./brand.ts";

/** Whole US cents. Never negative. */
export const cents = z.int().check(z.nonnegative(), z.lte(2_000_000_000)).brand<"Cents">();
export type Cents = z.infer<typeof cents>;

/** Whole weeks, 0 to 520. */
export const weeks = z.int().check(z.nonnegative(), z.lte(520)).brand<"Weeks">();
export type Weeks = z.infer<typeof weeks>;

/** Hours a week, 0 to 168. */
export const weeklyHours = z.number().check(z.nonnegative(), z.lte(168)).brand<"WeeklyHours">();
export type WeeklyHours = z.infer<typeof weeklyHours>;

/** Whole minutes, 0 to 1,440. */
export const minutes = z.int().check(z.nonnegative(), z.lte(1440)).brand<"Minutes">();
export type Minutes = z.infer<typeof minutes>;

/** A calendar date, `YYYY-MM-DD`, without a time zone. */
export const isoDate = z
  .string()
  .check(
    z.regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, "a date looks like 2026-11-23"),
    z.refine(isRealDay, "there is no such day"),
  )
  .brand<"IsoDate">();
export type IsoDate = z.infer<typeof isoDate>;

/** An instant in UTC, `YYYY-MM-DDTHH:MM:SSZ`, with optional milliseconds. */
export const instant = z
  .string()
  .check(z.regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z$/, "an instant looks like 2026-11-23T08:00:00Z"))
  .brand<"Instant">();
export type Instant = z.infer<typeof instant>;

/** A share from 0 to 1 together with the people it rests on: `k` of `n`. */
export const rate = z
  .object({ k: z.int().check(z.nonnegative()), n: z.int().check(z.positive()) })
  .check(z.refine((r) => r.k <= r.n, "k may not exceed n"));
export type Rate = z.infer<typeof rate>;

/** A closed range whose ends may be equal. The unit is that of the field. */
export const range = z
  .object({ min: z.number().check(z.nonnegative()), max: z.number().check(z.nonnegative()) })
  .check(z.refine((r) => r.min <= r.max, "min may not exceed max"));
export type Range = z.infer<typeof range>;

/**
 * Days since 1970-01-01 of a calendar date, by the civil-from-days arithmetic of Howard Hinnant's date algorithms, so that
 * no time zone can shift a day. Expects `YYYY-MM-DD`.
 */
export function dayNumber(date: string): number {
  const year = Number(date.slice(0, 4));
  const month = Number(date.slice(5, 7));
  const day = Number(date.slice(8, 10));
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

function isRealDay(text: string): boolean {
  return civilDate(dayNumber(text)) === text;
}

/** The calendar date of a day number: the inverse of {@link dayNumber}. */
export function civilDate(day: number): IsoDate {
  const z0 = day + 719_468;
  const era = Math.floor(z0 / 146_097);
  const dayOfEra = z0 - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const mp = Math.floor((5 * dayOfYear + 2) / 153);
  const d = dayOfYear - Math.floor((153 * mp + 2) / 5) + 1;
  const m = mp < 10 ? mp + 3 : mp - 9;
  const y = yearOfEra + era * 400 + (m <= 2 ? 1 : 0);
  const two = (n: number) => String(n).padStart(2, "0");
  return `${String(y).padStart(4, "0")}-${two(m)}-${two(d)}` as IsoDate;
}
