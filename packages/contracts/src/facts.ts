import { z } from "./brand.ts";
import { sourceId } from "./ids.ts";
import { bases, factGroups } from "./vocabulary.ts";
import { isoDate } from "./units.ts";

/** A publication that facts were taken from; opened from every number on the screen. */
export const source = z.strictObject({
  id: sourceId,
  title: z.string().check(z.minLength(1), z.maxLength(300)),
  publisher: z.string().check(z.minLength(1), z.maxLength(300)),
  url: z.nullable(z.string().check(z.maxLength(500))),
  licence: z.string().check(z.maxLength(500)),
  /** When the publisher published it. */
  published: z.nullable(isoDate),
  /** Days after which its facts say "confirm first". */
  limitDays: z.int().check(z.positive()),
  sample: z.boolean(),
});
export type Source = z.infer<typeof source>;

/** Where one group of facts of a row comes from, as of when, and whose figure it is. */
export const evidence = z.strictObject({
  source: sourceId,
  asOf: isoDate,
  basis: z.enum(bases),
  /** Rows that share this value, where the publisher pooled it; absent or 1: the row's own. */
  sharedBy: z.optional(z.int().check(z.positive())),
});
export type Evidence = z.infer<typeof evidence>;

export const evidenceByGroup = z.partialRecord(z.enum(factGroups), evidence);

/** A name in every language of the app; `en` is always there, a missing one falls back to it. */
export const localText = z.strictObject({
  en: z.string().check(z.minLength(1), z.maxLength(300)),
  es: z.optional(z.string().check(z.maxLength(300))),
});
export type LocalText = z.infer<typeof localText>;

/** Degrees. */
export const coordinates = z.strictObject({
  latitude: z.number().check(z.gte(-90), z.lte(90)),
  longitude: z.number().check(z.gte(-180), z.lte(180)),
});
export type Coordinates = z.infer<typeof coordinates>;

export const webAddress = z.string().check(z.maxLength(500), z.regex(/^https?:\/\/[^\s<>"]+$/i, "a web address starts with http:// or https://"));
