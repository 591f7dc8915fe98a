import { known, text, z } from "./brand.ts";
import { coordinates, evidenceByGroup, localText, webAddress } from "./facts.ts";
import { countyFips, jobId, partnerId, socCode } from "./ids.ts";
import { cents, instant, isoDate } from "./units.ts";
import { educationLevels, employmentTypes, payPeriods, regions } from "./vocabulary.ts";

/** An opening: the walkthrough's document (7.2) in camelCase. Pay is integer cents for one `period`. */
export const job = z.strictObject({
  id: jobId,
  employerId: partnerId,
  employerName: text(200).check(z.minLength(1)),
  title: localText,
  description: known(text(4000)),
  category: text(120),
  subcategory: known(text(120)),
  /** Set where the source names the occupation; otherwise the build links it by title. */
  soc: known(socCode),
  region: z.enum(regions),
  location: z.strictObject({
    countyFips: known(countyFips),
    county: known(text(80)),
    city: known(text(80)),
    address: known(text(200)),
    coordinates: known(coordinates),
    remoteOption: known(z.boolean()),
  }),
  employmentType: known(z.enum(employmentTypes)),
  schedule: known(text(200)),
  salary: known(
    z
      .strictObject({ min: known(cents), max: known(cents), currency: z.literal("USD"), period: z.enum(payPeriods) })
      .check(z.refine((s) => s.min === null || s.max === null || s.min <= s.max, "the lowest pay is above the highest")),
  ),
  requirements: z.strictObject({
    education: known(z.enum(educationLevels)),
    credentials: z.array(text(200)).check(z.maxLength(20)),
    experienceYears: known(z.number().check(z.nonnegative(), z.lte(50))),
    skills: z.array(text(120)).check(z.maxLength(60)),
  }),
  benefits: z.array(text(120)).check(z.maxLength(40)),
  postedDate: isoDate,
  /** After this day the job is gone from every device by itself. */
  expirationDate: isoDate,
  applicationUrl: known(webAddress),
  pathwayksGuaranteedInterview: z.boolean(),
  evidence: evidenceByGroup,
  sample: z.boolean(),
  createdAt: instant,
  updatedAt: instant,
  dataSource: text(80),
  lastSynced: instant,
});
export type Job = z.infer<typeof job>;
