import fc from "fast-check";
import { expect, test } from "vitest";
import { civilDate, dayNumber, emptyProfile, isoDate, rate, seekerProfile, pathwayId } from "./index.ts";

test("dates and day numbers are inverse over four centuries", () => {
  fc.assert(fc.property(fc.integer({ min: -80_000, max: 80_000 }), (day) => dayNumber(civilDate(day)) === day));
  expect(dayNumber("1970-01-01")).toBe(0);
  expect(dayNumber("2026-11-23")).toBe(Date.UTC(2026, 10, 23) / 86_400_000);
});

test("a day that does not exist is refused", () => {
  expect(isoDate.safeParse("2026-02-29").success).toBe(false);
  expect(isoDate.safeParse("2028-02-29").success).toBe(true);
  expect(isoDate.safeParse("23.11.2026").success).toBe(false);
});

test("a rate never counts more successes than people", () => {
  expect(rate.safeParse({ k: 3, n: 2 }).success).toBe(false);
  expect(rate.safeParse({ k: 0, n: 0 }).success).toBe(false);
});

test("a profile without answers is a profile, and an unknown field is refused", () => {
  expect(seekerProfile.parse(emptyProfile)).toEqual(emptyProfile);
  expect(seekerProfile.safeParse({ ...emptyProfile, name: "x" }).success).toBe(false);
});

test("a pathway's id carries its program and its occupation", () => {
  expect(pathwayId.safeParse("wsu-tech:51.3901-12-weeks~29-2061").success).toBe(true);
  expect(pathwayId.safeParse("direct~53-3032").success).toBe(true);
  expect(pathwayId.safeParse("../~53-3032").success).toBe(false);
});
