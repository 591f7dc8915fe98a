import { describe, expect, it } from "vitest";
import { aCounty, anOccupation, aProgram, viewOf } from "@pathwayks/catalog/testing";
import type { IsoDate, LimitKind } from "@pathwayks/contracts";
import { createRanker } from "./ranker.ts";
import { aPerson } from "./testing/person.ts";

// One program, one person, one limit: pass, fail or unknown. The county's center is Wichita.

const today = "2026-11-23" as IsoDate;
const here = { zip: null, countyFips: "20173" };
const place = (north: number, onlineOption: boolean | null = null) => ({
  countyFips: "20173", county: "Sedgwick", city: "Wichita", address: null, zip: null, onlineOption,
  coordinates: { latitude: 37.6852 + north / 111.2 / 1.3, longitude: -97.4612 },
});
const crosswalk = [{ cip: "48.0508", soc: "51-4121" }];
const price = (over: object) => ({ currency: "USD", tuition: null, fees: null, books: null, total: null, financialAidAvailable: null, wichitaPromiseEligible: null, ...over });

type Over = Parameters<typeof aProgram>[0];
type Answer = "pass" | "fail" | "unknown";

function judged(limit: LimitKind, person: object, program: Over, occupation: Parameters<typeof anOccupation>[0] = {}): Answer {
  const view = viewOf({
    programs: [aProgram({ location: place(0), ...program })], occupations: [anOccupation(occupation)], counties: [aCounty()], crosswalk,
  });
  const found = createRanker(view, today).check(aPerson({ location: here, educationLevel: "high-school", age: 30, ...person }), "sample-college:welding~51-4121");
  if (found === null) throw new Error("the program leads nowhere");
  return found.fails.includes(limit) ? "fail" : found.unknown.includes(limit) ? "unknown" : "pass";
}

const table = (limit: LimitKind, rows: readonly (readonly [string, object, Over, Answer, Parameters<typeof anOccupation>[0]?])[]) =>
  describe(limit, () => {
    for (const [what, person, program, answer, occupation] of rows) it(`${what}: ${answer}`, () => expect(judged(limit, person, program, occupation)).toBe(answer));
  });

const within = (mode: string | null, minutes: number | null) => ({ transportationAccess: mode, maxTravelMinutes: minutes });
table("travel", [
  ["no limit said", within("car", null), { location: place(300) }, "pass"],
  ["ten kilometers by car in twelve minutes", within("car", 12), { location: place(10) }, "pass"],
  ["one minute too far", within("car", 11), { location: place(10) }, "fail"],
  ["on foot", within("walk", 30), { location: place(3) }, "fail"],
  ["by bicycle", within("bicycle", 30), { location: place(7) }, "pass"],
  ["a bus, within a walk", within("bus", 30), { location: place(2) }, "pass"],
  ["a bus, no timetable", within("bus", 30), { location: place(10) }, "unknown"],
  ["a bus, too far even for a car", within("bus", 30), { location: place(90) }, "fail"],
  ["means not said, near enough by car only", within(null, 30), { location: place(10) }, "unknown"],
  ["online", within("car", 1), { location: place(300, true) }, "pass"],
  ["only from home, classes there", within("online-only", null), { location: place(0, false) }, "fail"],
  ["only from home, not published", within("online-only", null), {}, "unknown"],
  ["only the county of the program is published, its center counts", within("car", 5), { location: { ...place(90), coordinates: null } }, "pass"],
  ["the place of the program is not published", within("car", 30), { location: { ...place(0), coordinates: null, countyFips: null, county: null, city: null } }, "unknown"],
  ["the person's place is not said", { ...within("car", 30), location: { zip: null, countyFips: null } }, {}, "unknown"],
]);

const money = (dollars: number) => ({ financialConstraints: dollars * 100 });
table("cost", [
  ["not published", money(0), {}, "unknown"],
  ["total within", money(500), { cost: price({ total: 50_000 }) }, "pass"],
  ["total one cent over", money(500), { cost: price({ total: 50_001 }) }, "fail"],
  ["tuition within, books not published", money(500), { cost: price({ tuition: 40_000, fees: 0 }) }, "unknown"],
  ["tuition alone over", money(300), { cost: price({ tuition: 40_000 }) }, "fail"],
  ["all parts within", money(500), { cost: price({ tuition: 40_000, fees: 5_000, books: 5_000 }) }, "pass"],
  ["the promise may pay it", money(100), { cost: price({ tuition: 40_000, fees: 0, books: 5_000, wichitaPromiseEligible: true }) }, "unknown"],
  ["no limit said", {}, { cost: price({ total: 9_000_000 }) }, "pass"],
]);

table("hours", [
  ["not published", { timeAvailability: 20 }, {}, "unknown"],
  ["just enough", { timeAvailability: 20 }, { hoursPerWeek: 20 }, "pass"],
  ["half an hour too many", { timeAvailability: 20 }, { hoursPerWeek: 20.5 }, "fail"],
]);

