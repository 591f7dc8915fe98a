import { ok, type County, type Region } from "@pathwayks/contracts";
import type { Cells } from "../cells.ts";
import { collect, finish } from "../collect.ts";
import { publishedOn, sourceRow } from "../publications.ts";
import type { ImportDeps, ImportResult } from "../report.ts";
import { loadTable } from "../rows.ts";
import { readTable, type TableSpec } from "../table.ts";
import { employerNotNamed, employmentType, jobCategory, salaryOf } from "./posting-fields.ts";

export const postingsSpec: TableSpec = {
  file: "linkedin_us_2023_sample.csv",
  columns: [
    "job_id",
    "title",
    "location",
    "work_type",
    "experience_level",
    "remote",
    "salary_min",
    "salary_med",
    "salary_max",
    "pay_period",
    "currency",
    "job_functions",
  ],
};

/** The sample gives no dates: an assumed day of 2023, the same for all. */
const posted = publishedOn("linkedin-2023");
/** Ninety days, a long-lived opening: a test or bench that wants them open sets its day between the two. */
const expires = "2024-02-03";

interface Place {
  readonly region: Region;
  readonly county: County | null;
  readonly city: string | null;
}

/** Only rows in Kansas or the Kansas City area. */
export const importPostings = (path: string, into: string, deps: ImportDeps = {}): ImportResult =>
  run("postings", path, into, false, deps);

/** All rows; those outside Kansas count as statewide. For benchmarks: they are nothing for a person in Kansas. */
export const importAllPostings = (path: string, into: string, deps: ImportDeps = {}): ImportResult =>
  run("postings-all", path, into, true, deps);

function run(kind: string, path: string, into: string, everywhere: boolean, deps: ImportDeps): ImportResult {
  const table = readTable(path, postingsSpec);
  if (!table.ok) return table;
  deps.onProgress?.({ phase: "postings", done: 0, total: table.value.rows.length });
  const places = placeFinder(into);
  let elsewhere = 0;
  const made = collect("jobs", table.value, (cells, values) => {
    const place = places(values["location"] ?? "");
    if (place === null && !everywhere) elsewhere++;
    return place === null && !everywhere
      ? null
      : job(cells, place ?? { region: "statewide", county: null, city: cells.text("location", 80) });
  });
  const outcome = {
    kind,
    accepted: made.rows.length,
    rejected: made.rejected,
    rejects: made.rejects,
    notes: [
      ...(elsewhere > 0 ? [`${elsewhere} postings outside Kansas and the Kansas City area were passed over.`] : []),
      `The sample names no employer and no dates: posted ${posted}, open until ${expires}.`,
      "Occupations are not named either: the build links them by title. “Home, KS” is read as work from home, not as the village.",
    ],
  };
  const ours = (old: { readonly id: string }) => old.id.startsWith("linkedin-2023:");
  return ok(
    finish(
      into,
      outcome,
      { jobs: made.rows, partners: [employerNotNamed(posted)], sources: [sourceRow("linkedin-2023")] },
      { jobs: ours },
    ),
  );
}

/** Where a posting's "City, ST" lies: a county by the ZIP table's city names, a metropolitan area, the state, or elsewhere. */
function placeFinder(into: string): (location: string) => Place | null {
  const counties = loadTable(into, "counties");
  const byFips = new Map<string, County>(counties.map((c) => [c.fips, c]));
  const byName = new Map(counties.map((c) => [c.name, c]));
  const byCity = new Map<string, County>();
  for (const zip of loadTable(into, "zips")) {
    const county = byFips.get(zip.countyFips ?? "");
    if (county !== undefined && !byCity.has(zip.city.toLowerCase())) byCity.set(zip.city.toLowerCase(), county);
  }
  return (location) => {
    // The metropolitan area straddles the state line; Kansas's side is area III.
    if (/^kansas city(, MO|, Missouri| metropolitan)/i.test(location))
      return { region: "area-3", county: null, city: "Kansas City" };
    if (/^(Kansas, United States|Home, KS)$/.test(location)) return { region: "statewide", county: null, city: null };
    const name = /^(.+), KS$/.exec(location)?.[1];
    if (name === undefined) return null;
    const county =
      byCity.get(name.toLowerCase()) ?? byName.get(name) ?? byCity.get(name.replace(/^Mc/, "Mc ").toLowerCase()) ?? null;
    return { region: county?.region ?? "statewide", county, city: byName.has(name) ? null : name };
  };
}

function job(cells: Cells, place: Place): unknown {
  const remote = cells.flag("remote");
  const at = `${posted}T00:00:00Z`;
  const internship = cells.text("experience_level") === "Internship";
  return {
    id: `linkedin-2023:${cells.match("job_id", /^\d{1,20}$/, "not a number") ?? cells.required("job_id")}`,
    employerId: "linkedin-2023:employer",
    employerName: "Employer not named in the source",
    title: { en: cells.required("title", 300) },
    description: null,
    category: jobCategory(cells.text("job_functions", 1000)),
    subcategory: null,
    soc: null,
    region: remote === true ? "online" : place.region,
    location: {
      countyFips: place.county?.fips ?? null,
      county: place.county?.name ?? null,
      city: place.city,
      address: null,
      coordinates: null,
      remoteOption: remote,
    },
    employmentType: internship ? "internship" : employmentType(cells.text("work_type")),
    schedule: null,
    salary: salaryOf(cells),
    requirements: { education: null, credentials: [], experienceYears: null, skills: [] },
    benefits: (cells.text("benefits", 1000) ?? "")
      .split("|")
      .map((b) => b.trim())
      .filter((b) => b !== ""),
    postedDate: posted,
    expirationDate: expires,
    applicationUrl: null,
    pathwayksGuaranteedInterview: false,
    evidence: { listing: { source: "linkedin-2023", asOf: posted, basis: "program" } },
    sample: false,
    createdAt: at,
    updatedAt: at,
    dataSource: "linkedin-2023",
    lastSynced: at,
  };
}
