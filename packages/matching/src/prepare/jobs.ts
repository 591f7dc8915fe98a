import type { CatalogView, PlaceColumns } from "@pathwayks/catalog";
import { NONE, UNKNOWN } from "@pathwayks/catalog";
import { educationLevels } from "@pathwayks/contracts";
import { ageRatios } from "./age.ts";
import { entryEducation } from "./occupations.ts";
import { placesOf } from "./places.ts";

const highSchool = educationLevels.indexOf("high-school");

/** Openings by row of `view.jobs`. Those that count are in `list`; of others nothing is to be read. */
export interface JobTable {
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
  /** Live on this day and linked to an occupation: those of occupation `o` are `list[start[o]]` up to `list[start[o + 1]]`, ascending. */
  readonly start: Uint32Array;
  readonly list: Uint32Array;
}

export function prepareJobs(view: CatalogView, day: number): JobTable {
  const { place, occupation, remote, experienceYears, employmentType, evidence } = view.jobs;
  const linked = view.derived("ranking.jobs", { start: "u32", list: "u32", education: "u8" }, () => linkedJobs(view));
  const ratios = ageRatios(view, evidence.listing, day);
  const { fact } = evidence.listing;
  return {
    occupation, place: placesOf(view, "jobs", place, view.jobs.county), remote, education: linked.education,
    experience: experienceYears, employmentType, age: (row) => ratios[fact[row]!]!, ...openOn(view, linked, day),
  };
}

/** Jobs that are linked to an occupation, by it, and what they ask: the same on every day. */
function linkedJobs(view: CatalogView) {
  const { live, occupation } = view.jobs;
  const rows = live.filter((row) => occupation[row] !== UNKNOWN);
  return { ...byOccupation(rows, occupation, view.occupations.count), education: educationAsked(view, rows) };
}

/** Those that have not run out. */
function openOn(view: CatalogView, { start, list }: Pick<JobTable, "start" | "list">, day: number): Pick<JobTable, "start" | "list"> {
  const { expires } = view.jobs;
  const open = { start: new Uint32Array(start.length), list: new Uint32Array(list.length) };
  let count = 0;
  for (let o = 0; o + 1 < start.length; o++) {
    for (let i = start[o]!; i < start[o + 1]!; i++) if (expires[list[i]!]! >= day) open.list[count++] = list[i]!;
    open.start[o + 1] = count;
  }
  return { start: open.start, list: open.list.subarray(0, count) };
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
