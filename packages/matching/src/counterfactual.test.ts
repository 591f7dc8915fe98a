import { describe, expect, it } from "vitest";
import { aCounty, anOccupation, aProgram, viewOf } from "@pathwayks/catalog/testing";
import type { Counterfactual, IsoDate } from "@pathwayks/contracts";
import { applyChanges } from "./changes.ts";
import { createRanker } from "./ranker.ts";
import { aPerson } from "./testing/person.ts";

// One program that one limit keeps out: the change that is offered is the smallest, and opens it.

const today = "2026-11-23" as IsoDate;
const north = (kilometers: number) => ({
  countyFips: "20173", county: "Sedgwick", city: "Wichita", address: null, zip: null, onlineOption: false,
  coordinates: { latitude: 37.6852 + kilometers / 111.2 / 1.3, longitude: -97.4612 },
});
const base = { location: { zip: null, countyFips: "20173" }, educationLevel: "high-school", transportationAccess: "car", age: 30 };
const cost = (total: number) => ({ cost: { currency: "USD", tuition: null, fees: null, books: null, total, financialAidAvailable: null, wichitaPromiseEligible: null } });

function offers(person: object, program: Parameters<typeof aProgram>[0], median: number | null = 3_912_300) {
  const view = viewOf({
    programs: [aProgram({ location: north(1), ...program })], counties: [aCounty()], crosswalk: [{ cip: "48.0508", soc: "51-4121" }],
    occupations: [anOccupation({ wages: { p10: null, p25: null, median, p75: null, p90: null } })],
  });
  const profile = aPerson({ ...base, ...person });
  const ranker = createRanker(view, today);
  const result = ranker.rank(profile);
  expect(result.survivors).toBe(0);
  expect(result.notes).toContain("nothing-survives");
  for (const { changes } of result.relaxations) expect(ranker.rank(applyChanges(profile, changes)).survivors).toBe(1);
  return result.relaxations.map((one: Counterfactual) => one.changes.map(({ limit, from, to }) => [limit, from, to]));
}

describe("the smallest change", () => {
  it("of minutes", () => expect(offers({ maxTravelMinutes: 15 }, { location: north(30) })).toEqual([[["travel", 15, 26]]]));
  it("of minutes on foot, or a car", () =>
    expect(offers({ transportationAccess: "walk", maxTravelMinutes: 30 }, { location: north(10) })).toEqual([[["car", 0, 1]], [["travel", 30, 120]]]));
  it("of money, in whole dollars", () => expect(offers({ financialConstraints: 12_345 }, cost(98_701))).toEqual([[["cost", 12_345, 98_800]]]));
  it("of hours, in whole hours", () => expect(offers({ timeAvailability: 8.5 }, { hoursPerWeek: 14.5 })).toEqual([[["hours", 8.5, 15]]]));
  it("of the times that are free, by one daypart", () =>
    expect(offers({ availableTimes: ["weekend"] }, { scheduleType: "full-time" })).toEqual([[["schedule", 4, 5]]]));
  it("of the start, in days", () => expect(offers({ startBy: "2027-01-10" }, { startDates: ["2027-01-12"] })).toEqual([[["start", 20_828, 20_830]]]));
  it("of the length, in weeks, to where the band begins", () => expect(offers({ maxWeeks: 4 }, {})).toEqual([[["length", 4, 12]]]));
  it("of pay, by hundreds of dollars", () => expect(offers({ wageFloor: 4_500_000 }, {})).toEqual([[["wage", 4_500_000, 3_910_000]]]));
  it("of childcare, where none is published", () =>
    expect(offers({ childcareNeeds: true }, { services: { childcare: false, evening: null, spanish: null } })).toEqual([[["childcare", 1, 0]]]));
  it("is a pair where no single one works", () =>
    expect(offers({ maxTravelMinutes: 15, financialConstraints: 50_000 }, { location: north(30), ...cost(98_700) })).toEqual([[["travel", 15, 26], ["cost", 50_000, 98_700]]]));
});

describe("never", () => {
  it("speaks of what nobody can change", () => {
    expect(offers({ educationLevel: "none" }, { prerequisites: { education: "associate", skills: [], experience: null, licence: null } })).toEqual([]);
    expect(offers({ maxTravelMinutes: 15, educationLevel: "none" }, { location: north(30), prerequisites: { education: "associate", skills: [], experience: null, licence: null } })).toEqual([]);
  });
  it("offers a car where a car would not help", () =>
    expect(offers({ transportationAccess: "online-only", maxTravelMinutes: 15 }, { location: north(200) })).toEqual([]));
});
