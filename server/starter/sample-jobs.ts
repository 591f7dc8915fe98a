import {
  civilDate,
  dayNumber,
  type County,
  type Instant,
  type IsoDate,
  type Job,
  type JobId,
  type Occupation,
  type Partner,
  type PartnerId,
  type Region,
  type Source,
  type SourceId,
  type ZipPlace,
} from "@pathwayks/contracts";
import { between, pick, seeded, weighted } from "../src/import/random.ts";
import { aPartner, sampleJob } from "./sample-rows.ts";

/** Soc → title in both languages and category of a sample job. */
export type SampleTitles = Readonly<Record<string, readonly [en: string, es: string, category: string]>>;

export interface SampleInput {
  readonly occupations: readonly Occupation[];
  readonly counties: readonly County[];
  readonly zips: readonly ZipPlace[];
  readonly titles: SampleTitles;
  readonly anchor: IsoDate;
  readonly seed: number;
}

export interface Place {
  readonly county: County;
  readonly zip: ZipPlace;
}

export const sampleSource: Source = {
  id: "sample" as SourceId,
  title: "Made-up jobs and employers for trying the app",
  publisher: "PathwayKS",
  url: null,
  licence: "No real employer or opening is meant. Pay is drawn from national figures.",
  published: null,
  limitDays: 60,
  sample: true,
};

// Every area gets enough to try the app there; within an area, people decide.
const perRegion: readonly (readonly [Region, number])[] = [
  ["area-1", 35],
  ["area-2", 80],
  ["area-3", 80],
  ["area-4", 95],
  ["area-5", 35],
  ["unassigned", 60],
  ["online", 15],
];

/** About 400 sample jobs at about 120 sample employers: the same input gives the same rows. */
export function sampleJobs(input: SampleInput): { jobs: Job[]; partners: Partner[] } {
  const next = seeded(input.seed);
  const titled = input.occupations.filter((o) => input.titles[o.soc] !== undefined && o.wages.median !== null);
  const occupation = weighted(titled, (o) => Math.sqrt(o.outlook.employment ?? 1000));
  const employers = makeEmployers(input, next);
  const jobs: Job[] = [];
  for (const [region, count] of perRegion) {
    for (let i = 0; i < count; i++) {
      const employer = pick(
        next,
        employers.filter((e) => region === "online" || e.place.county.region === region),
      );
      const posted = dayNumber(input.anchor) - between(next, 0, 55);
      jobs.push(
        sampleJob({
          id: `sample:job-${String(jobs.length + 1).padStart(3, "0")}` as JobId,
          occupation: region === "online" ? remote(titled, next) : occupation(next),
          titles: input.titles,
          employer,
          region,
          next,
          posted: civilDate(posted),
          expires: civilDate(Math.max(posted + between(next, 30, 90), dayNumber(input.anchor) + between(next, 3, 40))),
          made: `${input.anchor}T00:00:00Z` as Instant,
        }),
      );
    }
  }
  return { jobs, partners: employers.map((e) => e.partner) };
}

export interface SampleEmployer {
  readonly partner: Partner;
  readonly place: Place;
}

/** Work that is done from home. */
const remote = (titled: readonly Occupation[], next: () => number): Occupation =>
  pick(
    next,
    titled.filter((o) => ["43-4051", "15-1232", "29-2072", "43-3031", "41-3021"].includes(o.soc)),
  );

function makeEmployers(input: SampleInput, next: () => number): SampleEmployer[] {
  const places = input.zips.flatMap((zip) => {
    const county = input.counties.find((c) => c.fips === zip.countyFips);
    return county === undefined || zip.coordinates === null || zip.city === "" ? [] : [{ county, zip }];
  });
  const employers: SampleEmployer[] = [];
  for (const [region, jobs] of perRegion) {
    const here = places.filter((p) => p.county.region === region);
    if (here.length === 0) continue;
    const zipsOf = new Map<string, number>();
    for (const p of here) zipsOf.set(p.county.fips, (zipsOf.get(p.county.fips) ?? 0) + 1);
    // A county's people, spread over its ZIP codes.
    const place = weighted(here, (p) => (p.county.population ?? 1000) / (zipsOf.get(p.county.fips) ?? 1));
    for (let i = 0; i < Math.ceil(jobs / 3.2); i++) employers.push(makeEmployer(employers.length + 1, place(next), input.anchor));
  }
  return employers;
}

function makeEmployer(number: number, place: Place, anchor: IsoDate): SampleEmployer {
  const id = `sample-employer:${String(number).padStart(3, "0")}` as PartnerId;
  return { place, partner: aPartner(id, `Sample Employer ${number} (${place.zip.city})`, place, anchor) };
}
