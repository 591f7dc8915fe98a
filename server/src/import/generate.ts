import { fileURLToPath } from "node:url";
import {
  dayNumber,
  type County,
  type CrosswalkRow,
  type IsoDate,
  type Occupation,
  type Partner,
  type PartnerId,
  type Region,
  type ZipPlace,
} from "@pathwayks/contracts";
import { makeJob } from "./generate-jobs.ts";
import { makeProgram, samplePartner, type Kit, type Spot } from "./generate-rows.ts";
import { schoolKinds } from "./generate-words.ts";
import { seeded, weighted } from "./random.ts";
import { loadTable, type Rows } from "./rows.ts";

export interface GenerateOptions {
  readonly programs: number;
  readonly jobs: number;
  readonly seed: number;
  /** The day the catalog is of: jobs were posted in the eight weeks before. */
  readonly today?: IsoDate;
}

const starter = fileURLToPath(new URL("../../starter", import.meta.url));

/**
 * A catalog of any size for benchmarks: places, occupations and fields of study of the starter, everything else made up and
 * labelled as sample. The same options give the same rows.
 */
export function generateRows({ programs, jobs, seed, today = "2026-11-23" as IsoDate }: GenerateOptions): Rows {
  const kit = makeKit(seed, today, Math.max(1, Math.round(programs / 30)), Math.max(1, Math.round(jobs / 10)));
  const count = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);
  const madePrograms = count(programs).map((n) => makeProgram(kit, n));
  const madeJobs = count(jobs).map((n) =>
    makeJob(kit, `sample:job-${String(n).padStart(6, "0")}`, kit.today - Math.floor(kit.next() * 56)),
  );
  return {
    programs: madePrograms,
    jobs: madeJobs,
    partners: [...kit.schools, ...kit.employers],
    occupations: kit.occupations,
    counties: kit.counties,
    zips: loadTable(starter, "zips"),
    crosswalk: kit.crosswalk,
    sources: loadTable(starter, "sources"),
  };
}

/** What generating and mutating draw from. Reads the committed starter. */
export function makeKit(seed: number, today: IsoDate, schools: number, employers: number): Kit {
  const next = seeded(seed);
  const counties: readonly County[] = loadTable(starter, "counties");
  const occupations: readonly Occupation[] = loadTable(starter, "occupations");
  const crosswalk: readonly CrosswalkRow[] = loadTable(starter, "crosswalk");
  const names = new Map(loadTable(starter, "programs").map((p) => [p.cip ?? "", p.name]));
  const known = new Set<string>(occupations.map((o) => o.soc));
  const fields = [...names].filter(([cip]) => crosswalk.some((row) => row.cip === cip && known.has(row.soc ?? "")));
  const spot = spots(counties, loadTable(starter, "zips"));
  return {
    next,
    today: dayNumber(today),
    counties,
    occupations,
    crosswalk,
    spot,
    fields: fields.map(([cip, name]) => ({ cip, name })),
    occupation: weighted(occupations, (o) => Math.sqrt(o.outlook.employment ?? 1000)),
    schools: makePartners(
      "sample-school",
      schools,
      (n) => `Sample ${schoolKinds[n % schoolKinds.length] ?? "College"} ${n}`,
      "training-provider",
      spot,
      next,
      today,
    ),
    employers: makePartners("sample-employer", employers, (n) => `Sample Employer ${n}`, "employer", spot, next, today),
  };
}

/** ZIP codes drawn by the people of their county. */
function spots(counties: readonly County[], zips: readonly ZipPlace[]): (next: () => number) => Spot {
  const byFips = new Map<string, County>(counties.map((c) => [c.fips, c]));
  const places: { zip: ZipPlace; county: County; region: Region }[] = [];
  for (const zip of zips) {
    const county = byFips.get(zip.countyFips ?? "");
    if (county !== undefined && zip.coordinates !== null && zip.city !== "") places.push({ zip, county, region: county.region });
  }
  const inCounty = new Map<string, number>();
  for (const { county } of places) inCounty.set(county.fips, (inCounty.get(county.fips) ?? 0) + 1);
  return weighted(places, ({ county }) => (county.population ?? 1000) / (inCounty.get(county.fips) ?? 1));
}

function makePartners(
  prefix: string,
  count: number,
  name: (n: number) => string,
  type: Partner["type"],
  spot: (next: () => number) => Spot,
  next: () => number,
  today: IsoDate,
): Partner[] {
  return Array.from({ length: count }, (_, i) => {
    const place = spot(next);
    const id = `${prefix}:${String(i + 1).padStart(5, "0")}` as PartnerId;
    return samplePartner(id, `${name(i + 1)} (${place.zip.city})`, type, place, today);
  });
}
