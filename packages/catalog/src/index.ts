/** A catalog release, read: opened from its bytes, searched, and brought up to date. Pure. */
export type * from "./view.ts";
export { NONE, UNKNOWN } from "./view.ts";
export type { CatalogError, CatalogErrorKind } from "./error.ts";
export {
  cipToInt, fromCode, fromFlag, instantToSeconds, intToCip, intToFips, intToSoc, intToZip, isoWeek, secondsToInstant, socToInt,
  toCode, toFlag,
} from "./codes.ts";
export { openCatalog } from "./open/open.ts";
export { readProgram } from "./read/program.ts";
export { readJob } from "./read/job.ts";
export { readOccupation } from "./read/occupation.ts";
export { readCounty, readPartner, readSource } from "./read/partner.ts";
export type { CatalogState, CatalogStore, Installed } from "./update/store.ts";
export { emptyState } from "./update/store.ts";
export { memoryStore } from "./update/memory-store.ts";
export type { DownloadProgress, UpdateOptions, UpdateOutcome, UpdatePorts } from "./update/ports.ts";
export { chunksFor } from "./update/manifest.ts";
export { updateCatalog } from "./update/update.ts";
export type { Started } from "./update/start.ts";
export { startCatalog } from "./update/start.ts";
export type { KeepOptions } from "./update/keep-joined.ts";
export { keepJoined } from "./update/keep-joined.ts";
export type { CatalogSearch, JobFilters, ProgramFilters, SearchHits } from "./search/search.ts";
export type { TitleMatch } from "./search/titles.ts";
export { createSearch } from "./search/search.ts";
