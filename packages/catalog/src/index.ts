/** A catalog release, read: opened from its bytes, searched, and brought up to date. Pure. */
export type * from "./view.ts";
export { NONE, UNKNOWN } from "./view.ts";
export type { CatalogError, CatalogErrorKind } from "./error.ts";
export {
  cipToInt, fromCode, fromFlag, instantToSeconds, intToCip, intToFips, intToSoc, intToZip, isoWeek, secondsToInstant, socToInt, toCode, toFlag,
} from "./codes.ts";
export { openCatalog } from "./open/open.ts";
export { readProgram } from "./read/program.ts";
export { readJob } from "./read/job.ts";
export { readOccupation } from "./read/occupation.ts";
export { readCounty, readPartner, readSource } from "./read/partner.ts";
