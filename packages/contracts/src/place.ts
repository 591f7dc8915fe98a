import { z } from "./brand.ts";
import { coordinates } from "./facts.ts";
import { countyFips, zipCode } from "./ids.ts";
import { regions } from "./vocabulary.ts";

export const county = z.strictObject({
  fips: countyFips,
  name: z.string().check(z.minLength(1), z.maxLength(80)),
  region: z.enum(regions),
  population: z.nullable(z.int().check(z.nonnegative())),
  coordinates,
});
export type County = z.infer<typeof county>;

export const zipPlace = z.strictObject({
  zip: zipCode,
  city: z.string().check(z.maxLength(80)),
  countyFips: z.nullable(countyFips),
  coordinates: z.nullable(coordinates),
});
export type ZipPlace = z.infer<typeof zipPlace>;

/** One row of the CIP-SOC crosswalk; `null` is the publisher's 99-9999, "no match". */
export const crosswalkRow = z.strictObject({ cip: z.string().check(z.regex(/^\d{2}\.\d{4}$/)), soc: z.nullable(z.string().check(z.regex(/^\d{2}-\d{4}$/))) });
export type CrosswalkRow = z.infer<typeof crosswalkRow>;
