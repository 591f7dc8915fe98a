import { known, text, z } from "./brand.ts";
import { coordinates, evidenceByGroup, webAddress } from "./facts.ts";
import { countyFips, partnerId } from "./ids.ts";
import { cents, instant, isoDate, rate } from "./units.ts";
import { partnerTypes } from "./vocabulary.ts";

/** A school, an employer, a workforce center: the walkthrough's document (7.2) without the secrets of its integration. */
export const partner = z.strictObject({
  id: partnerId,
  name: text(200).check(z.minLength(1)),
  type: z.enum(partnerTypes),
  description: known(text(2000)),
  website: known(webAddress),
  location: z.strictObject({
    countyFips: known(countyFips),
    county: known(text(80)),
    city: known(text(80)),
    address: known(text(200)),
    zip: known(text(10)),
    coordinates: known(coordinates),
  }),
  contact: z.strictObject({ phone: known(text(40)), email: known(text(200)) }),
  /** Figures of the whole institution. They may stand in for a program's, named as the institution's. */
  institution: known(
    z.strictObject({
      ipedsUnitId: z.int(),
      sector: text(80),
      /** Tuition and required fees of a full-time year, in-state. */
      tuitionAndFeesPerYear: known(cents),
      /** Average net price of a year for students with federal aid. */
      netPricePerYear: known(cents),
      completionRate: known(rate),
      /** Completion as a bare share where the publisher does not give the people behind it. */
      completionShare: known(z.number().check(z.gte(0), z.lte(1))),
      medianEarnings10Years: known(cents),
      aidUrl: known(webAddress),
      applyUrl: known(webAddress),
      netPriceCalculatorUrl: known(webAddress),
    }),
  ),
  statistics: z.strictObject({ totalPrograms: known(z.int().check(z.nonnegative())) }),
  partnershipStartDate: known(isoDate),
  status: z.enum(["active", "closed", "unknown"]),
  evidence: evidenceByGroup,
  sample: z.boolean(),
  createdAt: instant,
  updatedAt: instant,
});
export type Partner = z.infer<typeof partner>;
