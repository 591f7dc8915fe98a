import type { CatalogView, PlaceColumns } from "@pathwayks/catalog";
import { NONE, UNKNOWN } from "@pathwayks/catalog";
import { educationLevels } from "@pathwayks/contracts";
import { ageRatios } from "./age.ts";
import { entryEducation } from "./occupations.ts";
import { placesOf } from "./places.ts";

const highSchool = educationLevels.indexOf("high-school");

/** Openings by row of `view.jobs`. Those that count are `rows`; of others nothing is to be read. */
export interface JobTable {
  /** Live on this day and linked to an occupation, ascending. */
  readonly rows: Uint32Array;
  readonly occupation: Int32Array;
  readonly place: PlaceColumns;
  /** 1 = can be done from anywhere. */
  readonly remote: Uint8Array;
  /** Education asked: the job's, else the occupation's usual; index of `educationLevels`. */
  readonly education: Uint8Array;
  /** Years asked; NaN where none are named. */
  readonly experience: Float32Array;
  /** Index of `employmentTypes`, or NONE. */
  readonly employmentType: Uint8Array;
  /** Age of the posting ÷ the limit of its source, by fact of `evidence.listing`. */
  readonly age: (row: number) => number;
  /** Jobs of occupation `o`: `list[start[o]]` up to `list[start[o + 1]]`, ascending. */
  readonly start: Uint32Array;
  readonly list: Uint32Array;
}

export function prepareJobs(view: CatalogView, day: number): JobTable {
  const { place, occupation, remote, experienceYears, employmentType, evidence } = view.jobs;
  const rows = linkedRows(view, day);
  const ratios = ageRatios(view, evidence.listing, day);
  const { fact } = evidence.listing;
  return {
    rows, occupation, place: placesOf(view, place, view.jobs.county), remote, education: educationAsked(view, rows),
    experience: experienceYears, employmentType, age: (row) => ratios[fact[row]!]!,
    ...byOccupation(rows, occupation, view.occupations.count),
  };
}

function linkedRows(view: CatalogView, day: number): Uint32Array {
  const { live, expires, occupation } = view.jobs;
  const rows = new Uint32Array(live.length);
  let count = 0;
  for (let i = 0; i < live.length; i++) {
    const row = live[i]!;
    if (expires[row]! >= day && occupation[row]! !== UNKNOWN) rows[count++] = row;
  }
  return rows.subarray(0, count);
}

function educationAsked(view: CatalogView, rows: Uint32Array): Uint8Array {
  const { occupation } = view.jobs;
  const education = view.jobs.education.slice();
  const usual = Uint8Array.from({ length: view.occupations.count }, (_, o) => {
    const level = entryEducation(view.occupations, o);
    return level < 0 ? highSchool : level;
  });
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    if (education[row] === NONE) education[row] = usual[occupation[row]!]!;
  }
  return education;
}

function byOccupation(rows: Uint32Array, occupation: Int32Array, occupations: number): Pick<JobTable, "start" | "list"> {
  const start = new Uint32Array(occupations + 1);
  for (let i = 0; i < rows.length; i++) start[occupation[rows[i]!]! + 1]!++;
  for (let o = 0; o < occupations; o++) start[o + 1]! += start[o]!;
  const next = start.slice();
  const list = new Uint32Array(rows.length);
  for (let i = 0; i < rows.length; i++) list[next[occupation[rows[i]!]!]!++] = rows[i]!;
  return { start, list };
}
