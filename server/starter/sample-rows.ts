import type {
  Cents,
  Evidence,
  Instant,
  IsoDate,
  Job,
  JobId,
  Occupation,
  Partner,
  PartnerId,
  Region,
  SourceId,
} from "@pathwayks/contracts";
import { samplePartner } from "../src/import/generate-rows.ts";
import { pick } from "../src/import/random.ts";
import type { Place, SampleEmployer, SampleTitles } from "./sample-jobs.ts";

export interface JobParts {
  readonly id: JobId;
  readonly occupation: Occupation;
  readonly titles: SampleTitles;
  readonly employer: SampleEmployer;
  readonly region: Region;
  readonly next: () => number;
  readonly posted: IsoDate;
  readonly expires: IsoDate;
  readonly made: Instant;
}

const schedules = [
  "Monday to Friday, days",
  "Monday to Friday, days",
  "Evenings",
  "Nights",
  "Weekends",
  "Days and some weekends",
  null,
] as const;
const benefits = [
  "Health insurance",
  "Paid time off",
  "Retirement plan",
  "Training on the job",
  "Help with tuition",
  "Bus pass",
] as const;

/** Papers that the law or every employer asks for. */
const credentials: Readonly<Record<string, string>> = {
  "31-1131": "Certified nurse aide (CNA)",
  "29-2061": "Kansas LPN license",
  "29-1141": "Kansas RN license",
  "53-3032": "Commercial driver's license (CDL), class A",
  "53-3051": "Commercial driver's license (CDL) for a school bus",
  "29-2042": "Kansas EMT certificate",
  "29-2043": "Kansas paramedic certificate",
  "39-5012": "Kansas cosmetology license",
  "39-5092": "Kansas nail technician license",
  "29-1292": "Kansas dental hygiene license",
};

/** A made-up opening. Pay lies between the national 10th percentile and the national median of the occupation. */
export function sampleJob(parts: JobParts): Job {
  const { occupation, employer, region, next, posted, made } = parts;
  const [en, es, category] = parts.titles[occupation.soc] ?? [occupation.title.en, occupation.title.en, "Other"];
  const online = region === "online";
  const credential = credentials[occupation.soc];
  const listing: Evidence = { source: "sample" as SourceId, asOf: posted, basis: "sample" };
  return {
    id: parts.id,
    employerId: employer.partner.id,
    employerName: employer.partner.name,
    title: { en, es },
    description: "A made-up opening for trying the app. Pay is drawn from national figures for this kind of work.",
    category,
    subcategory: null,
    soc: occupation.soc,
    region,
    location: online ? nowhere : at(employer.place),
    employmentType: next() < 0.72 ? "full-time" : next() < 0.8 ? "part-time" : "temporary",
    schedule: pick(next, schedules),
    salary: pay(occupation, next),
    requirements: {
      education: occupation.entryEducation,
      credentials: credential === undefined ? [] : [credential],
      experienceYears: pick(next, [null, 0, 0, 1, 2]),
      skills: [],
    },
    benefits: benefits.filter(() => next() < 0.4),
    postedDate: posted,
    expirationDate: parts.expires,
    applicationUrl: null,
    pathwayksGuaranteedInterview: next() < 0.06,
    evidence: { listing },
    sample: true,
    createdAt: made,
    updatedAt: made,
    dataSource: "sample",
    lastSynced: made,
  };
}

const nowhere: Job["location"] = {
  countyFips: null,
  county: null,
  city: null,
  address: null,
  coordinates: null,
  remoteOption: true,
};

const at = ({ county, zip }: Place): Job["location"] => ({
  countyFips: county.fips,
  county: county.name,
  city: zip.city,
  address: null,
  coordinates: zip.coordinates,
  remoteOption: false,
});

function pay(occupation: Occupation, next: () => number): Job["salary"] {
  const { p10, p25, median } = occupation.wages;
  if (p10 === null || p25 === null || median === null) return null;
  const low = p10 + (p25 - p10) * next();
  const high = low + (median - low) * (0.3 + 0.7 * next());
  const yearly = median > 6_500_000;
  const [period, per, step] = yearly ? (["year", 1, 50_000] as const) : (["hour", 2080, 25] as const);
  const cents = (value: number): Cents => (Math.round(value / per / step) * step) as Cents;
  return { min: cents(low), max: Math.max(cents(low), cents(high)) as Cents, currency: "USD", period };
}

/** A made-up employer. */
export const aPartner = (id: PartnerId, name: string, place: Place, anchor: IsoDate): Partner => ({
  ...samplePartner(id, name, "employer", place, anchor),
  description: "A made-up employer for trying the app.",
});
