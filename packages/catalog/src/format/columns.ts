import {
  awardLevels, educationLevels, employmentTypes, factGroups, partnerTypes, payPeriods, regions, scheduleTypes,
} from "@pathwayks/contracts";
import type { ChunkKind } from "@pathwayks/contracts";

// The layout of CATALOG_SCHEMA 1, said once: encoder and decoder read this table, and nothing else knows the order of the
// columns. A change here needs a new CATALOG_SCHEMA.

export type NumberType = "u8" | "u16" | "i32" | "u32" | "f32";

export type Column =
  /** `width` numbers a row. `below`: codes must be below it, or 255. */
  | { readonly kind: "number"; readonly type: NumberType; readonly width: number; readonly below: number }
  /** A string of its own. */
  | { readonly kind: "text" }
  /** A string that repeats: a dictionary and one index a row. */
  | { readonly kind: "dict" }
  /** `width` strings a row out of one dictionary. */
  | { readonly kind: "dicts"; readonly width: number }
  /** A list of numbers. */
  | { readonly kind: "numbers"; readonly type: NumberType }
  /** A list of strings that repeat. */
  | { readonly kind: "texts" }
  /** A unit vector that repeats: a dictionary of x, y, z and one index a row. */
  | { readonly kind: "place" };

const number = <T extends NumberType, W extends number>(type: T, width: W) =>
  ({ kind: "number", type, width, below: 256 }) as const;
const code = (list: readonly string[]) => ({ kind: "number", type: "u8", width: 1, below: list.length }) as const;
const flag = { kind: "number", type: "u8", width: 1, below: 2 } as const;
const numbers = <T extends NumberType>(type: T) => ({ kind: "numbers", type }) as const;
const i32 = number("i32", 1), u32 = number("u32", 1), f32 = number("f32", 1), u8 = number("u8", 1);
const text = { kind: "text" } as const, dict = { kind: "dict" } as const;
const texts = { kind: "texts" } as const, place = { kind: "place" } as const;

/**
 * Evidence is few distinct facts over many rows: for each group of `factGroups` an entry `source asOf basis sharedBy`, "" where
 * the group has none.
 */
const evidence = { kind: "dicts", width: factGroups.length } as const;
/** Bookkeeping of the source. Seconds since 1970. */
const record = { sample: flag, createdAt: u32, updatedAt: u32 };
/**
 * Ids that a part of a log takes away from the parts before it: all of them in the list of its first row. A part that only
 * takes away has one row without an id, to carry them.
 */
const removes = texts;

export const tables = {
  programs: {
    id: text, provider: dict, providerName: dict, name: text, nameEs: text, description: text, category: dict, subcategory: dict,
    cip: i32, awardLevel: code(awardLevels), durationWeeks: i32, scheduleType: code(scheduleTypes), scheduleDetails: dict,
    hoursPerWeek: f32, county: i32, countyName: dict, city: dict, address: dict, zip: dict, place, online: flag,
    tuition: i32, fees: i32, books: i32, total: i32, financialAid: flag, wichitaPromise: flag,
    prereqEducation: code(educationLevels), prereqSkills: texts, prereqExperience: dict, prereqLicence: dict, credential: dict,
    completionK: i32, completionN: i32, placementK: i32, placementN: i32, daysToEmployment: i32, startingSalary: i32,
    completers: i32, targetJobs: texts, pinned: numbers("i32"), dropped: numbers("i32"), startDates: numbers("i32"),
    enrollmentUrl: dict, phone: dict, email: dict, childcare: flag, evening: flag, spanish: flag, dataSource: dict,
    evidence, ...record,
    linkSoc: numbers("i32"), linkWeight: numbers("f32"), linkPinned: numbers("u8"), removes,
  },
  occupations: {
    soc: i32, onetCode: dict, title: text, titleEs: text, description: text,
    // Hundredths, 65,535 = none: O*NET publishes two decimals, and whole numbers compress.
    interests: number("u16", 6), importance: number("u16", 35), level: number("u16", 35), rated: flag, skillsFrom: i32,
    jobZone: u8, wage10: i32, wage25: i32, wageMedian: i32, wage75: i32, wage90: i32,
    employment: f32, annualOpenings: f32, growthRate: f32, entryEducation: code(educationLevels), onTheJobTraining: dict,
    rules: dict, evidence,
  },
  titles: { title: text, soc: i32 },
  jobs: {
    id: text, employer: dict, employerName: dict, title: dict, titleEs: dict, description: dict, category: dict,
    subcategory: dict,
    soc: i32, linkScore: f32, region: code(regions), county: i32, countyName: dict, city: dict, address: dict, place,
    remote: flag, employmentType: code(employmentTypes), schedule: dict, salaryMin: i32, salaryMax: i32,
    salaryPeriod: code(payPeriods), education: code(educationLevels), experienceYears: f32,
    credentials: texts, skills: texts, benefits: texts, posted: i32, expires: i32, url: dict, guaranteedInterview: flag,
    dataSource: dict, evidence, ...record, removes,
  },
  partners: {
    id: text, name: text, type: code(partnerTypes), description: text, website: text, county: i32, countyName: dict, city: dict,
    address: text, zip: dict, place, phone: text, email: text,
    /** UNKNOWN: not an institution. */
    ipedsUnitId: i32, sector: dict, tuitionPerYear: i32, netPricePerYear: i32, completionK: i32, completionN: i32,
    completionShare: f32, earnings10: i32, aidUrl: text, applyUrl: text, netPriceUrl: text, totalPrograms: i32,
    partnershipStart: i32, status: code(["active", "closed", "unknown"]), evidence, ...record, removes,
  },
  counties: { fips: i32, name: text, region: code(regions), population: i32, place },
  zips: { zip: i32, city: dict, county: i32, place },
  sources: { id: text, title: text, publisher: dict, url: text, licence: dict, published: i32, limitDays: i32, sample: flag },
  /** Beta priors of rates. `award` 255 and `family` -1 mean any. */
  model: { rate: code(["completion", "placement"]), award: u8, family: i32, a: f32, b: f32, programs: i32 },
} as const satisfies Record<string, Record<string, Column>>;

export type Tables = typeof tables;
export type TableName = keyof Tables;

/** The number in a chunk's header: append, never reorder. */
export const tableNames = [
  "programs", "occupations", "titles", "jobs", "partners", "counties", "zips", "sources", "model",
] as const satisfies readonly TableName[];

/** The kind of chunk that a table travels in. */
export const chunkKindOf: Record<TableName, ChunkKind> = {
  programs: "programs", occupations: "occupations", titles: "titles", jobs: "jobs", partners: "partners",
  counties: "places", zips: "places", sources: "sources", model: "model",
};

type StoredValue<C> = C extends { kind: "number"; width: 1 } ? number
  : C extends { kind: "number" | "numbers" | "place" } ? readonly number[]
  : C extends { kind: "texts" | "dicts" } ? readonly string[]
  : string;

/** One row as it is handed to the encoder. */
export type StoredRow<T extends TableName> = { readonly [C in keyof Tables[T]]: StoredValue<Tables[T][C]> };

/** Columns of a table in stored order. */
export const columnsOf = (table: TableName): readonly (readonly [string, Column])[] => Object.entries(tables[table]);
