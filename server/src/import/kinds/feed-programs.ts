import { awardLevels, educationLevels, isoDate, ok, scheduleTypes, type Partner } from "@pathwayks/contracts";
import type { Cells } from "../cells.ts";
import { collectRecords, finish } from "../collect.ts";
import { categoryOf } from "../fields.ts";
import type { JsonRecord } from "../records.ts";
import type { ImportDeps, ImportResult } from "../report.ts";
import { loadTable } from "../rows.ts";
import { FeedSources, checkedList, feedCoordinates, feedEvidence, feedId, feedRate, list, newPartner, readFeed } from "./feed.ts";
import { jobColumns, programColumns } from "./feed-columns.ts";

const cost = { max: 250_000, reason: "above $250,000" };

interface Context {
  readonly sources: FeedSources;
  readonly known: ReadonlySet<string>;
  readonly partners: Map<string, Partner>;
  readonly counties: ReadonlyMap<string, string>;
}

/** Programs in the documented CSV or JSON format. Replaces the rows of the same source. */
export function importPrograms(path: string, into: string, _deps: ImportDeps = {}): ImportResult {
  const read = readFeed(path, programColumns, { file: "a list of jobs", columns: jobColumns });
  if (!read.ok) return read;
  const { file, records } = read.value;
  const context: Context = {
    sources: new FeedSources(file, "programs"),
    known: new Set(loadTable(into, "partners").map((p) => p.id)),
    partners: new Map(),
    counties: new Map(loadTable(into, "counties").map((c) => [c.fips, c.name])),
  };
  const made = collectRecords("programs", file, records, (cells, record) => program(cells, record, context));
  const used = new Set(made.rows.map((p) => p.dataSource));
  const partners = [...context.partners.values()].filter((p) => made.rows.some((row) => row.providerId === p.id));
  const notes = partners.length === 0 ? [] : [`${partners.length} providers were new.`];
  const outcome = { kind: "programs", accepted: made.rows.length, rejected: made.rejected, rejects: made.rejects, notes };
  const sources = context.sources.all().filter((s) => used.has(s.id));
  return ok(finish(into, outcome, { programs: made.rows, partners, sources }, { programs: (old) => used.has(old.dataSource) }));
}

function program(cells: Cells, { values }: JsonRecord, context: Context): unknown {
  cells.required("as_of");
  const asOf = cells.date("as_of");
  const sample = cells.flag("sample") ?? false;
  const providerId = feedId(cells, "provider_id");
  const providerName = cells.required("provider_name", 200);
  if (asOf === null || cells.problems.length > 0) return null;
  const source = context.sources.of(cells, providerName, asOf);
  if (!context.known.has(providerId) && !context.partners.has(providerId)) {
    context.partners.set(
      providerId,
      newPartner(providerId, providerName, "training-provider", cells.text("provider_website", 500), source, asOf, sample),
    );
  }
  const cip = cells.match("cip", /^\d{2}\.\d{4}$/, "not a CIP code like 51.3901");
  const es = cells.text("name_es", 300);
  const evidence = feedEvidence(source, asOf, sample);
  const facts = { ...length(cells), cost: costs(cells), outcomes: outcomes(cells) };
  return {
    id: feedId(cells, "id"),
    providerId,
    providerName,
    name: { en: cells.required("name", 300), ...(es === null ? {} : { es }) },
    description: cells.text("description", 4000),
    category: cells.text("category", 120) ?? categoryOf(cip),
    subcategory: cells.text("subcategory", 120),
    cip,
    awardLevel: cells.choice("award_level", awardLevels) ?? cells.required("award_level"),
    ...facts,
    location: location(cells, context),
    prerequisites: {
      education: cells.choice("prerequisite_education", educationLevels),
      skills: list(cells, values, "prerequisite_skills"),
      experience: cells.text("prerequisite_text", 2000),
      licence: cells.text("prerequisite_licence", 200),
    },
    targetJobs: list(cells, values, "target_jobs"),
    pinnedOccupations: checkedList(
      cells,
      values,
      "soc_codes",
      (code) => /^\d{2}-\d{4}$/.test(code),
      "not a SOC code like 29-2061",
    ),
    droppedOccupations: [],
    startDates: checkedList(
      cells,
      values,
      "start_dates",
      (day) => isoDate.safeParse(day).success,
      "not a real day as YYYY-MM-DD",
    ).sort(),
    enrollmentUrl: cells.webAddress("enrollment_url"),
    contact: { phone: cells.text("phone", 40), email: cells.text("email", 200) },
    services: { childcare: cells.flag("childcare"), evening: cells.flag("evening"), spanish: cells.flag("spanish") },
    evidence: {
      listing: evidence,
      length: facts.durationWeeks === null ? { ...evidence, basis: "award-band" } : evidence,
      ...(facts.cost.total === null && facts.cost.tuition === null ? {} : { cost: evidence }),
      ...(facts.scheduleType === null && facts.scheduleDetails === null ? {} : { schedule: evidence }),
      ...(facts.outcomes.historicalCompletionRate === null ? {} : { completion: evidence }),
      ...(facts.outcomes.historicalPlacementRate === null ? {} : { placement: evidence }),
      ...(facts.outcomes.medianStartingSalary === null ? {} : { earnings: evidence }),
    },
    sample,
    createdAt: `${asOf}T00:00:00Z`,
    updatedAt: `${asOf}T00:00:00Z`,
    dataSource: source.dataSource,
    lastSynced: `${asOf}T00:00:00Z`,
  };
}

const length = (cells: Cells) => ({
  durationWeeks: cells.whole("weeks", { min: 0, max: 520, reason: "above 520 weeks" }),
  scheduleType: cells.choice("schedule_type", scheduleTypes),
  scheduleDetails: cells.text("schedule", 400),
  hoursPerWeek: cells.number("hours_per_week", { min: 0, max: 80, reason: "above 80 hours a week" }),
});

const costs = (cells: Cells) => ({
  currency: "USD",
  tuition: cells.cents("tuition", cost),
  fees: cells.cents("fees", cost),
  books: cells.cents("books", cost),
  total: cells.cents("total_cost", cost),
  financialAidAvailable: cells.flag("financial_aid"),
  wichitaPromiseEligible: cells.flag("wichita_promise"),
});

const outcomes = (cells: Cells) => ({
  credential: cells.text("credential", 255),
  historicalCompletionRate: feedRate(cells, "completed", "enrolled"),
  historicalPlacementRate: feedRate(cells, "placed", "placed_of"),
  averageTimeToEmploymentDays: cells.whole("days_to_job", { min: 0, max: 2000 }),
  medianStartingSalary: cells.cents("starting_salary", { max: 1_000_000, reason: "above $1,000,000 a year" }),
  completers: cells.whole("completers", { min: 0, max: 100_000 }),
});

function location(cells: Cells, context: Context): object {
  const fips = cells.match("county_fips", /^\d{5}$/, "a county code has five digits");
  if (fips?.startsWith("20") === true && context.counties.size > 0 && !context.counties.has(fips))
    cells.reject("county_fips", "no such Kansas county");
  return {
    countyFips: fips,
    county: context.counties.get(fips ?? "") ?? null,
    city: cells.text("city", 80),
    address: cells.text("address", 200),
    zip: cells.match("zip", /^\d{5}(-\d{4})?$/, "a ZIP code has five digits"),
    coordinates: feedCoordinates(cells),
    onlineOption: cells.flag("online"),
  };
}
