import { NONE } from "@pathwayks/catalog";
import { awardLevels, dayparts, limitKinds } from "@pathwayks/contracts";
import type { LimitKind } from "@pathwayks/contracts";
import { carMinutes, ownMinutes, walkMinutes } from "./distance.ts";
import { payAtStart } from "./pay.ts";
import { bachelor, highSchool, holds } from "./person.ts";
import type { Person } from "./person.ts";
import type { Prepared } from "./prepare/prepare.ts";
import { anyDaypart, costBasis, online, unknownDaypart } from "./prepare/programs.ts";
import type { Openings } from "./reach.ts";

// Each limit is a bit. A verdict holds the limits that fail in its low bits and those that are unknown above them.

export type Verdict = number;

export const bitOf = (kind: LimitKind): number => 1 << limitKinds.indexOf(kind);
const shift = limitKinds.length;
const bit = Object.fromEntries(limitKinds.map((kind) => [kind, bitOf(kind)])) as Record<LimitKind, number>;
const unknown = (b: number): Verdict => b << shift;

export const failsOf = (v: Verdict): number => v & ((1 << shift) - 1);
export const unknownsOf = (v: Verdict): number => v >> shift;
export const kindsOf = (bits: number): LimitKind[] => limitKinds.filter((kind) => (bits & bit[kind]) !== 0);

type ProgramCheck = (prepared: Prepared, person: Person, row: number, kilometers: number) => Verdict;

type Asked = readonly (readonly [boolean, ProgramCheck])[];
const those = (checks: Asked): ProgramCheck[] => checks.flatMap(([asked, check]) => (asked ? [check] : []));

/** The limits that depend on the program alone, of those that this person sets: what was not said needs no look. */
const programChecks = (prepared: Prepared, person: Person): ProgramCheck[] => those([
  [person.minutes >= 0 || person.mode === "online-only", travelCheck(prepared, person)], [person.money >= 0, costVerdict], [person.hours >= 0, hoursVerdict],
  [person.startBy >= 0, startVerdict], [person.weeks >= 0, lengthVerdict],
]);

/** Those that depend on the kind of program alone. */
const kindChecks = (person: Person): ProgramCheck[] => those([
  [person.dayparts >= 0, scheduleVerdict], [person.childcare, childcareVerdict], [true, educationVerdict],
]);

/** Programs of one place share the way: judged once. Who goes nowhere asks what can be done from home instead. */
function travelCheck({ programs: { online: fromHome, place } }: Prepared, person: Person): ProgramCheck {
  if (person.mode === "online-only") return (_, __, row, km) => travelVerdict(person, km, fromHome[row]!);
  const byPlace = new Int32Array(place.x.length).fill(-1);
  return (_, __, row, km) => {
    if (fromHome[row] === online.yes) return 0;
    const known = byPlace[place.at[row]!]!;
    return known >= 0 ? known : (byPlace[place.at[row]!] = travelVerdict(person, km, online.no));
  };
}

/** Verdicts of all programs. `kilometers`: road to each, NaN where not known. */
export function programVerdicts(prepared: Prepared, person: Person, kilometers: Float64Array): Int32Array {
  const { count, kind, ofKind } = prepared.programs;
  const checks = kindChecks(person);
  const byKind = Int32Array.from(ofKind, (row) => checks.reduce((all, check) => all | check(prepared, person, row, NaN), 0));
  const verdicts = new Int32Array(count);
  for (let row = 0; row < count; row++) verdicts[row] = byKind[kind[row]!]!;
  for (const check of programChecks(prepared, person)) for (let row = 0; row < verdicts.length; row++) verdicts[row]! |= check(prepared, person, row, kilometers[row]!);
  for (const row of prepared.programs.licenceRows) verdicts[row]! |= licenceVerdict(prepared, person, row);
  return verdicts;
}

/** The same for one program. */
export const programVerdict = (prepared: Prepared, person: Person, row: number, kilometers: number): Verdict =>
  [...programChecks(prepared, person), ...kindChecks(person)].reduce((all, check) => all | check(prepared, person, row, kilometers), licenceVerdict(prepared, person, row));

/** By own means within the minutes. A bus without a timetable is at best a car and at worst a walk. */
export function travelVerdict(person: Person, kilometers: number, fromHome: number): Verdict {
  if (fromHome === online.yes) return 0;
  if (person.mode === "online-only") return fromHome === online.no ? bit.travel : unknown(bit.travel);
  if (person.minutes < 0) return 0;
  if (kilometers !== kilometers) return unknown(bit.travel);
  const own = ownMinutes(kilometers, person.mode);
  if (own !== null) return own <= person.minutes ? 0 : bit.travel;
  if (carMinutes(kilometers) > person.minutes && walkMinutes(kilometers) > person.minutes) return bit.travel;
  return walkMinutes(kilometers) <= person.minutes ? 0 : unknown(bit.travel);
}

function costVerdict({ programs }: Prepared, person: Person, row: number): Verdict {
  if (person.money < 0) return 0;
  if (programs.costBasis[row] !== costBasis.program) return unknown(bit.cost);
  if (programs.costMin[row]! > person.money) return bit.cost;
  return programs.costMax[row]! <= person.money && programs.costWhole[row] === 1 ? 0 : unknown(bit.cost);
}

function hoursVerdict({ view }: Prepared, person: Person, row: number): Verdict {
  if (person.hours < 0) return 0;
  const hours = view.programs.hoursPerWeek[row]!;
  return hours !== hours ? unknown(bit.hours) : hours <= person.hours ? 0 : bit.hours;
}

