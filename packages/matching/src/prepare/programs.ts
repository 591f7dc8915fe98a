import type { CatalogView, PlaceColumns } from "@pathwayks/catalog";
import { bases, dayparts, scheduleTypes } from "@pathwayks/contracts";
import { nine } from "../arithmetic.ts";
import { flightFields, scales, shortProgramWeeks, unknownCostEase, unknownEase, waitWeeks } from "../assumptions.ts";
import { oldestOf, stalenessOf } from "./age.ts";
import { alike } from "./alike.ts";
import type { OccupationTable } from "./occupations.ts";
import { placesOf } from "./places.ts";
import { outcomeReader } from "./rates.ts";

/** Whose cost a program shows. */
export const costBasis = { none: 0, program: 1, institution: 2 } as const;
/** Whether a program can be done from home: no (0), throughout (1), not published (255). */
export const online = { no: 0, yes: 1, unknown: 255 } as const;
/** `needsDaypart`: the bit of the daypart that classes take; 0 = none (online); 255 = not published. */
export const anyDaypart = 0;
export const unknownDaypart = 255;

/** What the ranking needs of each program, one element a row; made once for a catalog and a day. */
export interface ProgramTable {
  readonly count: number;
  readonly place: PlaceColumns;
  readonly online: Uint8Array;
  readonly needsDaypart: Uint8Array;
  readonly costBasis: Uint8Array;
  /** Cents, -1 = not known: the program's own charges after declared aid, or the institution's over the band. */
  readonly costMin: Float64Array;
  readonly costMax: Float64Array;
  /** 1 = no part of the program's own cost is missing. */
  readonly costWhole: Uint8Array;
  /** Day number of the first start from today on; -1 = none published. */
  readonly nextStart: Int32Array;
  /** Weeks; the training's are -1 where not even a band is known. */
  readonly waitMin: Float64Array;
  readonly waitMax: Float64Array;
  readonly trainMin: Float64Array;
  readonly trainMax: Float64Array;
  /** Until the training is over: the middle of both ranges. */
  readonly ready: Float64Array;
  /** Weeks from credential to job, -1 = not published. */
  readonly searchWeeks: Float64Array;
  /** Ease in [0,1] of money and of hours. */
  readonly costEase: Float64Array;
  readonly hoursEase: Float64Array;
  /** Completion × placement, NaN = not known. */
  readonly outcome: Float64Array;
  readonly age: Float64Array;
  readonly staleness: Float64Array;
  /** Rows of the programs that ask for a licence. */
  readonly licenceRows: Uint32Array;
  /** Programs alike in all that {@link kindColumns} names share a kind, of which `ofKind` gives one program. */
  readonly kind: Uint32Array;
  readonly ofKind: Uint32Array;
}

// One loop a topic, over columns taken out first: on a phone this runs before the code is warm.

export function preparePrograms(view: CatalogView, day: number): ProgramTable {
  const { count, place, prereqLicence, county } = view.programs;
  const weeks = view.derived("ranking.lengths", { trainMin: "f64", trainMax: "f64", searchWeeks: "f64" }, () => lengths(view));
  return {
    count, place: placesOf(view, "programs", place, county), ...weeks, ...times(view, weeks, day), ...agesOf(view, day),
    ...view.derived("ranking.kinds", { kind: "u32", ofKind: "u32" }, () => kinds(view)),
    ...view.derived("ranking.schedules", { online: "u8", needsDaypart: "u8", hoursEase: "f64" }, () => schedules(view)),
    ...view.derived("ranking.costs", { costBasis: "u8", costMin: "f64", costMax: "f64", costWhole: "u8", costEase: "f64" }, () => costs(view)),
    ...view.derived("ranking.programs", { outcome: "f64", licenceRows: "u32" }, () => ({ outcome: outcomes(view), licenceRows: prereqLicence.filled() })),
  };
}