const free = (...availableTimes: string[]) => ({ availableTimes });
table("schedule", [
  ["full-time, days are free", free("weekday-day"), { scheduleType: "full-time" }, "pass"],
  ["full-time, only evenings are free", free("weekday-evening"), { scheduleType: "full-time" }, "fail"],
  ["full-time, the school teaches in the evening too", free("weekday-evening"), { scheduleType: "full-time", services: { childcare: null, evening: true, spanish: null } }, "unknown"],
  ["part-time says nothing of the time", free("weekend"), { scheduleType: "part-time" }, "unknown"],
  ["online fits any time", free("weekend"), { scheduleType: "online" }, "pass"],
  ["not published", free("weekend"), {}, "unknown"],
  ["every time is free", free("weekday-day", "weekday-evening", "weekend"), {}, "pass"],
]);

table("start", [
  ["not published", { startBy: "2027-01-31" }, {}, "unknown"],
  ["on the day", { startBy: "2027-01-31" }, { startDates: ["2026-01-10", "2027-01-31"] }, "pass"],
  ["a day late", { startBy: "2027-01-31" }, { startDates: ["2027-02-01"] }, "fail"],
  ["only past starts are published", { startBy: "2027-01-31" }, { startDates: ["2026-08-20"] }, "unknown"],
]);

table("length", [
  ["the band lies over the limit", { maxWeeks: 11 }, {}, "fail"],
  ["the band straddles it", { maxWeeks: 30 }, {}, "unknown"],
  ["the band lies under it", { maxWeeks: 52 }, {}, "pass"],
  ["the published length", { maxWeeks: 30 }, { durationWeeks: 31 }, "fail"],
]);

const median = (dollars: number | null) => ({ wages: { p10: null, p25: null, median: dollars === null ? null : dollars * 100, p75: null, p90: null } });
table("wage", [
  ["not known", { wageFloor: 3_000_000 }, {}, "unknown"],
  ["at the floor", { wageFloor: 3_000_000 }, {}, "pass", median(30_000)],
  ["below it", { wageFloor: 3_000_000 }, {}, "fail", median(29_999)],
]);

const services = (childcare: boolean | null) => ({ services: { childcare, evening: null, spanish: null } });
table("childcare", [
  ["not needed", { childcareNeeds: false }, services(false), "pass"],
  ["offered", { childcareNeeds: true }, services(true), "pass"],
  ["not published is never a no", { childcareNeeds: true }, {}, "unknown"],
  ["published that there is none", { childcareNeeds: true }, services(false), "fail"],
  ["none, but classes in a free evening", { childcareNeeds: true, ...free("weekday-evening") }, { ...services(false), scheduleType: "evening" }, "pass"],
  ["none, but online", { childcareNeeds: true }, { ...services(false), scheduleType: "online" }, "pass"],
]);

const asked = (education: string | null, licence: string | null = null) => ({ prerequisites: { education, skills: [], experience: null, licence } });
table("education", [
  ["has what is asked", {}, asked("high-school"), "pass"],
  ["lacks what is asked", {}, asked("associate"), "fail"],
  ["not published, finished high school", {}, {}, "pass"],
  ["not published, did not", { educationLevel: "none" }, {}, "unknown"],
  ["asked, and not said", { educationLevel: null }, asked("associate"), "unknown"],
  ["nothing asked", { educationLevel: null }, asked("none"), "pass"],
]);

table("licence", [
  ["none asked", {}, {}, "pass"],
  ["asked, not held", {}, asked(null, "Commercial driver's license, class A"), "unknown"],
  ["asked and held", { credentials: [{ name: "CDL class A", level: null }] }, asked(null, "CDL, Class A"), "pass"],
]);

const law = (kind: string, age?: number) => ({ rules: [{ kind, text: { en: "The law asks for it." }, law: "1 CFR 1", ...(age === undefined ? {} : { age }) }] });
const trucks = { rules: [...law("min-age", 18).rules, ...law("min-age", 21).rules.map((rule) => ({ ...rule, law: "49 CFR 391.11(b)(1)" }))] };
table("age", [
  ["old enough", { age: 18 }, {}, "pass", law("min-age", 18)],
  ["too young", { age: 17 }, {}, "fail", law("min-age", 18)],
  ["old enough when the training ends", { age: 17 }, { durationWeeks: 52 }, "pass", law("min-age", 18)],
  ["not said", { age: null }, {}, "unknown", law("min-age", 18)],
  ["too young to cross a state line, old enough inside Kansas", { age: 18 }, {}, "unknown", trucks],
  ["old enough for both", { age: 21 }, {}, "pass", trucks],
  ["too young for either", { age: 17 }, {}, "fail", trucks],
]);

table("background", [
  ["a check by law, and a concern", { backgroundConcern: true }, {}, "unknown", law("background-check")],
  ["a check by law, no concern said", {}, {}, "pass", law("background-check")],
  ["no law", { backgroundConcern: true }, {}, "pass"],
]);
