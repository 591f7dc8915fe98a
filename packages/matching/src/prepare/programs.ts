import type { CatalogView, PlaceColumns } from "@pathwayks/catalog";
import { bases, dayparts, scheduleTypes } from "@pathwayks/contracts";
import { nine } from "../arithmetic.ts";
import { flightFields, scales, shortProgramWeeks, unknownCostEase, unknownEase, waitWeeks } from "../assumptions.ts";
import { stalenessOf } from "./age.ts";
import { oldest } from "./occupations.ts";
import type { OccupationTable } from "./occupations.ts";
import { placesOf } from "./places.ts";
import { outcomeOf, usualCompletion } from "./rates.ts";

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
  readonly licenceRows: Int32Array;
}

export function preparePrograms(view: CatalogView, day: number): ProgramTable {
  const t = emptyTable(view);
  const usual = usualCompletion(view);
  for (let row = 0; row < t.count; row++) {
    fillTimes(view, t, row, day);
    fillCost(view, t, row);
    const p = view.programs;
    const type = scheduleTypes[p.scheduleType[row]!] ?? null;
    t.online[row] = onlineOf(p.online[row]!, type);
    t.needsDaypart[row] = daypartOf(type);
    const hours = p.hoursPerWeek[row]!;
    t.hoursEase[row] = hours === hours ? ease(hours, scales.weeklyHours) : unknownEase;
    t.outcome[row] = nine(outcomeOf(view, row, usual));
    t.age[row] = oldest(view, groupsOf(p), row, day);
    t.staleness[row] = stalenessOf(t.age[row]!);
  }
  return { ...t, licenceRows: Int32Array.from({ length: t.count }, (_, row) => row).filter((row) => view.programs.prereqLicence.get(row) !== "") };
}

type Columns = Omit<ProgramTable, "licenceRows">;

function emptyTable(view: CatalogView) {
  const count = view.programs.count;
  const rows = Int32Array.from({ length: count }, (_, i) => i);
  const bytes = () => new Uint8Array(count);
  const numbers = () => new Float64Array(count);
  return {
    count, place: placesOf(view, view.programs.place, view.programs.county, rows), online: bytes(), needsDaypart: bytes(), costBasis: bytes(), costMin: numbers(), costMax: numbers(), costWhole: bytes(),
    nextStart: new Int32Array(count), waitMin: numbers(), waitMax: numbers(), trainMin: numbers(), trainMax: numbers(),
    searchWeeks: numbers(), costEase: numbers(), hoursEase: numbers(), outcome: numbers(), age: numbers(), staleness: numbers(),
  };
}

function fillTimes({ programs: p }: CatalogView, t: Columns, row: number, day: number): void {
  const start = firstFrom(p.startDates.values, p.startDates.offsets[row]!, p.startDates.offsets[row + 1]!, day);
  const train = p.durationMin[row]!;
  const usual = train >= 0 && train <= shortProgramWeeks ? waitWeeks.short : waitWeeks.term;
  const days = p.daysToEmployment[row]!;
  t.nextStart[row] = start;
  t.waitMin[row] = start >= 0 ? Math.floor((start - day) / 7) : usual.min;
  t.waitMax[row] = start >= 0 ? Math.ceil((start - day) / 7) : usual.max;
  t.trainMin[row] = train;
  t.trainMax[row] = Math.max(train, p.durationMax[row]!);
  t.searchWeeks[row] = days >= 0 ? Math.round(days / 7) : -1;
}

function fillCost(view: CatalogView, t: Columns, row: number): void {
  const cost = costOf(view, row);
  t.costBasis[row] = cost.basis;
  t.costMin[row] = cost.min;
  t.costMax[row] = cost.max;
  t.costWhole[row] = cost.whole ? 1 : 0;
  t.costEase[row] = cost.basis === costBasis.none ? (flies(view, row) ? 0 : unknownCostEase) : ease((cost.min + cost.max) / 2, scales.costCents);
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

function costOf(view: CatalogView, row: number): Cost {
  const p = view.programs;
  const total = p.total[row]!;
  const published = [p.tuition[row]!, p.fees[row]!, p.books[row]!];
  const basis = bases[p.evidence.cost.basis[row]!];
  const own = basis === undefined || basis === "program" || basis === "sample";
  if (!own || (total < 0 && published[0]! < 0)) return institutionCost(view, row);
  const known = published.map((v) => Math.max(0, v));
  const max = total >= 0 ? total : known[0]! + known[1]! + known[2]!;
  // The Wichita Promise pays tuition and fees for those whom it accepts: the low end of the range.
  const promised = p.wichitaPromise[row] !== 1 ? 0 : published[0]! < 0 ? max : known[0]! + known[1]!;
  return { basis: costBasis.program, min: Math.max(0, max - promised), max, whole: total >= 0 || published.every((v) => v >= 0) };
}

const flies = ({ programs }: CatalogView, row: number): boolean => flightFields.includes(programs.cip[row]!);

/** The institution's tuition of a full-time year over the weeks of the band, in whole dollars. */
function institutionCost(view: CatalogView, row: number): Cost {
  const p = view.programs;
  const partner = p.provider[row]!;
  const year = partner < 0 ? -1 : view.partners.tuitionPerYear[partner]!;
  if (year < 0 || p.durationMin[row]! < 0 || flies(view, row)) return notPublished;
  const over = (weeks: number) => Math.round((year * weeks) / 5200) * 100;
  return { basis: costBasis.institution, min: over(p.durationMin[row]!), max: over(Math.max(p.durationMin[row]!, p.durationMax[row]!)), whole: false };
}

/** Ease of the weeks to the first paycheck, from the middle of its range; the training's length may be unknown. */
export function weeksEase(programs: ProgramTable, occupations: OccupationTable, program: number, o: number): number {
  let search = (occupations.searchMin[o]! + occupations.searchMax[o]!) / 2;
  if (program < 0) return ease(search, scales.weeksToPaycheck);
  if (programs.trainMin[program]! < 0) return unknownEase;
  if (programs.searchWeeks[program]! >= 0) search = programs.searchWeeks[program]!;
  const ready = (programs.waitMin[program]! + programs.waitMax[program]! + programs.trainMin[program]! + programs.trainMax[program]!) / 2;
  return ease(ready + search, scales.weeksToPaycheck);
}
