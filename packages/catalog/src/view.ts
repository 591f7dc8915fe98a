import type { FactGroup, JobId, PartnerId, ProgramId, SocCode, Source, SourceId } from "@pathwayks/contracts";

// What an opened catalog looks like to those who read it. Numbers are typed arrays, one element a row; strings stay bytes
// until somebody asks for one. Row numbers are only good within one opened view; across releases things are known by id.
//
// Codes: an enumeration is stored as its index in the list of `contracts/vocabulary.ts`. NONE (255) says "not published" in
// a Uint8Array of codes, UNKNOWN (-1) in an Int32Array. Tri-states: 0 no, 1 yes, 255 not published.

/** Not published, in a column of codes. */
export const NONE = 255;
/** Not published, in a column of numbers. */
export const UNKNOWN = -1;

/** Strings by row, decoded when asked for. An empty string stands for "not published". */
export interface TextColumn {
  readonly length: number;
  get(row: number): string;
  /** Rows that are not empty, ascending. */
  filled(): Uint32Array;
}

/** Lists by row: the values of `row` are `values[offsets[row]]` up to, without, `values[offsets[row + 1]]`. */
export interface NumberLists<A extends Int32Array | Uint32Array | Float32Array> {
  readonly offsets: Uint32Array;
  readonly values: A;
}

export interface TextLists {
  /** The strings of a row. */
  get(row: number): readonly string[];
}

/**
 * Places as unit vectors on the sphere, so that a distance needs no trigonometry. Many rows share a place: `at` says which,
 * the vectors are by place. All three NaN: not known.
 */
export interface PlaceColumns {
  /** By row. */
  readonly at: Uint32Array;
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly z: Float32Array;
}

/** Source and date of a group of facts. Few distinct facts stand behind many rows: `fact` says which, the others are by fact. */
export interface EvidenceColumns {
  /** By row. 0: the group has none. */
  readonly fact: Uint32Array;
  /** Row of `sources`, UNKNOWN where there is none. */
  readonly source: Int32Array;
  /** Day number. */
  readonly asOf: Int32Array;
  /** Index into `bases`, or NONE. */
  readonly basis: Uint8Array;
  /** Rows that share the value; 1 = its own. */
  readonly sharedBy: Uint16Array;
}

/** Bookkeeping of the row's record. Seconds since 1970. */
export interface RecordColumns {
  readonly createdAt: Uint32Array;
  readonly updatedAt: Uint32Array;
  /** Connector the row came through; "" for partners. */
  readonly dataSource: TextColumn;
}

export interface ProgramColumns {
  readonly count: number;
  readonly id: TextColumn;
  /** Row of `partners`, or UNKNOWN. */
  readonly provider: Int32Array;
  readonly providerId: TextColumn;
  readonly providerName: TextColumn;
  /** English; Spanish where there is one, else "". */
  readonly name: TextColumn;
  readonly nameEs: TextColumn;
  readonly description: TextColumn;
  readonly category: TextColumn;
  readonly subcategory: TextColumn;
  /** CIP as an integer, 51.3901 = 513901; UNKNOWN. */
  readonly cip: Int32Array;
  readonly awardLevel: Uint8Array;
  /** Weeks: the published length (both ends equal, `durationPublished` 1) or the band of the award; UNKNOWN. */
  readonly durationMin: Int32Array;
  readonly durationMax: Int32Array;
  readonly durationPublished: Uint8Array;
  readonly scheduleType: Uint8Array;
  readonly scheduleDetails: TextColumn;
  /** Hours a week, NaN = not published. */
  readonly hoursPerWeek: Float32Array;
  /** FIPS as an integer, UNKNOWN. */
  readonly county: Int32Array;
  readonly countyName: TextColumn;
  readonly city: TextColumn;
  readonly address: TextColumn;
  readonly zip: TextColumn;
  readonly place: PlaceColumns;
  readonly online: Uint8Array;
  /** Cents, UNKNOWN. What the program itself publishes. */
  readonly tuition: Int32Array;
  readonly fees: Int32Array;
  readonly books: Int32Array;
  readonly total: Int32Array;
  readonly financialAid: Uint8Array;
  readonly wichitaPromise: Uint8Array;
  readonly prereqEducation: Uint8Array;
  readonly prereqSkills: TextLists;
  readonly prereqExperience: TextColumn;
  readonly prereqLicence: TextColumn;
  readonly credential: TextColumn;
  /** People; n = UNKNOWN where no rate is published. */
  readonly completionK: Int32Array;
  readonly completionN: Int32Array;
  readonly placementK: Int32Array;
  readonly placementN: Int32Array;
  readonly daysToEmployment: Int32Array;
  /** Cents a year, UNKNOWN; whose it is: `evidence.earnings.basis`. */
  readonly startingSalary: Int32Array;
  readonly completers: Int32Array;
  readonly targetJobs: TextLists;
  /** Day numbers, ascending. */
  readonly startDates: NumberLists<Int32Array>;
  readonly enrollmentUrl: TextColumn;
  readonly phone: TextColumn;
  readonly email: TextColumn;
  readonly childcareService: Uint8Array;
  readonly eveningService: Uint8Array;
  readonly spanishService: Uint8Array;
  readonly evidence: Record<FactGroup, EvidenceColumns>;
  /** Occupations that staff pinned and dropped, SOC as integers. */
  readonly pinnedOccupations: NumberLists<Int32Array>;
  readonly droppedOccupations: NumberLists<Int32Array>;
  readonly sample: Uint8Array;
  /** Day number of the last change. */
  readonly updated: Int32Array;
  readonly record: RecordColumns;
  /** Row of this program's first pathway; its pathways are contiguous. Length count + 1. */
  readonly pathwayStart: Uint32Array;
}

