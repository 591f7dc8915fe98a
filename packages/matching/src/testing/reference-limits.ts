import { dayNumber, dayparts, educationLevels } from "@pathwayks/contracts";
import type { LimitKind, SeekerProfile } from "@pathwayks/contracts";
import * as assumed from "../assumptions.ts";
import type { OccupationObject, Place, ProgramObject } from "./reference-rows.ts";

// Limits, read off the page in words: each function answers "pass", "fail" or "unknown" for one person and one thing.

export type Answer = "pass" | "fail" | "unknown";

/** Kilometers of road by the haversine of the chord, with the library's trigonometry. */
export function kilometers(from: Place, to: Place): number | null {
  if (from === null || to === null) return null;
  const chord = Math.hypot(from[0] - to[0], from[1] - to[1], from[2] - to[2]);
  return 6371.0088 * 2 * Math.asin(Math.min(1, chord / 2)) * assumed.detour;
}

export function minutesBy(mode: "car" | "bicycle" | "walk", km: number): number {
  if (mode === "bicycle") return Math.round((km / 15) * 60);
  if (mode === "walk") return Math.round((km / 5) * 60);
  return km <= 10 ? Math.round((km * 60) / 50) : Math.round((10 * 60) / 50 + ((km - 10) * 60) / 85);
}

export function travel(person: SeekerProfile, km: number | null, home: boolean | null): Answer {
  if (home === true) return "pass";
  const mode = person.transportationAccess;
  if (mode === "online-only") return home === false ? "fail" : "unknown";
  const limit = person.maxTravelMinutes;
  if (limit === null) return "pass";
  if (km === null) return "unknown";
  if (mode === "car" || mode === "bicycle" || mode === "walk") return minutesBy(mode, km) <= limit ? "pass" : "fail";
  if (minutesBy("walk", km) <= limit) return "pass";
  return minutesBy("car", km) > limit ? "fail" : "unknown";
}

/** The program's own charges: lowest and highest out of pocket, and whether any part is missing. */
export function ownCost(p: ProgramObject): { min: number; max: number; whole: boolean } | null {
  if (!p.costIsOwn || (p.total === null && p.tuition === null)) return null;
  const max = p.total ?? (p.tuition ?? 0) + (p.fees ?? 0) + (p.books ?? 0);
  const paidByPromise = p.promise !== true ? 0 : p.tuition === null ? max : p.tuition + (p.fees ?? 0);
  return { min: Math.max(0, max - paidByPromise), max, whole: p.total !== null || (p.fees !== null && p.books !== null) };
}

function cost(person: SeekerProfile, p: ProgramObject): Answer {
  if (person.financialConstraints === null) return "pass";
  const own = ownCost(p);
  if (own === null) return "unknown";
  if (own.min > person.financialConstraints) return "fail";
  return own.max <= person.financialConstraints && own.whole ? "pass" : "unknown";
}

function hours(person: SeekerProfile, p: ProgramObject): Answer {
  if (person.timeAvailability === null) return "pass";
  return p.hours === null ? "unknown" : p.hours <= person.timeAvailability ? "pass" : "fail";
}

const daypartOf = { "full-time": "weekday-day", evening: "weekday-evening", weekend: "weekend" } as const;
const fixedDaypart = (p: ProgramObject) => (p.schedule === "full-time" || p.schedule === "evening" || p.schedule === "weekend" ? daypartOf[p.schedule] : null);

function schedule(person: SeekerProfile, p: ProgramObject): Answer {
  const free = person.availableTimes;
  if (free === null || new Set(free).size === dayparts.length || p.schedule === "online") return "pass";
  const needs = fixedDaypart(p);
  if (needs === null) return "unknown";
  if (free.includes(needs)) return "pass";
  return p.evening === true && free.includes("weekday-evening") ? "unknown" : "fail";
}

function start(person: SeekerProfile, p: ProgramObject): Answer {
  if (person.startBy === null) return "pass";
  return p.nextStart === null ? "unknown" : p.nextStart <= dayNumber(person.startBy) ? "pass" : "fail";
}

function length(person: SeekerProfile, p: ProgramObject): Answer {
  if (person.maxWeeks === null) return "pass";
  if (p.weeks === null) return "unknown";
  return p.weeks.min > person.maxWeeks ? "fail" : p.weeks.max <= person.maxWeeks ? "pass" : "unknown";
}

function childcare(person: SeekerProfile, p: ProgramObject): Answer {
  if (person.childcareNeeds !== true || p.online === true || p.childcare === true) return "pass";
  const needs = fixedDaypart(p);
  if (needs !== null && needs !== "weekday-day" && person.availableTimes !== null && person.availableTimes.includes(needs)) return "pass";
  return p.childcare === false ? "fail" : "unknown";
}

const rank = (level: (typeof educationLevels)[number]): number => educationLevels.indexOf(level);

function education(person: SeekerProfile, p: ProgramObject): Answer {
  const graduate = p.award === "above-bachelor";
  const asked = p.asked ?? (graduate ? "bachelor" : "high-school");
  if (asked === "none") return "pass";
  if (person.educationLevel === null) return "unknown";
  if (rank(person.educationLevel) >= rank(asked)) return "pass";
  return p.asked !== null || graduate ? "fail" : "unknown";
}

const words = (text: string): string => ` ${text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim()} `;

export function holds(person: SeekerProfile, asked: string): boolean {
  return person.credentials.map((c) => words(c.name)).some((held) => held.trim() !== "" && (held.includes(words(asked)) || words(asked).includes(held)));
}

export function age(person: SeekerProfile, o: OccupationObject, trainingWeeks: number): Answer {
  if (o.minAge === 0) return "pass";
  if (person.age === null) return "unknown";
  const after = person.age + Math.floor(trainingWeeks / 52);
  return after < o.minAgeInside ? "fail" : after < o.minAge ? "unknown" : "pass";
}

/** `starts`: takes the job without training and has not done it before, so that only the lower quarter's pay can be counted on. */
export function ofOccupation(person: SeekerProfile, o: OccupationObject, starts: boolean): Partial<Record<LimitKind, Answer>> {
  const floor = person.wageFloor;
  const doubtful = starts && o.lowerQuarter !== null && floor !== null && o.lowerQuarter < floor;
  const wage = floor === null ? "pass" : o.median === null ? "unknown" : o.median < floor ? "fail" : doubtful ? "unknown" : "pass";
  return { wage, background: person.backgroundConcern === true && o.background ? "unknown" : "pass" };
}

/** All twelve limits of a program that leads to an occupation. */
export function ofTraining(person: SeekerProfile, p: ProgramObject, o: OccupationObject, km: number | null): Partial<Record<LimitKind, Answer>> {
  return {
    travel: travel(person, km, p.online), cost: cost(person, p), hours: hours(person, p), schedule: schedule(person, p), start: start(person, p),
    length: length(person, p), childcare: childcare(person, p), education: education(person, p),
    licence: p.licence === "" || holds(person, p.licence) ? "pass" : "unknown",
    age: age(person, o, p.weeks?.min ?? 0), ...ofOccupation(person, o, false),
  };
}
