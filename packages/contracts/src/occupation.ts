import { known, text, z } from "./brand.ts";
import { evidenceByGroup, localText } from "./facts.ts";
import { socCode } from "./ids.ts";
import { cents } from "./units.ts";
import { educationLevels, onetSkills } from "./vocabulary.ts";

/** A law that ties an age or a background check to an occupation. */
export const legalRule = z.strictObject({
  kind: z.enum(["min-age", "background-check", "licence"]),
  /** Years, for `min-age`. */
  age: z.optional(z.int().check(z.positive(), z.lte(99))),
  /** What it asks, in plain words. */
  text: localText,
  /** Citation, such as `49 CFR 391.11(b)(1)`. */
  law: text(120),
});

/** An occupation: SOC 2018 with O*NET's profile and national figures. */
export const occupation = z.strictObject({
  soc: socCode,
  /** The O*NET-SOC code whose ratings stand in for this SOC. */
  onetCode: known(text(12)),
  title: localText,
  description: known(text(2000)),
  /** O*NET scale OI, 1 to 7, in the order of `riasec`; `null` where O*NET has none. */
  interests: known(z.tuple([z.number(), z.number(), z.number(), z.number(), z.number(), z.number()])),
  /** 1 to 5. */
  jobZone: known(z.int().check(z.gte(1), z.lte(5))),
  /**
   * `[importance 1-5, level 0-7]` by skill, in the order of `onetSkills`; `null` for a skill that O*NET recommends
   * suppressing. The whole is `null` where the occupation has no ratings.
   */
  skills: known(z.array(known(z.tuple([z.number().check(z.gte(1), z.lte(5)), z.number().check(z.gte(0), z.lte(7))]))).check(z.length(onetSkills.length))),
  /** The rated relative whose skills stand in where it has none of its own. */
  skillsFrom: known(socCode),
  /** Annual pay of the whole nation by percentile, OEWS. */
  wages: z.strictObject({ p10: known(cents), p25: known(cents), median: known(cents), p75: known(cents), p90: known(cents) }),
  outlook: z.strictObject({
    /** People employed, nation. */
    employment: known(z.number().check(z.nonnegative())),
    /** Openings a year, nation. */
    annualOpenings: known(z.number().check(z.nonnegative())),
    /** Change over the ten years of the projection, as a fraction. */
    growthRate: known(z.number().check(z.gte(-1))),
  }),
  entryEducation: known(z.enum(educationLevels)),
  /** Typical on-the-job training, BLS's words. */
  onTheJobTraining: known(text(120)),
  /** Lay titles, for look-up of past jobs. */
  altTitles: z.array(text(150)).check(z.maxLength(400)),
  rules: z.array(legalRule).check(z.maxLength(10)),
  evidence: evidenceByGroup,
});
export type Occupation = z.infer<typeof occupation>;
export type LegalRule = z.infer<typeof legalRule>;
