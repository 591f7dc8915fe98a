/** Makes releases: validate, link, compile, hash, sign, publish. Node. */
export type { CatalogRows, RowKind } from "./rows.ts";
export { noRows, rowKinds } from "./rows.ts";
export type { BuildInput, Release } from "./release.ts";
export { buildRelease } from "./release.ts";
export { indexOccupations } from "./link/occupations.ts";
export type { ProgramLink } from "./link/program.ts";
export { indexCrosswalk, linkProgram } from "./link/program.ts";
export type { JobLink } from "./link/job.ts";
export { jobLinker } from "./link/job.ts";
