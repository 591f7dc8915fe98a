import type { CatalogView, PlaceColumns } from "@pathwayks/catalog";
import { awardLevels, bases, educationLevels, employmentTypes, onetSkills, scheduleTypes } from "@pathwayks/contracts";
import type { AwardLevel } from "@pathwayks/contracts";
import { acrossStates } from "../assumptions.ts";

// The catalog as plain objects, for the naive twin of the ranking. `null` = not published.

const orNull = (value: number): number | null => (Number.isNaN(value) || value === -1 ? null : value);
const flag = (value: number): boolean | null => (value === 255 ? null : value === 1);
const named = <T>(list: readonly T[], code: number): T | null => list[code] ?? null;
export const point = ({ at, x, y, z }: PlaceColumns, row: number) =>
  Number.isNaN(x[at[row]!]!) ? null : ([x[at[row]!]!, y[at[row]!]!, z[at[row]!]!] as const);
export type Place = ReturnType<typeof point>;

/** Its own place, else the middle of its county. */
const placeOrCounty = (view: CatalogView, place: Parameters<typeof point>[0], row: number, fips: number): Place => {
  const county = Array.from(view.counties.fips).indexOf(fips);
  return point(place, row) ?? (county < 0 ? null : point(view.counties.place, county));
};

/** Age of a group of facts ÷ its limit; `null` without a source. */
function ageOf(view: CatalogView, group: { fact: Uint32Array; source: Int32Array; asOf: Int32Array }, row: number, day: number): number | null {
  const fact = group.fact[row]!;
  const source = view.sources[group.source[fact]!];
  return source === undefined ? null : Math.max(0, day - group.asOf[fact]!) / source.limitDays;
}

const ageRules = (json: string) =>
  (JSON.parse(json === "" ? "[]" : json) as { kind: string; law: string; age?: number }[]).flatMap(({ kind, law, age }) =>
    kind === "min-age" && age !== undefined ? [{ law, age }] : [],
  );

export function occupationRow(view: CatalogView, row: number, day: number) {
  const o = view.occupations;
  const digits = String(o.soc[row]).padStart(6, "0");
  const interests = Array.from({ length: 6 }, (_, i) => o.interests[row * 6 + i]!);
  return {
    soc: `${digits.slice(0, 2)}-${digits.slice(2)}`,
    interests: interests.some(Number.isNaN) ? null : interests.map((v) => Number(v.toFixed(2))),
    zone: o.jobZone[row] === 0 ? null : o.jobZone[row]!,
    skills: onetSkills.flatMap((skill, i) => {
      const [importance, level] = [o.importance[row * 35 + i]!, o.level[row * 35 + i]!];
      return Number.isNaN(importance) || Number.isNaN(level) ? [] : [{ skill, importance: Number(importance.toFixed(2)), level: Number(level.toFixed(2)), raw: level }];
    }),
    median: orNull(o.wageMedian[row]!), lowerQuarter: orNull(o.wage25[row]!), openings: orNull(o.annualOpenings[row]!),
    openingsRate: o.employment[row]! > 0 ? orNull(o.annualOpenings[row]! / o.employment[row]!) : null,
    growth: Number.isNaN(o.growthRate[row]!) ? null : o.growthRate[row]!,
    entry: named(educationLevels, o.entryEducation[row]!),
    minAge: Math.max(0, ...ageRules(o.rules.get(row)).map((rule) => rule.age)),
    minAgeInside: Math.max(0, ...ageRules(o.rules.get(row)).filter((rule) => !acrossStates.includes(rule.law)).map((rule) => rule.age)),
    background: o.backgroundRule[row] === 1,
    licence: o.rules.get(row) !== "" && (JSON.parse(o.rules.get(row)) as { kind: string }[]).some((rule) => rule.kind === "licence"),
    ages: [o.evidence.listing, o.evidence.wages].map((group) => ageOf(view, group, row, day)),
  };
}
export type OccupationObject = ReturnType<typeof occupationRow>;

export function programRow(view: CatalogView, row: number, day: number) {
  const p = view.programs;
  const e = p.evidence;
  const schedule = named(scheduleTypes, p.scheduleType[row]!);
  const starts = Array.from(p.startDates.values.slice(p.startDates.offsets[row], p.startDates.offsets[row + 1]));
  const published = flag(p.online[row]!);
  const partner = p.provider[row]!;
  return {
    row, id: p.id.get(row), schedule, place: placeOrCounty(view, p.place, row, p.county[row]!),
    online: published === true || (schedule === "online" && published === null) ? true : schedule === "hybrid" ? false : published,
    award: awardLevels[p.awardLevel[row]!] as AwardLevel,
    weeks: p.durationMin[row] === -1 ? null : { min: p.durationMin[row]!, max: Math.max(p.durationMin[row]!, p.durationMax[row]!) },
    hours: orNull(p.hoursPerWeek[row]!),
    tuition: orNull(p.tuition[row]!), fees: orNull(p.fees[row]!), books: orNull(p.books[row]!), total: orNull(p.total[row]!),
    costIsOwn: ![ "institution", "related-programs", "occupation-national", "award-band", "state" ].includes(named(bases, e.cost.basis[e.cost.fact[row]!]!) ?? "program"),
    promise: flag(p.wichitaPromise[row]!),
    asked: named(educationLevels, p.prereqEducation[row]!),
    licence: p.prereqLicence.get(row),
    rates: {
      completion: p.completionN[row]! > 0 ? { k: p.completionK[row]!, n: p.completionN[row]! } : null,
      placement: p.placementN[row]! > 0 ? { k: p.placementK[row]!, n: p.placementN[row]! } : null,
    },
    flies: /^4901(02|08)$/.test(String(p.cip[row]!)),
    family: p.cip[row] === -1 ? -1 : Math.floor(p.cip[row]! / 10_000),
    daysToJob: orNull(p.daysToEmployment[row]!),
    nextStart: starts.filter((start) => start >= day).sort((a, b) => a - b)[0] ?? null,
    childcare: flag(p.childcareService[row]!), evening: flag(p.eveningService[row]!),
    institution: partner === -1 ? null : schoolRow(view, partner),
    ages: [e.listing, e.length, e.cost, e.schedule, e.completion, e.placement, e.earnings].map((group) => ageOf(view, group, row, day)),
  };
}
export type ProgramObject = ReturnType<typeof programRow>;

const schoolRow = ({ partners }: CatalogView, row: number) => ({
  tuition: orNull(partners.tuitionPerYear[row]!),
  completion: partners.completionN[row]! > 0 ? { k: partners.completionK[row]!, n: partners.completionN[row]! } : null,
  share: orNull(partners.completionShare[row]!),
});
export const schoolRows = (view: CatalogView) => Array.from({ length: view.partners.count }, (_, row) => schoolRow(view, row));

export function jobRow(view: CatalogView, row: number, day: number) {
  const j = view.jobs;
  return {
    occupation: j.occupation[row]!, place: placeOrCounty(view, j.place, row, j.county[row]!), remote: j.remote[row] === 1,
    education: named(educationLevels, j.education[row]!),
    experience: orNull(j.experienceYears[row]!) ?? 0,
    apprenticeship: named(employmentTypes, j.employmentType[row]!) === "apprenticeship",
    credentials: j.credentials.get(row),
    expires: j.expires[row]!,
    age: ageOf(view, j.evidence.listing, row, day) ?? 0,
  };
}
export type JobObject = ReturnType<typeof jobRow>;
