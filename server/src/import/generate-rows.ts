import {
  awardWeeks,
  civilDate,
  type Cents,
  type CipCode,
  type County,
  type CrosswalkRow,
  type Evidence,
  type Instant,
  type IsoDate,
  type LocalText,
  type Occupation,
  type Partner,
  type PartnerId,
  type Program,
  type ProgramId,
  type Region,
  type SourceId,
  type ZipPlace,
} from "@pathwayks/contracts";
import { categoryOf } from "./fields.ts";
import { programText, shifts, skillWords } from "./generate-words.ts";
import { between, pick } from "./random.ts";

export interface Spot {
  readonly zip: ZipPlace;
  readonly county: County;
  readonly region: Region;
}

/** What rows are drawn from. */
export interface Kit {
  readonly next: () => number;
  /** Day number. */
  readonly today: number;
  readonly counties: readonly County[];
  readonly occupations: readonly Occupation[];
  readonly crosswalk: readonly CrosswalkRow[];
  readonly fields: readonly { readonly cip: string; readonly name: LocalText }[];
  readonly schools: readonly Partner[];
  readonly employers: readonly Partner[];
  readonly spot: (next: () => number) => Spot;
  readonly occupation: (next: () => number) => Occupation;
}

export const sampleEvidence = (day: number): Evidence => ({ source: "sample" as SourceId, asOf: civilDate(day), basis: "sample" });
export const at = (day: number): Instant => `${civilDate(day)}T00:00:00Z` as Instant;
/** Real catalogs have gaps: a value with a chance, else not published. */
export const maybe = <T>(kit: Kit, chance: number, value: () => T): T | null => (kit.next() < chance ? value() : null);
const dollars = (kit: Kit, min: number, max: number): Cents => (Math.round(between(kit.next, min, max) / 5) * 500) as Cents;

const awards = [
  "under-12-weeks",
  "under-12-weeks",
  "12-weeks-to-1-year",
  "12-weeks-to-1-year",
  "1-to-2-years",
  "associate",
  "associate",
] as const;
const scheduleTypes = ["full-time", "part-time", "evening", "weekend", "online", "hybrid"] as const;

/** A made-up program; two fifths of its facts are missing, as in real lists. */
export function makeProgram(kit: Kit, n: number): Program {
  const { next } = kit;
  const field = pick(next, kit.fields);
  const school = pick(next, kit.schools);
  const awardLevel = pick(next, awards);
  const band = awardWeeks[awardLevel] ?? { min: 1, max: 52 };
  const tuition = maybe(kit, 0.6, () => dollars(kit, 200, 14_000));
  const [fees, books] = [maybe(kit, 0.4, () => dollars(kit, 20, 900)), maybe(kit, 0.4, () => dollars(kit, 50, 1_500))];
  const asOf = kit.today - between(next, 5, 500);
  const evidence = sampleEvidence(asOf);
  return {
    id: `${school.id.replace(":", "-")}:${String(n).padStart(6, "0")}` as ProgramId,
    providerId: school.id,
    providerName: school.name,
    name: variant(kit, field.name),
    description: maybe(kit, 0.7, () => programText(next, field.name.en)),
    category: categoryOf(field.cip),
    subcategory: null,
    cip: field.cip as CipCode,
    awardLevel,
    durationWeeks: maybe(kit, 0.6, () => between(next, band.min, band.max)) as Program["durationWeeks"],
    scheduleType: maybe(kit, 0.6, () => pick(next, scheduleTypes)),
    scheduleDetails: maybe(kit, 0.4, () => pick(next, shifts)),
    hoursPerWeek: maybe(kit, 0.5, () => between(next, 3, 40)) as Program["hoursPerWeek"],
    location: { ...school.location, onlineOption: maybe(kit, 0.5, () => next() < 0.15) },
    cost: {
      currency: "USD",
      tuition,
      fees,
      books,
      total: tuition === null ? null : ((tuition + (fees ?? 0) + (books ?? 0)) as Cents),
      financialAidAvailable: maybe(kit, 0.5, () => next() < 0.5),
      wichitaPromiseEligible: maybe(kit, 0.2, () => next() < 0.3),
    },
    prerequisites: {
      education: maybe(kit, 0.5, () => pick(next, ["none", "high-school", "high-school", "some-college"] as const)),
      skills: skillWords.filter(() => next() < 0.12),
      experience: maybe(kit, 0.15, () => "An interview with the program staff"),
      licence: null,
    },
    outcomes: outcomes(kit, field.name.en),
    targetJobs: [],
    pinnedOccupations: [],
    droppedOccupations: [],
    startDates: startDates(kit),
    enrollmentUrl: maybe(kit, 0.7, () => `https://example.org/programs/${n}`) as Program["enrollmentUrl"],
    contact: {
      phone: maybe(kit, 0.6, () => `555-01${between(next, 10, 99)}`),
      email: maybe(kit, 0.5, () => `program-${n}@example.org`),
    },
    services: {
      childcare: maybe(kit, 0.5, () => next() < 0.15),
      evening: maybe(kit, 0.5, () => next() < 0.6),
      spanish: maybe(kit, 0.5, () => next() < 0.3),
    },
    evidence: {
      listing: evidence,
      length: evidence,
      cost: evidence,
      schedule: evidence,
      completion: evidence,
      placement: evidence,
      earnings: evidence,
    },
    sample: true,
    createdAt: at(asOf),
    updatedAt: at(asOf),
    dataSource: "sample",
    lastSynced: at(kit.today),
  };
}

