import type { Instant, Job, JobId, PartnerId } from "@pathwayks/contracts";
import { civilDate, educationLevels, employmentTypes, payPeriods, regions } from "@pathwayks/contracts";
import { fromCode, fromFlag, intToSoc } from "../codes.ts";
import type { CatalogView } from "../view.ts";
import { UNKNOWN } from "../view.ts";
import {
  coordinatesOf, decimalOrNull, evidenceAt, fipsOrNull, localTextOf, numberOrNull, recordAt, textOrNull,
} from "./common.ts";

/**
 * The contract's row of a job. `soc` is set only where the source named the occupation; the link that the build made is in
 * `view.jobs.occupation`. `lastSynced` is the release's instant.
 */
export function readJob(view: CatalogView, row: number): Job {
  const j = view.jobs;
  const soc = j.soc[row] ?? UNKNOWN;
  return {
    id: j.id.get(row) as JobId, employerId: j.employerId.get(row) as PartnerId, employerName: j.employerName.get(row),
    title: localTextOf(j.title.get(row), j.titleEs.get(row)), description: textOrNull(j.description.get(row)),
    category: j.category.get(row), subcategory: textOrNull(j.subcategory.get(row)),
    soc: soc !== UNKNOWN && j.linkScore[row] === 1 ? intToSoc(soc) : null,
    region: fromCode(regions, j.region[row]) ?? "unassigned",
    location: {
      countyFips: fipsOrNull(j.county[row]), county: textOrNull(j.countyName.get(row)), city: textOrNull(j.city.get(row)),
      address: textOrNull(j.address.get(row)), coordinates: coordinatesOf(j.place, row), remoteOption: fromFlag(j.remote[row]),
    },
    employmentType: fromCode(employmentTypes, j.employmentType[row]), schedule: textOrNull(j.schedule.get(row)),
    salary: salary(view, row),
    requirements: {
      education: fromCode(educationLevels, j.education[row]), credentials: [...j.credentials.get(row)],
      experienceYears: decimalOrNull(j.experienceYears[row]), skills: [...j.skills.get(row)],
    },
    benefits: [...j.benefits.get(row)], postedDate: civilDate(j.posted[row] ?? 0), expirationDate: civilDate(j.expires[row] ?? 0),
    applicationUrl: textOrNull(j.url.get(row)), pathwayksGuaranteedInterview: j.guaranteedInterview[row] === 1,
    evidence: evidenceAt(j.evidence, view.sources, row), sample: j.sample[row] === 1, ...recordAt(j.record, row),
    dataSource: j.record.dataSource.get(row), lastSynced: view.createdAt as Instant,
  };
}

function salary(view: CatalogView, row: number): Job["salary"] {
  const period = fromCode(payPeriods, view.jobs.salaryPeriod[row]);
  if (period === null) return null;
  return { min: numberOrNull(view.jobs.salaryMin[row]), max: numberOrNull(view.jobs.salaryMax[row]), currency: "USD", period };
}
