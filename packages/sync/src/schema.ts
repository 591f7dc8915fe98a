// One database for the whole device. Everything is keyed from outside by something that identifies nobody: a hash, a random
// id, a fixed word. Changes are additive only: an older app must still open what a newer one has written.

export const DATABASE_NAME = "pathwayks";
export const SCHEMA_VERSION = 1;

/**
 * `chunks`: the catalog's blobs. `catalog`: its bookkeeping under fixed words. `records`: the person's sealed records by
 * random id. `keys`: the key that sealed them. `meta`: which random id holds which record.
 */
export const tables = ["chunks", "catalog", "records", "keys", "meta"] as const;
export type TableName = (typeof tables)[number];
