import { civilDate, type Cents, type Job, type JobId, type Occupation } from "@pathwayks/contracts";
import { jobCategoryOf } from "./fields.ts";
import { at, maybe, sampleEvidence, type Kit } from "./generate-rows.ts";
import { benefitWords, jobText, shifts, skillWords } from "./generate-words.ts";
import { between, pick } from "./random.ts";

/** A made-up opening, posted on a day number and open for 30 to 90 days. */
export function makeJob(kit: Kit, id: string, posted: number): Job {
  const { next } = kit;
  const occupation = kit.occupation(next);
  const employer = pick(next, kit.employers);
  const online = next() < 0.04;
  const county = kit.counties.find((c) => c.fips === employer.location.countyFips);
  const title = next() < 0.4 ? occupation.title : { en: pick(next, [occupation.title.en, ...occupation.altTitles]) };
  return {
    id: id as JobId,
    employerId: employer.id,
    employerName: employer.name,
    title,
    description: maybe(kit, 0.8, () => jobText(next, title.en)),
    category: jobCategoryOf(occupation.soc),
    subcategory: null,
    soc: maybe(kit, 0.6, () => occupation.soc),
    region: online ? "online" : (county?.region ?? "statewide"),
    location: {
      countyFips: online ? null : employer.location.countyFips,
      county: online ? null : employer.location.county,
      city: online ? null : employer.location.city,
      address: null,
      coordinates: online ? null : employer.location.coordinates,
      remoteOption: online,
    },
    employmentType: maybe(kit, 0.9, () =>
      pick(next, ["full-time", "full-time", "full-time", "part-time", "temporary", "contract"] as const),
    ),
    schedule: maybe(kit, 0.5, () => pick(next, shifts)),
    salary: salary(kit, occupation),
    requirements: {
      education: maybe(kit, 0.5, () => occupation.entryEducation ?? "none"),
      credentials: [],
      experienceYears: maybe(kit, 0.5, () => between(next, 0, 5)),
      skills: skillWords.filter(() => next() < 0.2),
    },
    benefits: benefitWords.filter(() => next() < 0.3),
    postedDate: civilDate(posted),
    expirationDate: civilDate(posted + between(next, 30, 90)),
    applicationUrl: maybe(kit, 0.8, () => `https://example.org/jobs/${id.slice(7)}`) as Job["applicationUrl"],
    pathwayksGuaranteedInterview: next() < 0.05,
    evidence: { listing: sampleEvidence(posted) },
    sample: true,
    createdAt: at(posted),
    updatedAt: at(posted),
    dataSource: "sample",
    lastSynced: at(kit.today),
  };
}

function salary(kit: Kit, { wages: { p10, median } }: Occupation): Job["salary"] {
  if (p10 === null || median === null || kit.next() < 0.45) return null;
  const low = Math.round((p10 + (median - p10) * kit.next()) / 2080 / 25) * 25;
  return { min: low as Cents, max: (low + between(kit.next, 0, 16) * 25) as Cents, currency: "USD", period: "hour" };
}
