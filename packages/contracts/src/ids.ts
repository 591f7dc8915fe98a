import { z } from "./brand.ts";

// Catalog facts have stable, readable ids (`provider:slug`), because they are quoted in reasons, links and printed pages.
const readable = /^[a-z0-9][a-z0-9._-]{0,79}(:[a-z0-9][a-z0-9._-]{0,99})?$/;

/** `provider:slug`, lower case. */
export const programId = z.string().check(z.regex(readable)).brand<"ProgramId">();
export type ProgramId = z.infer<typeof programId>;

/** `source:number` or `employer:slug`, lower case. */
export const jobId = z.string().check(z.regex(readable)).brand<"JobId">();
export type JobId = z.infer<typeof jobId>;

/** A school, an employer or a workforce center. */
export const partnerId = z.string().check(z.regex(readable)).brand<"PartnerId">();
export type PartnerId = z.infer<typeof partnerId>;

/** Where a fact comes from: a row of the catalog's table of sources. */
export const sourceId = z.string().check(z.regex(readable)).brand<"SourceId">();
export type SourceId = z.infer<typeof sourceId>;

/** SOC 2018, six digits: `29-2061`. */
export const socCode = z.string().check(z.regex(/^\d{2}-\d{4}$/, "a SOC code looks like 29-2061")).brand<"SocCode">();
export type SocCode = z.infer<typeof socCode>;

/** CIP 2020, six digits: `51.3901`. */
export const cipCode = z.string().check(z.regex(/^\d{2}\.\d{4}$/, "a CIP code looks like 51.3901")).brand<"CipCode">();
export type CipCode = z.infer<typeof cipCode>;

/** County FIPS with the state, five digits: `20173` is Sedgwick. */
export const countyFips = z.string().check(z.regex(/^\d{5}$/, "a county code has five digits")).brand<"CountyFips">();
export type CountyFips = z.infer<typeof countyFips>;

/** Five-digit ZIP. */
export const zipCode = z.string().check(z.regex(/^\d{5}$/, "a ZIP code has five digits")).brand<"ZipCode">();
export type ZipCode = z.infer<typeof zipCode>;

/** `programId~soc`, or `direct~soc` for a job that needs no training. Safe in a URL path. */
export const pathwayId = z
  .string()
  .check(z.regex(/^(direct|[a-z0-9][a-z0-9._:-]{0,180})~\d{2}-\d{4}$/))
  .brand<"PathwayId">();
export type PathwayId = z.infer<typeof pathwayId>;

/** SHA-256, 64 lower-case hex digits. */
export const sha256 = z.string().check(z.regex(/^[0-9a-f]{64}$/)).brand<"Sha256">();
export type Sha256 = z.infer<typeof sha256>;

export const requestId = z.string().check(z.regex(/^req_[A-Za-z0-9_-]{8,40}$/)).brand<"RequestId">();
export type RequestId = z.infer<typeof requestId>;

/** UUIDv7 in lower case: what a device makes. Its first 48 bits are the milliseconds at which it was made. */
export const uuid7 = z.string().check(z.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/, "an id is a UUID of version 7"));

/** Something that a person decided, from the moment of the intent on. */
export const entryId = uuid7.brand<"EntryId">();
export type EntryId = z.infer<typeof entryId>;

export const userId = uuid7.brand<"UserId">();
export type UserId = z.infer<typeof userId>;

/** 64 random bits in hex, made once for each person's part of a device: two people on one phone have two. Identifies nobody. */
export const deviceId = z.string().check(z.regex(/^[0-9a-f]{16}$/)).brand<"DeviceId">();
export type DeviceId = z.infer<typeof deviceId>;

/** A UUIDv7 (RFC 9562) of `ms` since 1970 and ten random bytes. */
export function uuid7At(ms: number, random: Uint8Array): string {
  const time = Math.max(0, Math.floor(ms)).toString(16).padStart(12, "0").slice(-12);
  const hex = Array.from(random.subarray(0, 10), (byte) => byte.toString(16).padStart(2, "0")).join("");
  const variant = ((Number.parseInt(hex[4] ?? "0", 16) & 3) | 8).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex.slice(1, 4)}-${variant}${hex.slice(5, 8)}-${hex.slice(8, 20)}`;
}
