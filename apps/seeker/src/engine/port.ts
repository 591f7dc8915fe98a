import type {
  County, Job, JobId, LimitKind, Occupation, Partner, Program, ProgramId, RankResult, Region, SeekerProfile, SkillLevel, OnetSkill, Source,
} from "@pathwayks/contracts";

// What the screens may ask of the worker that holds the catalog. Every answer is plain data; words are made on the screen.

/** The facts that a ranking or a search mentions, so that a screen needs no second question. Keyed by id or SOC code. */
export interface Facts {
  readonly programs: Readonly<Record<string, Program>>;
  readonly occupations: Readonly<Record<string, OccupationFacts>>;
  readonly jobs: Readonly<Record<string, Job>>;
  readonly partners: Readonly<Record<string, Partner>>;
  readonly sources: Readonly<Record<string, Source>>;
}

export type OccupationFacts = Omit<Occupation, "altTitles">;

export interface CatalogStatus {
  readonly version: number;
  readonly createdAt: string;
  readonly title: string;
  readonly programs: number;
  readonly jobs: number;
  readonly occupations: number;
  /** Bytes kept on this device for the catalog. */
  readonly bytes: number;
  /** The pointer ran out: the data is used, and the screen says "may be old". */
  readonly expired: boolean;
  readonly regions: readonly Region[];
  readonly hasSample: boolean;
}

export type CatalogState =
  | { readonly kind: "absent" }
  | { readonly kind: "ready"; readonly status: CatalogStatus };

export type UpdateProgress =
  | { readonly kind: "checking" }
  | { readonly kind: "downloading"; readonly done: number; readonly of: number; readonly bytes: number; readonly ofBytes: number }
  | { readonly kind: "up-to-date"; readonly version: number }
  | { readonly kind: "switched"; readonly version: number }
  /** `reason` is the catalog's error kind; `offline` where nothing answered or something that is not ours did. */
  | { readonly kind: "failed"; readonly reason: string };

export interface ProgramFilters {
  readonly county?: string;
  readonly awardLevels?: readonly string[];
  readonly category?: string;
  readonly onlineOnly?: boolean;
  readonly providerId?: string;
}

export interface JobFilters {
  readonly county?: string;
  readonly employmentTypes?: readonly string[];
  readonly category?: string;
  readonly remoteOnly?: boolean;
  readonly soc?: string;
}

export interface Hits<Id extends string> {
  readonly total: number;
  readonly ids: readonly Id[];
  readonly facts: Facts;
  /** Milliseconds in the engine. */
  readonly took: number;
}

export interface TitleHit {
  readonly title: string;
  readonly soc: string;
  readonly occupation: { readonly en: string; readonly es?: string | undefined };
}

export interface SkillChip {
  readonly skill: OnetSkill;
  /** On O*NET's 0-7 scale. */
  readonly value: number;
  readonly level: SkillLevel;
  readonly from: "past-job" | "education" | "person";
  readonly title: string | null;
}

export interface Ranking {
  readonly result: RankResult;
  readonly facts: Facts;
  readonly took: number;
}

/** What one setting of the limits leaves, for controls that follow the finger. */
export interface WhatIf {
  readonly survivors: number;
  readonly removed: readonly { readonly limit: LimitKind; readonly total: number; readonly alone: number }[];
  readonly took: number;
}

export interface Engine {
  state(): Promise<CatalogState>;
  /** Looks for a newer release and takes it over. Reports progress to every listener. */
  update(): Promise<UpdateProgress>;
  onProgress(listener: (progress: UpdateProgress) => void): () => void;
  /** A new ranking cancels one that has not begun. `today` is the device's date. */
  rank(profile: SeekerProfile, options?: { readonly top?: number }): Promise<Ranking>;
  explain(profile: SeekerProfile, pathway: string): Promise<Ranking | null>;
  whatIf(profile: SeekerProfile): Promise<WhatIf>;
  searchPrograms(query: string, filters: ProgramFilters, offset: number, limit: number): Promise<Hits<ProgramId>>;
  searchJobs(query: string, filters: JobFilters, offset: number, limit: number): Promise<Hits<JobId>>;
  suggestTitles(query: string, limit: number): Promise<readonly TitleHit[]>;
  inferSkills(profile: SeekerProfile): Promise<readonly SkillChip[]>;
  program(id: string): Promise<{ readonly program: Program; readonly occupations: readonly { readonly soc: string; readonly weight: number }[]; readonly facts: Facts } | null>;
  job(id: string): Promise<{ readonly job: Job; readonly facts: Facts } | null>;
  counties(): Promise<readonly County[]>;
  /** Workforce centers that the catalog knows. */
  centers(): Promise<readonly Partner[]>;
  zip(zip: string): Promise<{ readonly city: string; readonly countyFips: string | null } | null>;
  categories(): Promise<{ readonly programs: readonly string[]; readonly jobs: readonly string[] }>;
}
