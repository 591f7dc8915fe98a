import type { PlaceColumns } from "@pathwayks/catalog";
import { employmentTypes } from "@pathwayks/contracts";
import { roadKilometers } from "./distance.ts";
import type { Point } from "./distance.ts";
import { nearKilometers } from "./assumptions.ts";
import { highSchool, holds } from "./person.ts";
import type { Person } from "./person.ts";
import type { Prepared } from "./prepare/prepare.ts";

/** Kilometers of road from a place; NaN where either end is not known. */
export interface Kilometers {
  /** By program. */
  readonly programs: Float64Array;
  /** By place of a job, see {@link kilometersTo}. */
  readonly jobPlaces: Float64Array;
}

export function kilometersFrom({ programs, jobs }: Prepared, place: Point | null): Kilometers {
  const toPlaces = fromPlace(place, programs.place);
  const { at } = programs.place;
  const toPrograms = new Float64Array(at.length);
  for (let p = 0; p < at.length; p++) toPrograms[p] = toPlaces[at[p]!]!;
  return { programs: toPrograms, jobPlaces: fromPlace(place, jobs.place) };
}

/** Many rows share a place: the way there is worked out once. */
function fromPlace(place: Point | null, { x, y, z }: PlaceColumns): Float64Array {
  const kilometers = new Float64Array(x.length).fill(NaN);
  if (place !== null) for (let i = 0; i < x.length; i++) kilometers[i] = roadKilometers(place, x[i]!, y[i]!, z[i]!);
  return kilometers;
}

/** To a job: 0 from home. */
export const kilometersTo = ({ jobs }: Prepared, { jobPlaces }: Kilometers, job: number): number =>
  jobs.remote[job] === 1 ? 0 : jobPlaces[jobs.place.at[job]!]!;

/** What the openings say to one person, one element an occupation. */
export interface Openings {
  /** Live jobs near (or anywhere, where no place is known). */
  readonly near: Int32Array;
  readonly nearInAll: number;
  /** Nearest job (row of `view.jobs`) that the person could take now; -1 = none, so no direct pathway. */
  readonly direct: Int32Array;
  /** Kilometers to it: 0 = from home, NaN = not known. */
  readonly directKilometers: Float64Array;
}

/** Independent of every limit: what is near is a matter of the place alone. */
export function openingsFor(prepared: Prepared, person: Person, kilometers: Kilometers): Openings {
  const { jobs, occupations } = prepared;
  const { list, occupation } = jobs;
  const near = new Int32Array(occupations.count);
  const direct = new Int32Array(occupations.count).fill(-1);
  const directKilometers = new Float64Array(occupations.count).fill(NaN);
  let nearInAll = 0;
  for (let i = 0; i < list.length; i++) {
    const job = list[i]!;
    const km = kilometersTo(prepared, kilometers, job);
    if (person.place !== null && !(km <= nearKilometers)) continue;
    const o = occupation[job]!;
    near[o]!++;
    nearInAll++;
    const best = directKilometers[o]!;
    if (direct[o]! >= 0 && !(km < best || (km === km && best !== best))) continue;
    if (!couldTake(prepared, person, job)) continue;
    direct[o] = job;
    directKilometers[o] = km;
  }
  return { near, nearInAll, direct, directKilometers };
}

const apprenticeship = employmentTypes.indexOf("apprenticeship");

/** Whether the person meets what this job asks: education, years, credentials, and the zone of the occupation. */
export function couldTake(prepared: Prepared, person: Person, job: number): boolean {
  const { jobs, occupations, view } = prepared;
  const o = jobs.occupation[job]!;
  if (jobs.education[job]! > (person.education < 0 ? highSchool : person.education)) return false;
  const asked = jobs.experience[job]!;
  const held = person.experienceIn.get(occupations.minor[o]!) ?? 0;
  // A year asked may have been worked anywhere; more must come from the same kind of work. NaN asks for none.
  if (asked > held && (asked > 1 || asked > person.experience)) return false;
  // A degree in something else does not take X-rays.
  if (occupations.ownSchool[o] === 1 && person.does[o] === 0) return false;
  const zone = view.occupations.jobZone[o]!;
  if (jobs.employmentType[job] !== apprenticeship && zone > 2 && zone > person.zone) return false;
  return view.jobs.credentials.get(job).every((name) => holds(person, name));
}