const evening = 1 << dayparts.indexOf("weekday-evening");
const weekend = 1 << dayparts.indexOf("weekend");
const everyDaypart = (1 << dayparts.length) - 1;

function scheduleVerdict({ programs, view }: Prepared, person: Person, row: number): Verdict {
  if (person.dayparts < 0 || person.dayparts === everyDaypart) return 0;
  const needs = programs.needsDaypart[row]!;
  if (needs === anyDaypart) return 0;
  if (needs === unknownDaypart) return unknown(bit.schedule);
  if ((needs & person.dayparts) !== 0) return 0;
  // The provider teaches in the evening too, though this program is listed as by day: worth a question.
  return view.programs.eveningService[row] === 1 && (person.dayparts & evening) !== 0 ? unknown(bit.schedule) : bit.schedule;
}

function startVerdict({ programs }: Prepared, person: Person, row: number): Verdict {
  if (person.startBy < 0) return 0;
  const start = programs.nextStart[row]!;
  return start < 0 ? unknown(bit.start) : start <= person.startBy ? 0 : bit.start;
}

/** A band that lies over the limit as a whole fails; one that straddles it is not known. */
function lengthVerdict({ programs }: Prepared, person: Person, row: number): Verdict {
  if (person.weeks < 0) return 0;
  if (programs.trainMin[row]! < 0) return unknown(bit.length);
  if (programs.trainMin[row]! > person.weeks) return bit.length;
  return programs.trainMax[row]! <= person.weeks ? 0 : unknown(bit.length);
}

/** Fails only where the provider publishes that it has no childcare and the classes fit no other free time. */
function childcareVerdict({ programs, view }: Prepared, person: Person, row: number): Verdict {
  if (!person.childcare || programs.online[row] === online.yes || view.programs.childcareService[row] === 1) return 0;
  const needs = programs.needsDaypart[row]!;
  if ((needs === evening || needs === weekend) && person.dayparts >= 0 && (person.dayparts & needs) !== 0) return 0;
  return view.programs.childcareService[row] === 0 ? bit.childcare : unknown(bit.childcare);
}

const aboveBachelor = awardLevels.indexOf("above-bachelor");

/** The published prerequisite; without one, what an award above the bachelor's means, and a question below high school. */
function educationVerdict({ view }: Prepared, person: Person, row: number): Verdict {
  const published = view.programs.prereqEducation[row]!;
  const graduate = view.programs.awardLevel[row] === aboveBachelor;
  const asked = published !== NONE ? published : graduate ? bachelor : highSchool;
  if (asked === 0) return 0;
  if (person.education < 0) return unknown(bit.education);
  if (person.education >= asked) return 0;
  return published !== NONE || graduate ? bit.education : unknown(bit.education);
}

/** A licence that the program asks for beforehand: held by name, else a question. */
function licenceVerdict({ view }: Prepared, person: Person, row: number): Verdict {
  const asked = view.programs.prereqLicence.get(row);
  return asked === "" || holds(person, asked) ? 0 : unknown(bit.licence);
}

/** Limits that depend on the occupation, and on whether it is begun without training. The age is judged with the training, see {@link ageVerdict}. */
export function occupationVerdict(prepared: Prepared, person: Person, row: number, direct: boolean): Verdict {
  const background = person.backgroundConcern && prepared.view.occupations.backgroundRule[row] === 1 ? unknown(bit.background) : 0;
  if (person.wageFloor < 0) return background;
  const median = prepared.view.occupations.wageMedian[row]!;
  if (median >= 0 && median < person.wageFloor) return background | bit.wage;
  // Usual pay is enough, but not everybody begins there: a question for the employer.
  const start = payAtStart(prepared, person, row, direct);
  return background | (median < 0 || (start >= 0 && start < person.wageFloor) ? unknown(bit.wage) : 0);
}

/** Whether the age speaks at all: a law, and a person who is below it or did not say. */
export const ageMatters = ({ view }: Prepared, person: Person, occupation: number): boolean => view.occupations.minAge[occupation]! > person.age;

/**
 * Too young by law, unless the training alone takes until the birthday. An age that was not said is a question, and so is one that
 * only a law on work across state lines finds too low.
 */
export function ageVerdict({ view, occupations }: Prepared, person: Person, occupation: number, trainingWeeks: number): Verdict {
  const law = view.occupations.minAge[occupation]!;
  if (law === 0) return 0;
  if (person.age < 0) return unknown(bit.age);
  const age = person.age + Math.floor(Math.max(0, trainingWeeks) / 52);
  return age >= law ? 0 : age >= occupations.ageInside[occupation]! ? unknown(bit.age) : bit.age;
}

/** All limits of taking a job now: the way to the nearest one, a licence, the school that it asks for where none was said, and the occupation's. */
export function directVerdict(prepared: Prepared, person: Person, openings: Openings, o: number): Verdict {
  const job = openings.direct[o]!;
  const { jobs, occupations } = prepared;
  const travel = travelVerdict(person, openings.directKilometers[o]!, jobs.remote[job] === 1 ? online.yes : online.no);
  const licence = occupations.licence[o] === 1 && !worked(person, occupations.soc[o]!) ? unknown(bit.licence) : 0;
  const education = person.education < 0 && jobs.education[job]! > 0 ? unknown(bit.education) : 0;
  return travel | licence | education | ageVerdict(prepared, person, o, 0) | occupationVerdict(prepared, person, o, true);
}

const worked = (person: Person, soc: string): boolean => person.profile.pastJobs.some((job) => job.soc === soc);