/** Few combinations of facts stand behind many programs: each ages once. */
function agesOf(view: CatalogView, day: number) {
  const { count } = view.programs;
  const groups = groupsOf(view.programs);
  const { group, first } = view.derived("ranking.facts", { group: "u32", first: "u32" }, () => alike(groups.map(({ fact }) => fact), count));
  const oldest = oldestOf(view, groups.map((it) => ({ ...it, fact: first.map((row) => it.fact[row]!) })), first.length, day);
  const stale = oldest.map(stalenessOf);
  const age = new Float64Array(count);
  const staleness = new Float64Array(count);
  for (let row = 0; row < count; row++) {
    age[row] = oldest[group[row]!]!;
    staleness[row] = stale[group[row]!]!;
  }
  return { age, staleness };
}

function schedules({ programs }: CatalogView) {
  const { count, scheduleType, online: published, hoursPerWeek } = programs;
  const online = new Uint8Array(count);
  const needsDaypart = new Uint8Array(count);
  const hoursEase = new Float64Array(count);
  for (let row = 0; row < count; row++) {
    const type = scheduleTypes[scheduleType[row]!] ?? null;
    const hours = hoursPerWeek[row]!;
    online[row] = onlineOf(published[row]!, type);
    needsDaypart[row] = daypartOf(type);
    hoursEase[row] = hours === hours ? ease(hours, scales.weeklyHours) : unknownEase;
  }
  return { online, needsDaypart, hoursEase };
}

/** What the limits of schedule, childcare and education look at. */
const kindColumns = ({ programs: p }: CatalogView) => [p.online, p.scheduleType, p.eveningService, p.childcareService, p.prereqEducation, p.awardLevel];

function kinds(view: CatalogView) {
  const { group, first } = alike(kindColumns(view), view.programs.count);
  return { kind: group, ofKind: first };
}

function times({ programs }: CatalogView, { trainMin, trainMax }: Pick<ProgramTable, "trainMin" | "trainMax">, day: number) {
  const { count, startDates } = programs;
  const { offsets, values } = startDates;
  const nextStart = new Int32Array(count);
  const waitMin = new Float64Array(count);
  const waitMax = new Float64Array(count);
  const ready = new Float64Array(count);
  for (let row = 0; row < count; row++) {
    const start = firstFrom(values, offsets[row]!, offsets[row + 1]!, day);
    const train = trainMin[row]!;
    const usual = train >= 0 && train <= shortProgramWeeks ? waitWeeks.short : waitWeeks.term;
    nextStart[row] = start;
    waitMin[row] = start >= 0 ? Math.floor((start - day) / 7) : usual.min;
    waitMax[row] = start >= 0 ? Math.ceil((start - day) / 7) : usual.max;
    ready[row] = (waitMin[row]! + waitMax[row]! + train + trainMax[row]!) / 2;
  }
  return { nextStart, waitMin, waitMax, ready };
}

const lengths = ({ programs: { durationMin, durationMax, daysToEmployment } }: CatalogView) => ({
  trainMin: Float64Array.from(durationMin), trainMax: Float64Array.from(durationMin, (least, row) => Math.max(least, durationMax[row]!)),
  searchWeeks: Float64Array.from(daysToEmployment, (days) => (days >= 0 ? Math.round(days / 7) : -1)),
});

function costs(view: CatalogView) {
  const { count } = view.programs;
  const basis = new Uint8Array(count);
  const costMin = new Float64Array(count);
  const costMax = new Float64Array(count);
  const costWhole = new Uint8Array(count);
  const costEase = new Float64Array(count);
  const { cip } = view.programs;
  const costOf = costReader(view);
  for (let row = 0; row < count; row++) {
    const cost = costOf(row);
    basis[row] = cost.basis;
    costMin[row] = cost.min;
    costMax[row] = cost.max;
    costWhole[row] = cost.whole ? 1 : 0;
    costEase[row] = cost.basis === costBasis.none ? (flies(cip[row]!) ? 0 : unknownCostEase) : ease((cost.min + cost.max) / 2, scales.costCents);
  }
  return { costBasis: basis, costMin, costMax, costWhole, costEase };
}

