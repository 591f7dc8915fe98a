import { known, text, z } from "./brand.ts";
import { coordinates, evidenceByGroup, localText, webAddress } from "./facts.ts";
import { cipCode, countyFips, partnerId, programId, socCode } from "./ids.ts";
import { cents, instant, isoDate, rate, weeklyHours, weeks } from "./units.ts";
import { awardLevels, educationLevels, scheduleTypes } from "./vocabulary.ts";

/**
 * A training program: the walkthrough's document (7.2) in camelCase, with what a real catalog needs beside it. Money is
 * integer cents, durations are weeks, rates carry the people they rest on.
 */
export const program = z.strictObject({
  id: programId,
  providerId: partnerId,
  providerName: text(200).check(z.minLength(1)),
  name: localText,
  description: known(text(4000)),
  category: text(120),
  subcategory: known(text(120)),
  cip: known(cipCode),
  awardLevel: z.enum(awardLevels),
  /** The exact length where one is published; `awardLevel` gives the band where none is. */
  durationWeeks: known(weeks),
  scheduleType: known(z.enum(scheduleTypes)),
  scheduleDetails: known(text(400)),
  hoursPerWeek: known(weeklyHours),
  location: z.strictObject({
    countyFips: known(countyFips),
    county: known(text(80)),
    city: known(text(80)),
    address: known(text(200)),
    zip: known(text(10)),
    coordinates: known(coordinates),
    /** Whether it can be done online throughout. */
    onlineOption: known(z.boolean()),
  }),
  /** What the program itself publishes; an institution's own rates stand in the provider's row, named as that. */
  cost: z.strictObject({
    currency: z.literal("USD"),
    tuition: known(cents),
    fees: known(cents),
    books: known(cents),
    total: known(cents),
    financialAidAvailable: known(z.boolean()),
    wichitaPromiseEligible: known(z.boolean()),
  }),
  prerequisites: z.strictObject({
    education: known(z.enum(educationLevels)),
    skills: z.array(text(120)).check(z.maxLength(40)),
    experience: known(text(2000)),
    licence: known(text(200)),
  }),
  outcomes: z.strictObject({
    credential: known(text(255)),
    historicalCompletionRate: known(rate),
    historicalPlacementRate: known(rate),
    averageTimeToEmploymentDays: known(z.int().check(z.nonnegative(), z.lte(2000))),
    /** A year's pay; whose figure it is stands in `evidence.earnings`. */
    medianStartingSalary: known(cents),
    /** People who finished in the last reported year; 0 = offered, nobody finished. */
    completers: known(z.int().check(z.nonnegative())),
  }),
  targetJobs: z.array(text(120)).check(z.maxLength(60)),
  /** Occupations that staff pinned or dropped; the build links the rest. */
  pinnedOccupations: z.array(socCode).check(z.maxLength(20)),
  droppedOccupations: z.array(socCode).check(z.maxLength(200)),
  startDates: z.array(isoDate).check(z.maxLength(60)),
  enrollmentUrl: known(webAddress),
  contact: z.strictObject({ phone: known(text(40)), email: known(text(200)) }),
  services: z.strictObject({
    childcare: known(z.boolean()),
    evening: known(z.boolean()),
    spanish: known(z.boolean()),
  }),
  evidence: evidenceByGroup,
  sample: z.boolean(),
  createdAt: instant,
  updatedAt: instant,
  dataSource: text(80),
  lastSynced: instant,
});
export type Program = z.infer<typeof program>;