/** Program × occupation, one row each, in the order of programs; built by linking (`catalog/build`). */
export interface PathwayColumns {
  readonly count: number;
  readonly program: Int32Array;
  readonly occupation: Int32Array;
  /** Strength of the link, 0 to 1; the links of one program sum to 1. */
  readonly weight: Float32Array;
  /** 1 = a person pinned it. */
  readonly pinned: Uint8Array;
}

export interface OccupationColumns {
  readonly count: number;
  /** SOC as an integer, 29-2061 = 292061. */
  readonly soc: Int32Array;
  readonly title: TextColumn;
  readonly titleEs: TextColumn;
  readonly description: TextColumn;
  /** Six a row, 1 to 7; NaN where O*NET has none. */
  readonly interests: Float32Array;
  /** 0 = not known. */
  readonly jobZone: Uint8Array;
  /** 35 a row: importance 1-5, NaN = suppressed or none. Already those of the rated relative where it stands in. */
  readonly importance: Float32Array;
  /** 35 a row: level 0-7. */
  readonly level: Float32Array;
  /** Row of the occupation whose skills these are (its own row, mostly); UNKNOWN = none. */
  readonly skillsFrom: Int32Array;
  /** Cents a year, UNKNOWN. */
  readonly wage10: Int32Array;
  readonly wage25: Int32Array;
  readonly wageMedian: Int32Array;
  readonly wage75: Int32Array;
  readonly wage90: Int32Array;
  /** People, nation; NaN. */
  readonly employment: Float32Array;
  readonly annualOpenings: Float32Array;
  readonly growthRate: Float32Array;
  readonly entryEducation: Uint8Array;
  readonly onTheJobTraining: TextColumn;
  /** Years, 0 = no law known. */
  readonly minAge: Uint8Array;
  /** 1 = a law asks for a background check. */
  readonly backgroundRule: Uint8Array;
  /** JSON of `LegalRule[]`, "" = none. */
  readonly rules: TextColumn;
  readonly evidence: Record<FactGroup, EvidenceColumns>;
  readonly onetCode: TextColumn;
  /** 1 = the skills are its own, not those of a relative. */
  readonly rated: Uint8Array;
}

export interface JobColumns {
  /** Rows in all chunks, superseded ones too: walk `live`. */
  readonly count: number;
  /** Rows that no later part supersedes or removes, ascending. Expiry is the reader's to check, against its date. */
  readonly live: Uint32Array;
  readonly id: TextColumn;
  /** Row of `partners`, or UNKNOWN. */
  readonly employer: Int32Array;
  readonly employerId: TextColumn;
  readonly employerName: TextColumn;
  readonly title: TextColumn;
  readonly titleEs: TextColumn;
  readonly description: TextColumn;
  readonly category: TextColumn;
  readonly subcategory: TextColumn;
  /** Row of `occupations`, UNKNOWN where none could be linked. */
  readonly occupation: Int32Array;
  /** Confidence of the link, 0 to 1; 1 = the source names the occupation. */
  readonly linkScore: Float32Array;
  readonly region: Uint8Array;
  readonly county: Int32Array;
  readonly countyName: TextColumn;
  readonly city: TextColumn;
  readonly address: TextColumn;
  readonly place: PlaceColumns;
  readonly remote: Uint8Array;
  readonly employmentType: Uint8Array;
  readonly schedule: TextColumn;
  /** Cents for one period, UNKNOWN. */
  readonly salaryMin: Int32Array;
  readonly salaryMax: Int32Array;
  readonly salaryPeriod: Uint8Array;
  readonly education: Uint8Array;
  readonly experienceYears: Float32Array;
  readonly credentials: TextLists;
  readonly skills: TextLists;
  readonly benefits: TextLists;
  /** Day numbers. */
  readonly posted: Int32Array;
  readonly expires: Int32Array;
  readonly url: TextColumn;
  readonly guaranteedInterview: Uint8Array;
  readonly evidence: Record<FactGroup, EvidenceColumns>;
  readonly sample: Uint8Array;
  /** SOC as an integer, whether or not the catalog has the occupation; UNKNOWN. */
  readonly soc: Int32Array;
  readonly record: RecordColumns;
}