function outcomes(view: CatalogView): Float64Array {
  const outcomeOf = outcomeReader(view);
  const outcome = new Float64Array(view.programs.count);
  for (let row = 0; row < outcome.length; row++) outcome[row] = nine(outcomeOf(row));
  return outcome;
}

/** The groups of facts of a program. */
export const groupsOf = ({ evidence: e }: CatalogView["programs"]) => [e.listing, e.length, e.cost, e.schedule, e.completion, e.placement, e.earnings];

function onlineOf(published: number, type: (typeof scheduleTypes)[number] | null): number {
  if (published === online.yes || (type === "online" && published !== online.no)) return online.yes;
  return type === "hybrid" ? online.no : published;
}

/** What is left of a scale: 1 at nothing, 0 at the scale and beyond. */
export const ease = (amount: number, scale: number): number => Math.max(0, 1 - amount / scale);

function daypartOf(type: (typeof scheduleTypes)[number] | null): number {
  if (type === "online") return anyDaypart;
  if (type === "full-time") return 1 << dayparts.indexOf("weekday-day");
  if (type === "evening") return 1 << dayparts.indexOf("weekday-evening");
  if (type === "weekend") return 1 << dayparts.indexOf("weekend");
  return unknownDaypart;
}

function firstFrom(values: Int32Array, from: number, to: number, day: number): number {
  for (let i = from; i < to; i++) if (values[i]! >= day) return values[i]!;
  return -1;
}

interface Cost {
  readonly basis: number;
  readonly min: number;
  readonly max: number;
  readonly whole: boolean;
}

const notPublished: Cost = { basis: costBasis.none, min: -1, max: -1, whole: false };

const flies = (cip: number): boolean => flightFields.includes(cip);

/** Cost by row of programs. */
function costReader(view: CatalogView): (row: number) => Cost {
  const { cip, total, tuition, fees, books, wichitaPromise, evidence, provider, durationMin, durationMax } = view.programs;
  const { tuitionPerYear } = view.partners;
  const { fact, basis: basisOf } = evidence.cost;
  /** The institution's tuition of a full-time year over the weeks of the band, in whole dollars. */
  const ofInstitution = (row: number): Cost => {
    const partner = provider[row]!;
    const year = partner < 0 ? -1 : tuitionPerYear[partner]!;
    if (year < 0 || durationMin[row]! < 0 || flies(cip[row]!)) return notPublished;
    const over = (weeks: number) => Math.round((year * weeks) / 5200) * 100;
    return { basis: costBasis.institution, min: over(durationMin[row]!), max: over(Math.max(durationMin[row]!, durationMax[row]!)), whole: false };
  };
  return (row) => {
    const basis = bases[basisOf[fact[row]!]!];
    const own = basis === undefined || basis === "program" || basis === "sample";
    const [all, t, f, b] = [total[row]!, tuition[row]!, fees[row]!, books[row]!];
    if (!own || (all < 0 && t < 0)) return ofInstitution(row);
    const max = all >= 0 ? all : Math.max(0, t) + Math.max(0, f) + Math.max(0, b);
    // The Wichita Promise pays tuition and fees for those whom it accepts: the low end of the range.
    const promised = wichitaPromise[row] !== 1 ? 0 : t < 0 ? max : Math.max(0, t) + Math.max(0, f);
    return { basis: costBasis.program, min: Math.max(0, max - promised), max, whole: all >= 0 || (t >= 0 && f >= 0 && b >= 0) };
  };
}

/** Ease of the weeks to the first paycheck, from the middle of its range; the training's length may be unknown. */
export function weeksEase(programs: ProgramTable, occupations: OccupationTable, program: number, o: number): number {
  if (program < 0) return ease(occupations.search[o]!, scales.weeksToPaycheck);
  if (programs.trainMin[program]! < 0) return unknownEase;
  const search = programs.searchWeeks[program]! >= 0 ? programs.searchWeeks[program]! : occupations.search[o]!;
  return ease(programs.ready[program]! + search, scales.weeksToPaycheck);
}
