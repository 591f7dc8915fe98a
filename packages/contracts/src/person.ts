import { text, z } from "./brand.ts";
import { stamp } from "./clock.ts";
import { seekerProfile } from "./profile.ts";
import { instant, isoDate } from "./units.ts";

// What a person's devices and the server keep of the person, as one flat map of fields. Each field is merged by itself: the
// later stamp wins. An element of a set (a saved job, a skill) is a field of its own, and `null` takes it out; so nobody's
// addition is lost to somebody else's removal of another element.

const profile = seekerProfile.shape;

/** `schemaV` of the profile is fixed; skills, past jobs and credentials are sets. */
const profileKeys = [
  "interests", "educationLevel", "workExperienceYears", "location", "timeAvailability", "availableTimes", "financialConstraints",
  "transportationAccess", "maxTravelMinutes", "childcareNeeds", "digitalLiteracy", "maxWeeks", "startBy", "wageFloor", "age",
  "backgroundConcern", "weights",
] as const;
export type ProfileKey = (typeof profileKeys)[number];

/** A phone number as people write it; only digits and the usual signs. */
export const phoneNumber = z.string().check(z.regex(/^\+?[\d ().-]{7,24}$/, "a phone number looks like 316-555-0100"));

/** Field families: what stands before the first `/`, and what a value of it must be. `null` is always allowed: it takes away. */
export const fieldFamilies = {
  ...(Object.fromEntries(profileKeys.map((key) => [key, profile[key]])) as { readonly [K in ProfileKey]: (typeof profile)[K] }),
  skills: profile.skills.def.element,
  pastJobs: profile.pastJobs.def.element,
  credentials: profile.credentials.def.element,
  /** What was tapped at a question, so that another device shows it again. */
  answers: z.json(),
  /** Where the assessment goes on. */
  assessmentAt: text(40),
  savedPathways: z.strictObject({ savedAt: instant, matchScore: z.int().check(z.gte(0), z.lte(100)) }),
  savedPrograms: z.strictObject({ savedAt: instant }),
  savedJobs: z.strictObject({ savedAt: instant }),
  firstName: text(100).check(z.minLength(1)),
  lastName: text(100).check(z.minLength(1)),
  phone: phoneNumber,
  dateOfBirth: isoDate,
  city: text(100),
  language: z.enum(["en", "es"]),
} as const;
export type FieldFamily = keyof typeof fieldFamilies;

/** Families whose members each have a name after the `/`. */
export const setFamilies: readonly FieldFamily[] = ["skills", "pastJobs", "credentials", "answers", "savedPathways", "savedPrograms", "savedJobs"];

/** A profile field's value may have at most this many bytes of JSON. */
export const MAX_FIELD_BYTES = 8_192;

/** `family` or, for a member of a set, `family/name`. */
export const fieldKey = z
  .string()
  .check(
    z.regex(/^[a-zA-Z]{2,40}(\/[A-Za-z0-9._:~-]{1,200})?$/),
    z.refine((key) => familyOf(key) !== null, "there is no such field"),
  )
  .brand<"FieldKey">();
export type FieldKey = z.infer<typeof fieldKey>;

/** The family of a key; `null` where there is no such field, or a set's member has no name, or a plain field has one. */
export function familyOf(key: string): FieldFamily | null {
  const [family = "", name] = key.split("/", 2);
  if (!Object.hasOwn(fieldFamilies, family)) return null;
  const known = family as FieldFamily;
  return setFamilies.includes(known) === (name !== undefined) ? known : null;
}

/** One field at one moment. */
export const fieldChange = z
  .strictObject({ key: fieldKey, value: z.json(), stamp })
  .check(z.refine((change) => valueFits(change.key, change.value), { message: "the value does not fit this field", path: ["value"] }));
export type FieldChange = z.infer<typeof fieldChange>;

function valueFits(key: string, value: unknown): boolean {
  if (value === null) return true;
  const family = familyOf(key);
  if (family === null || new TextEncoder().encode(JSON.stringify(value)).length > MAX_FIELD_BYTES) return false;
  return fieldFamilies[family].safeParse(value).success;
}

/**
 * Whether `incoming` replaces `held`: last writer wins by stamp, and of two values under one stamp the greater text, so that
 * every order of arrival ends the same.
 */
export function replaces(incoming: Pick<FieldChange, "stamp" | "value">, held: Pick<FieldChange, "stamp" | "value"> | null): boolean {
  if (held === null || incoming.stamp > held.stamp) return true;
  return incoming.stamp === held.stamp && JSON.stringify(incoming.value) > JSON.stringify(held.value);
}
