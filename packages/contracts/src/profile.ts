import { z } from "./brand.ts";
import { countyFips, socCode, zipCode } from "./ids.ts";
import { cents, isoDate, minutes, weeklyHours, weeks } from "./units.ts";
import {
  awardLevels, dayparts, digitalLevels, educationLevels, onetSkills, skillLevels, travelModes,
} from "./vocabulary.ts";

/**
 * What a person told us. Every answer may be missing (`null` = not asked, not answered, or "I'd rather not say"): a ranking
 * then says what it does not know. Nothing here identifies the person; names and contact never enter the engine.
 */
export const seekerProfile = z.strictObject({
  schemaV: z.literal(1),
  /** Six scores, 0 to 40, in the order of `riasec`. */
  interests: z.nullable(z.array(z.number().check(z.gte(0), z.lte(40))).check(z.length(6))),
  /** Skills that the person confirmed, raised or lowered by hand; they beat what past jobs imply. */
  skills: z
    .array(z.strictObject({ skill: z.enum(onetSkills), level: z.enum(skillLevels), yearsExperience: z.nullable(z.number().check(z.gte(0), z.lte(60))) }))
    .check(z.maxLength(35)),
  /** Jobs held, paid or not: caring for children, a farm, a church kitchen count. */
  pastJobs: z
    .array(z.strictObject({ soc: socCode, title: z.string().check(z.maxLength(150)), years: z.number().check(z.gte(0), z.lte(60)) }))
    .check(z.maxLength(20)),
  educationLevel: z.nullable(z.enum(educationLevels)),
  /** Credentials held, by award level; licences as words that a program or job may ask for. */
  credentials: z.array(z.strictObject({ name: z.string().check(z.maxLength(200)), level: z.nullable(z.enum(awardLevels)) })).check(z.maxLength(20)),
  workExperienceYears: z.nullable(z.number().check(z.gte(0), z.lte(60))),
  location: z.strictObject({ zip: z.nullable(zipCode), countyFips: z.nullable(countyFips) }),
  /** Hours a week for classes and homework. */
  timeAvailability: z.nullable(weeklyHours),
  /** Times that are free; `null` = any. */
  availableTimes: z.nullable(z.array(z.enum(dayparts)).check(z.minLength(1))),
  /** The most the person can pay out of pocket, in all. */
  financialConstraints: z.nullable(cents),
  transportationAccess: z.nullable(z.enum(travelModes)),
  /** Longest way, one way. */
  maxTravelMinutes: z.nullable(minutes),
  childcareNeeds: z.nullable(z.boolean()),
  digitalLiteracy: z.nullable(z.enum(digitalLevels)),
  /** Longest training. */
  maxWeeks: z.nullable(weeks),
  /** Latest start of classes. */
  startBy: z.nullable(isoDate),
  /** Lowest year's pay that would be a step up. */
  wageFloor: z.nullable(cents),
  /** Years; only used for laws that tie an age to a job. */
  age: z.nullable(z.int().check(z.gte(14), z.lte(120))),
  /** Whether a background check may be a problem. */
  backgroundConcern: z.nullable(z.boolean()),
  /** Weights that the person moved; `null` = the defaults. */
  weights: z.nullable(
    z.strictObject({
      interest: z.number().check(z.gte(0), z.lte(1)),
      skill: z.number().check(z.gte(0), z.lte(1)),
      preparation: z.number().check(z.gte(0), z.lte(1)),
      market: z.number().check(z.gte(0), z.lte(1)),
      outcome: z.number().check(z.gte(0), z.lte(0.15)),
      practical: z.number().check(z.gte(0), z.lte(1)),
    }),
  ),
});
export type SeekerProfile = z.infer<typeof seekerProfile>;

/** A profile in which nothing has been answered. */
export const emptyProfile: SeekerProfile = {
  schemaV: 1, interests: null, skills: [], pastJobs: [], educationLevel: null, credentials: [], workExperienceYears: null,
  location: { zip: null, countyFips: null }, timeAvailability: null, availableTimes: null, financialConstraints: null,
  transportationAccess: null, maxTravelMinutes: null, childcareNeeds: null, digitalLiteracy: null, maxWeeks: null, startBy: null,
  wageFloor: null, age: null, backgroundConcern: null, weights: null,
};
