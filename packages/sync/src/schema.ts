// One database for the whole device. Everything is keyed from outside by something that identifies nobody: a hash, a random
// id, a fixed word. Changes are additive only: an older app must still open what a newer one has written.

export const DATABASE_NAME = "pathwayks";

/** 1: records and catalog. 2: `rows`. */
export const SCHEMA_VERSION = 2;

/**
 * `chunks`: the catalog's blobs. `catalog`: its bookkeeping under fixed words. `records`: the person's sealed records by
 * random id. `keys`: the keys that sealed them. `meta`: which random id holds which record, and which spaces there are.
 * `rows`: sealed rows of people's spaces, by the space's random id and one of their own.
 */
export const tables = ["chunks", "catalog", "records", "keys", "meta", "rows"] as const;
export type TableName = (typeof tables)[number];
