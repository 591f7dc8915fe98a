import { civilDate, dayNumber, type Instant, type IsoDate, type Job } from "@pathwayks/contracts";

/**
 * Moves the dates of sample jobs forward by whole weeks, so that a copy of the starter made next year still has open sample
 * jobs. Only rows with `sample: true`; real openings keep their dates. `lastSynced` of the sample rows is the day they were
 * made for, and moves along, so that running it again on the same day changes nothing.
 */
export function refreshSampleJobs(rows: readonly Job[], today: IsoDate): Job[] {
  const anchors = rows.filter((job) => job.sample).map((job) => dayNumber(job.lastSynced));
  const weeks = Math.max(0, Math.floor((dayNumber(today) - Math.max(...anchors)) / 7));
  if (anchors.length === 0 || weeks === 0) return [...rows];
  return rows.map((job) => (job.sample ? shifted(job, weeks * 7) : job));
}

function shifted(job: Job, days: number): Job {
  const day = (date: string): IsoDate => civilDate(dayNumber(date) + days);
  const moment = (at: string): Instant => `${day(at)}${at.slice(10)}` as Instant;
  const listing = job.evidence.listing;
  return {
    ...job,
    postedDate: day(job.postedDate),
    expirationDate: day(job.expirationDate),
    createdAt: moment(job.createdAt),
    updatedAt: moment(job.updatedAt),
    lastSynced: moment(job.lastSynced),
    evidence: listing === undefined ? job.evidence : { ...job.evidence, listing: { ...listing, asOf: day(listing.asOf) } },
  };
}
