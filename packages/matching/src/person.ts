import type { PlaceColumns } from "@pathwayks/catalog";
import { dayNumber, dayparts, educationLevels } from "@pathwayks/contracts";
import type { SeekerProfile, TravelMode } from "@pathwayks/contracts";
import { zoneOfEducation } from "./assumptions.ts";
import type { Point } from "./distance.ts";
import { interestState, spread6 } from "./interests.ts";
import type { InterestState } from "./interests.ts";
import type { Prepared } from "./prepare/prepare.ts";
import { educationIndex, skillLevels } from "./skills.ts";
import { weightsOf } from "./weights.ts";
import type { Weights } from "./weights.ts";

/** A profile turned into numbers. -1 (or `null`) = not said; a limit that was not said limits nothing. */
export interface Person {
  readonly profile: SeekerProfile;
  readonly interests: Float64Array | null;
  readonly interestSpread: number;
  readonly interestState: InterestState;
  /** 35 levels, 0-7. */
  readonly levels: Float64Array | null;
  /** Index of `educationLevels`. */
  readonly education: number;
  /** Job zone within reach; 0 = not known. */
  readonly zone: number;
  /** Years of work in all, and by SOC minor group. */
  readonly experience: number;
  readonly experienceIn: ReadonlyMap<number, number>;
  /** By occupation: 1 = worked in it for a year or more, so that a training for it would teach what is known. */
  readonly does: Uint8Array;
  readonly place: Point | null;
  readonly mode: TravelMode | null;
  readonly minutes: number;
  readonly hours: number;
  /** Bits of `dayparts`. */
  readonly dayparts: number;
  /** Cents. */
  readonly money: number;
  readonly weeks: number;
  /** Day number. */
  readonly startBy: number;
  /** Cents a year. */
  readonly wageFloor: number;
  readonly childcare: boolean;
  readonly age: number;
  readonly backgroundConcern: boolean;
  /** Names of credentials held, folded for comparison. */
  readonly held: readonly string[];
  readonly weights: Weights;
}

export function resolvePerson(prepared: Prepared, profile: SeekerProfile): Person {
  const state = interestState(profile.interests);
  const shaped = state === "shaped" && profile.interests !== null ? Float64Array.from(profile.interests) : null;
  return {
    profile,
    interests: shaped, interestSpread: shaped === null ? 0 : spread6(shaped), interestState: state,
    levels: skillLevels(prepared.view, profile),
    education: educationIndex(profile),
    zone: zoneOf(prepared, profile),
    ...experienceOf(profile),
    does: workedIn(prepared, profile),
    place: placeOf(prepared, profile),
    mode: profile.transportationAccess,
    minutes: profile.maxTravelMinutes ?? -1,
    hours: profile.timeAvailability ?? -1,
    dayparts: profile.availableTimes === null ? -1 : profile.availableTimes.reduce((bits, d) => bits | (1 << dayparts.indexOf(d)), 0),
    money: profile.financialConstraints ?? -1,
    weeks: profile.maxWeeks ?? -1,
    startBy: profile.startBy === null ? -1 : dayNumber(profile.startBy),
    wageFloor: profile.wageFloor ?? -1,
    childcare: profile.childcareNeeds === true,
    age: profile.age ?? -1,
    backgroundConcern: profile.backgroundConcern === true,
    held: profile.credentials.map((c) => fold(c.name)).filter((name) => name !== ""),
    weights: weightsOf(profile),
  };
}

/** Lower case, letters and digits, single spaces. */
export const fold = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();

/** Whether a credential that is asked for is among those held: either name contains the other. */
export function holds(person: Person, asked: string): boolean {
  const wanted = ` ${fold(asked)} `;
  return person.held.some((name) => wanted.includes(` ${name} `) || ` ${name} `.includes(wanted));
}

function zoneOf(prepared: Prepared, profile: SeekerProfile): number {
  const schooled = profile.educationLevel === null ? 0 : zoneOfEducation[profile.educationLevel];
  const zones = profile.pastJobs
    .filter((job) => job.years >= 1)
    .map((job) => prepared.view.occupations.jobZone[prepared.view.find.occupation(job.soc)] ?? 0);
  return Math.max(schooled, 0, ...zones);
}

function workedIn({ view }: Prepared, profile: SeekerProfile): Uint8Array {
  const does = new Uint8Array(view.occupations.count);
  for (const job of profile.pastJobs) {
    const row = view.find.occupation(job.soc);
    if (row >= 0 && job.years >= 1) does[row] = 1;
  }
  return does;
}

function experienceOf(profile: SeekerProfile) {
  const experienceIn = new Map<number, number>();
  let named = 0;
  for (const job of profile.pastJobs) {
    const minor = Number(job.soc.slice(0, 2)) * 10 + Number(job.soc.slice(3, 4));
    experienceIn.set(minor, (experienceIn.get(minor) ?? 0) + job.years);
    named += job.years;
  }
  return { experience: Math.max(named, profile.workExperienceYears ?? 0), experienceIn };
}

/** ZIP first, else the county's center; `null` where neither is said or known to the catalog. */
function placeOf({ view }: Prepared, profile: SeekerProfile): Point | null {
  const zip = profile.location.zip === null ? -1 : indexOf(view.zips.zip, Number(profile.location.zip), view.zips.count);
  const byZip = zip < 0 ? null : pointOf(view.zips.place, zip);
  if (byZip !== null) return byZip;
  const fips = profile.location.countyFips ?? (zip < 0 || view.zips.county[zip]! < 0 ? null : String(view.zips.county[zip]));
  const county = fips === null ? -1 : indexOf(view.counties.fips, Number(fips), view.counties.count);
  return county < 0 ? null : pointOf(view.counties.place, county);
}

function pointOf(place: PlaceColumns, row: number): Point | null {
  const at = place.at[row]!;
  const x = place.x[at]!;
  return x === x ? { x, y: place.y[at]!, z: place.z[at]! } : null;
}

function indexOf(values: Int32Array, value: number, count: number): number {
  for (let i = 0; i < count; i++) if (values[i] === value) return i;
  return -1;
}

export const highSchool = educationLevels.indexOf("high-school");
export const bachelor = educationLevels.indexOf("bachelor");
