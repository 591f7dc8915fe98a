import type { Job } from "@pathwayks/contracts";
import { dayNumber, educationLevels, employmentTypes, payPeriods, regions } from "@pathwayks/contracts";
import { toCode, toFlag } from "../../codes.ts";
import type { StoredRow } from "../../format/columns.ts";
import { NONE, UNKNOWN } from "../../view.ts";
import type { JobLink } from "../link/job.ts";
import { evidenceCells, fips, orEmpty, orNaN, orUnknown, recordCells, unitVector } from "./common.ts";

/** A job and its link as the row of a part. */
export function compileJob(job: Job, link: JobLink): StoredRow<"jobs"> {
  const { location: l, requirements: r, salary: s } = job;
  return {
    id: job.id, employer: job.employerId, employerName: job.employerName, title: job.title.en, titleEs: orEmpty(job.title.es),
    description: orEmpty(job.description), category: job.category, subcategory: orEmpty(job.subcategory), soc: link.soc,
    linkScore: link.score,
    region: toCode(regions, job.region), county: fips(l.countyFips), countyName: orEmpty(l.county), city: orEmpty(l.city),
    address: orEmpty(l.address), place: unitVector(l.coordinates), remote: toFlag(l.remoteOption),
    employmentType: toCode(employmentTypes, job.employmentType), schedule: orEmpty(job.schedule),
    salaryMin: orUnknown(s?.min ?? null),
    salaryMax: orUnknown(s?.max ?? null), salaryPeriod: toCode(payPeriods, s?.period ?? null),
    education: toCode(educationLevels, r.education),
    experienceYears: orNaN(r.experienceYears), credentials: r.credentials, skills: r.skills, benefits: job.benefits,
    posted: dayNumber(job.postedDate), expires: dayNumber(job.expirationDate), url: orEmpty(job.applicationUrl),
    guaranteedInterview: job.pathwayksGuaranteedInterview ? 1 : 0, dataSource: job.dataSource, ...evidenceCells(job.evidence),
    ...recordCells(job),
    removes: [],
  };
}

/** The row without an id that carries removals where a part has nothing else. */
export const jobCarrier = (region: number): StoredRow<"jobs"> => ({
  id: "", employer: "", employerName: "", title: "", titleEs: "", description: "", category: "", subcategory: "", soc: UNKNOWN,
  linkScore: 0,
  region, county: UNKNOWN, countyName: "", city: "", address: "", place: unitVector(null), remote: NONE, employmentType: NONE,
  schedule: "",
  salaryMin: UNKNOWN, salaryMax: UNKNOWN, salaryPeriod: NONE, education: NONE, experienceYears: Number.NaN, credentials: [],
  skills: [],
  benefits: [], posted: 0, expires: 0, url: "", guaranteedInterview: 0, dataSource: "", ...evidenceCells({}), sample: 0,
  createdAt: 0,
  updatedAt: 0, removes: [],
});
