import type { County, CrosswalkRow, Job, Occupation, Partner, Program, Source, ZipPlace } from "@pathwayks/contracts";

/** What a release is built from: rows that passed the contracts' schemas. */
export interface CatalogRows {
  readonly programs: readonly Program[];
  readonly occupations: readonly Occupation[];
  readonly jobs: readonly Job[];
  readonly partners: readonly Partner[];
  readonly counties: readonly County[];
  readonly zips: readonly ZipPlace[];
  readonly crosswalk: readonly CrosswalkRow[];
  readonly sources: readonly Source[];
}

export type RowKind = keyof CatalogRows;

/** File `<kind>.ndjson` of a row directory, in the order in which rows refer to each other. */
export const rowKinds = [
  "sources", "counties", "zips", "occupations", "crosswalk", "partners", "programs", "jobs",
] as const satisfies readonly RowKind[];

export const noRows: CatalogRows = {
  programs: [], occupations: [], jobs: [], partners: [], counties: [], zips: [], crosswalk: [], sources: [],
};