const levels = ["", "", "", " I", " II", ", Evening", ", Accelerated", " with Internship", " Basics"] as const;

function variant(kit: Kit, name: LocalText): LocalText {
  const suffix = pick(kit.next, levels);
  return { en: `${name.en}${suffix}`, ...(name.es === undefined || suffix !== "" ? {} : { es: name.es }) };
}

function outcomes(kit: Kit, name: string): Program["outcomes"] {
  const { next } = kit;
  // Two thirds publish no outcome; of the rest nearly half rest on fewer than ten people.
  const n = next() < 0.45 ? between(next, 2, 9) : between(next, 10, 180);
  const published = next() < 0.34;
  const finished = Math.round(n * (0.4 + 0.5 * next()));
  return {
    credential: maybe(kit, 0.7, () => `Certificate: ${name}`),
    historicalCompletionRate: published ? { k: finished, n } : null,
    historicalPlacementRate: published && finished > 0 ? { k: Math.round(finished * (0.3 + 0.65 * next())), n: finished } : null,
    averageTimeToEmploymentDays: maybe(kit, 0.1, () => between(next, 10, 180)),
    medianStartingSalary: maybe(kit, 0.25, () => dollars(kit, 22_000, 68_000)),
    completers: maybe(kit, 0.6, () => between(next, 0, 90)),
  };
}

function startDates(kit: Kit): IsoDate[] {
  if (kit.next() < 0.5) return [];
  const first = kit.today + between(kit.next, 3, 200);
  return Array.from({ length: between(kit.next, 1, 4) }, (_, i) => civilDate(first + i * 91));
}

/** A made-up school or employer. */
export function samplePartner(
  id: PartnerId,
  name: string,
  type: Partner["type"],
  { zip, county }: Pick<Spot, "zip" | "county">,
  today: IsoDate,
): Partner {
  const made = `${today}T00:00:00Z` as Instant;
  return {
    id,
    name,
    type,
    description: null,
    website: null,
    location: {
      countyFips: county.fips,
      county: county.name,
      city: zip.city,
      address: null,
      zip: zip.zip,
      coordinates: zip.coordinates,
    },
    contact: { phone: null, email: null },
    institution: null,
    statistics: { totalPrograms: null },
    partnershipStartDate: null,
    status: "active",
    evidence: { listing: { source: "sample" as SourceId, asOf: today, basis: "sample" } },
    sample: true,
    createdAt: made,
    updatedAt: made,
  };
}