export interface PartnerColumns {
  readonly count: number;
  readonly id: TextColumn;
  readonly name: TextColumn;
  readonly type: Uint8Array;
  readonly description: TextColumn;
  readonly website: TextColumn;
  readonly county: Int32Array;
  readonly countyName: TextColumn;
  readonly city: TextColumn;
  readonly address: TextColumn;
  readonly zip: TextColumn;
  readonly phone: TextColumn;
  readonly email: TextColumn;
  readonly place: PlaceColumns;
  readonly sector: TextColumn;
  /** Cents, UNKNOWN: the institution's own figures. */
  readonly tuitionPerYear: Int32Array;
  readonly netPricePerYear: Int32Array;
  readonly completionK: Int32Array;
  readonly completionN: Int32Array;
  /** 0-1, NaN: a share without its people. */
  readonly completionShare: Float32Array;
  readonly earnings10: Int32Array;
  readonly aidUrl: TextColumn;
  readonly applyUrl: TextColumn;
  readonly netPriceUrl: TextColumn;
  /** 0 active, 1 closed, 2 unknown. */
  readonly status: Uint8Array;
  readonly evidence: Record<FactGroup, EvidenceColumns>;
  readonly sample: Uint8Array;
  /** UNKNOWN: not an institution. */
  readonly ipedsUnitId: Int32Array;
  readonly totalPrograms: Int32Array;
  /** Day number, UNKNOWN. */
  readonly partnershipStart: Int32Array;
  readonly record: RecordColumns;
}

export interface CountyColumns {
  readonly count: number;
  readonly fips: Int32Array;
  readonly name: TextColumn;
  readonly region: Uint8Array;
  readonly population: Int32Array;
  readonly place: PlaceColumns;
}

export interface ZipColumns {
  readonly count: number;
  /** Ascending. */
  readonly zip: Int32Array;
  readonly city: TextColumn;
  /** FIPS, UNKNOWN. */
  readonly county: Int32Array;
  readonly place: PlaceColumns;
}

/** Lay titles → occupation, for look-up of past jobs. A chunk of its own kind, read only when the look-up is opened. */
export interface TitleColumns {
  readonly count: number;
  readonly title: TextColumn;
  /** Ascending. */
  readonly soc: Int32Array;
  readonly occupation: Int32Array;
}

/** Beta prior (a, b) of a rate by credential kind and field, estimated at build from all programs that publish one. */
export interface PriorTable {
  /**
   * Prior for an award level (index) and a two-digit CIP family; falls back to the award level, then to all.
   * `null`: nobody publishes enough of this rate to estimate anything.
   */
  prior(rate: "completion" | "placement", awardLevel: number,
    cipFamily: number): { readonly a: number; readonly b: number } | null;
}

/** Kinds of arrays of numbers. */
export interface NumbersOf {
  readonly u8: Uint8Array;
  readonly u16: Uint16Array;
  readonly i32: Int32Array;
  readonly u32: Uint32Array;
  readonly f32: Float32Array;
  readonly f64: Float64Array;
}
export type NumberTypeName = keyof NumbersOf;
export type Numbers = NumbersOf[NumberTypeName];
/** Columns of numbers by name, each with its kind. */
export type Shape = Readonly<Record<string, NumberTypeName>>;
export type Shaped<S extends Shape> = { readonly [Name in keyof S]: NumbersOf[S[Name]] };

/** One release, opened. Immutable. */
export interface CatalogView {
  readonly version: number;
  readonly createdAt: string;
  readonly title: string;
  readonly programs: ProgramColumns;
  readonly pathways: PathwayColumns;
  readonly occupations: OccupationColumns;
  readonly jobs: JobColumns;
  readonly partners: PartnerColumns;
  readonly counties: CountyColumns;
  readonly zips: ZipColumns;
  readonly titles: TitleColumns;
  readonly sources: readonly Source[];
  readonly priors: PriorTable;
  /**
   * Columns that a reader works out of this view alone, for every day and person: made once a view, and kept with the release
   * where it is kept joined. `topic` is the reader's own word.
   */
  derived<const S extends Shape>(topic: string, shape: S, make: () => Shaped<S>): Shaped<S>;
  /** Rows by id; UNKNOWN where there is none. Built on first use. */
  readonly find: {
    program(id: ProgramId | string): number;
    occupation(soc: SocCode | string): number;
    /** Live rows only. */
    job(id: JobId | string): number;
    partner(id: PartnerId | string): number;
    source(id: SourceId | string): number;
  };
}

