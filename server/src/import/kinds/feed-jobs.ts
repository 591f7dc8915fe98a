import {
  dayNumber,
  educationLevels,
  employmentTypes,
  ok,
  payPeriods,
  periodsPerYear,
  type County,
  type IsoDate,
  type Partner,
} from "@pathwayks/contracts";
import type { Cells } from "../cells.ts";
import { collectRecords, finish } from "../collect.ts";
import type { JsonRecord } from "../records.ts";
import type { ImportDeps, ImportResult } from "../report.ts";
import { loadTable } from "../rows.ts";
import { FeedSources, feedCoordinates, feedEvidence, feedId, list, newPartner, readFeed } from "./feed.ts";
import { jobColumns, programColumns } from "./feed-columns.ts";

/** An opening that stays open longer than this is a forgotten one. */
const longestDays = 366;
/** A year of full-time work outside these is a slip in the amount or the period. */
const yearly = { min: 8_000, max: 1_500_000 };

interface Context {
  readonly sources: FeedSources;
  readonly known: ReadonlySet<string>;
  readonly partners: Map<string, Partner>;
  readonly counties: ReadonlyMap<string, County>;
}

/** Jobs in the documented CSV or JSON format. Replaces the rows of the same source. */
export function importJobs(path: string, into: string, _deps: ImportDeps = {}): ImportResult {
  const read = readFeed(path, jobColumns, { file: "a list of programs", columns: programColumns });
  if (!read.ok) return read;
  const { file, records } = read.value;
  const context: Context = {
    sources: new FeedSources(file, "jobs"),
    known: new Set(loadTable(into, "partners").map((p) => p.id)),
    partners: new Map(),
    counties: new Map(loadTable(into, "counties").map((c) => [c.fips, c])),
  };
  const made = collectRecords("jobs", file, records, (cells, record) => job(cells, record, context));
  const used = new Set(made.rows.map((j) => j.dataSource));
  const partners = [...context.partners.values()].filter((p) => made.rows.some((row) => row.employerId === p.id));
  const notes = partners.length === 0 ? [] : [`${partners.length} employers were new.`];
  const outcome = { kind: "jobs", accepted: made.rows.length, rejected: made.rejected, rejects: made.rejects, notes };
  const sources = context.sources.all().filter((s) => used.has(s.id));
  return ok(finish(into, outcome, { jobs: made.rows, partners, sources }, { jobs: (old) => used.has(old.dataSource) }));
}

function job(cells: Cells, { values }: JsonRecord, context: Context): unknown {
  const { posted, expires } = days(cells);
  const employerId = feedId(cells, "employer_id");
  const employerName = cells.required("employer_name", 200);
  if (posted === null || cells.problems.length > 0) return null;
  const sample = cells.flag("sample") ?? false;
  const source = context.sources.of(cells, employerName, posted);
  if (!context.known.has(employerId) && !context.partners.has(employerId)) {
    context.partners.set(
      employerId,
      newPartner(employerId, employerName, "employer", cells.text("employer_website", 500), source, posted, sample),
    );
  }
  const es = cells.text("title_es", 300);
  return {
    id: feedId(cells, "id"),
    employerId,
    employerName,
    title: { en: cells.required("title", 300), ...(es === null ? {} : { es }) },
    description: cells.text("description", 4000),
    category: cells.text("category", 120) ?? "Other",
    subcategory: cells.text("subcategory", 120),
    soc: cells.match("soc", /^\d{2}-\d{4}$/, "not a SOC code like 29-2061"),
    ...place(cells, context),
    employmentType: cells.choice("employment_type", employmentTypes),
    schedule: cells.text("schedule", 200),
    salary: salary(cells),
    requirements: {
      education: cells.choice("education", educationLevels),
      credentials: list(cells, values, "credentials"),
      experienceYears: cells.number("experience_years", { min: 0, max: 50 }),
      skills: list(cells, values, "skills"),
    },
    benefits: list(cells, values, "benefits"),
    postedDate: posted,
    expirationDate: expires,
    applicationUrl: cells.webAddress("application_url"),
    pathwayksGuaranteedInterview: cells.flag("guaranteed_interview") ?? false,
    evidence: { listing: feedEvidence(source, posted, sample) },
    sample,
    createdAt: `${posted}T00:00:00Z`,
    updatedAt: `${posted}T00:00:00Z`,
    dataSource: source.dataSource,
    lastSynced: `${posted}T00:00:00Z`,
  };
}

function days(cells: Cells): { posted: IsoDate | null; expires: IsoDate | null } {
  cells.required("posted");
  cells.required("expires");
  const [posted, expires] = [cells.date("posted"), cells.date("expires")];
  if (posted !== null && expires !== null) {
    const open = dayNumber(expires) - dayNumber(posted);
    if (open < 0) cells.reject("expires", "before the day of posting");
    if (open > longestDays) cells.reject("expires", `open for more than ${longestDays} days`);
  }
  return { posted, expires };
}

/** Where the job is: its county decides the region; a remote job without one is online, any other counts as statewide. */
function place(cells: Cells, context: Context): object {
  const fips = cells.match("county_fips", /^\d{5}$/, "a county code has five digits");
  const county = context.counties.get(fips ?? "");
  if (fips?.startsWith("20") === true && context.counties.size > 0 && county === undefined)
    cells.reject("county_fips", "no such Kansas county");
  const remote = cells.flag("remote");
  return {
    region: county?.region ?? (remote === true ? "online" : "statewide"),
    location: {
      countyFips: fips,
      county: county?.name ?? null,
      city: cells.text("city", 80),
      address: cells.text("address", 200),
      coordinates: feedCoordinates(cells),
      remoteOption: remote,
    },
  };
}

function salary(cells: Cells): object | null {
  const limit = { max: 20_000_000, reason: "not a sum of pay" };
  const [min, max] = [cells.cents("pay_min", limit), cells.cents("pay_max", limit)];
  if (min === null && max === null) return null;
  const period = cells.choice("pay_period", payPeriods) ?? cells.reject("pay_period", "pay without a period");
  if (period === null) return null;
  if (min !== null && max !== null && min > max)
    cells.reject("pay_min", "the lowest pay is above the highest", `${min / 100} to ${max / 100}`);
  for (const [field, value] of [
    ["pay_min", min],
    ["pay_max", max],
  ] as const) {
    const year = ((value ?? 0) / 100) * periodsPerYear[period];
    if (value !== null && (year < yearly.min || year > yearly.max))
      cells.reject(field, "a year of it would be outside $8,000 to $1,500,000");
  }
  return { min, max, currency: "USD", period };
}
