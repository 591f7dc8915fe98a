import type { CatalogView, PlaceColumns } from "@pathwayks/catalog";
import { NONE, UNKNOWN } from "@pathwayks/catalog";
import { educationLevels, employmentTypes } from "@pathwayks/contracts";
import { ageRatio } from "./age.ts";
import { entryEducation } from "./occupations.ts";
import { placesOf } from "./places.ts";

/** Openings that are live on this day and linked to an occupation, one element a job, in the order of the catalog. */
export interface JobTable {
  readonly count: number;
  /** Row of `view.jobs`. */
  readonly row: Int32Array;
  readonly occupation: Int32Array;
  readonly place: PlaceColumns;
  /** 1 = can be done from anywhere. */
  readonly remote: Uint8Array;
  /** Education asked: the job's, else the occupation's usual; index of `educationLevels`. */
  readonly education: Uint8Array;
  /** Years asked; 0 where none are named. */
  readonly experience: Float32Array;
  readonly apprenticeship: Uint8Array;
  /** Age of the posting ÷ the limit of its source. */
  readonly age: Float64Array;
  /** Jobs of occupation `o`: `list[start[o]]` up to `list[start[o + 1]]`, ascending. */
  readonly start: Uint32Array;
  readonly list: Uint32Array;
  /** Credentials asked, where any: index into `row` → words as published. */
  readonly credentials: ReadonlyMap<number, readonly string[]>;
}

const apprenticeship = employmentTypes.indexOf("apprenticeship");

export function prepareJobs(view: CatalogView, day: number): JobTable {
  const j = view.jobs;
  const live: number[] = [];
  for (const row of j.live) if (j.expires[row]! >= day && j.occupation[row]! !== UNKNOWN) live.push(row);
  const credentials = new Map<number, readonly string[]>();
  live.forEach((row, i) => {
    const asked = j.credentials.get(row);
    if (asked.length > 0) credentials.set(i, asked);
  });
  const pick = (values: ArrayLike<number>) => live.map((row) => values[row]!);
  return {
    count: live.length,
    ...byOccupation(live.map((row) => j.occupation[row]!), view.occupations.count),
    row: Int32Array.from(live),
    occupation: Int32Array.from(pick(j.occupation)),
    place: placesOf(view, j.place, j.county, live),
    remote: Uint8Array.from(pick(j.remote), (v) => (v === 1 ? 1 : 0)),
    education: Uint8Array.from(live, (row) => educationAsked(view, row)),
    experience: Float32Array.from(pick(j.experienceYears), (v) => (v === v ? v : 0)),
    apprenticeship: Uint8Array.from(pick(j.employmentType), (v) => (v === apprenticeship ? 1 : 0)),
    age: Float64Array.from(live, (row) => ageRatio(view, j.evidence.listing, row, day)),
    credentials,
  };
}

function byOccupation(occupation: readonly number[], occupations: number): Pick<JobTable, "start" | "list"> {
  const start = new Uint32Array(occupations + 1);
  for (const o of occupation) start[o + 1]!++;
  for (let o = 0; o < occupations; o++) start[o + 1]! += start[o]!;
  const next = start.slice();
  const list = new Uint32Array(occupation.length);
  occupation.forEach((o, i) => (list[next[o]!++] = i));
  return { start, list };
}

function educationAsked(view: CatalogView, row: number): number {
  const own = view.jobs.education[row]!;
  if (own !== NONE) return own;
  const usual = entryEducation(view.occupations, view.jobs.occupation[row]!);
  return usual < 0 ? educationLevels.indexOf("high-school") : usual;
}
