import { ok, type AwardLevel, type Partner, type Result } from "@pathwayks/contracts";
import { tidyAddress, type Cells } from "../cells.ts";
import { collectRecords, finish } from "../collect.ts";
import { categoryOf } from "../fields.ts";
import { publishedOn, sourceRow } from "../publications.ts";
import { readRecords, type JsonRecord } from "../records.ts";
import type { BrokenFile, ImportDeps, ImportResult } from "../report.ts";
import { readTable } from "../table.ts";
import { njEvidence, njOutcomes } from "./nj-outcomes.ts";
import { plainText } from "./nj-text.ts";

export const njSource = "nj-etpl";
const listed = publishedOn("nj-etpl-2023");
const needed = ["programid", "providerid", "name", "cipcode", "totalcost", "calendarlengthid", "outcomes"];
const cost = { max: 250_000, reason: "above $250,000" };

/** Programs of New Jersey's list with their outcomes, from the folder with nj_programs.jsonl and nj_providers.csv. */
export function importNjPrograms(path: string, into: string, deps: ImportDeps = {}): ImportResult {
  const read = readRecords(path, "nj_programs.jsonl", needed);
  if (!read.ok) return read;
  const names = providerNames(path);
  if (!names.ok) return names;
  const { records, file } = read.value;
  const sharing = countSharing(records);
  const providers = new Map<string, Partner>();
  const made = collectRecords("programs", file, records, (cells, record) => {
    if (record.row % 500 === 0) deps.onProgress?.({ phase: "programs", done: record.row, total: records.length });
    return program(cells, record, file, sharing, names.value);
  });
  for (const p of made.rows)
    providers.set(p.providerId, provider(p.providerId, p.providerName, p.location, count(made.rows, p.providerId)));
  const outcome = {
    kind: "nj-programs",
    accepted: made.rows.length,
    rejected: made.rejected,
    rejects: made.rejects,
    notes: [
      `${made.rows.filter((p) => p.outcomes.historicalPlacementRate !== null).length} programs have a placement rate: people ` +
        "with a wage record two quarters after, of all who completed. Completion is not published.",
      "Pay a year is four times the mean wage of the second quarter. A total cost of 0 is read as not published.",
      "New Jersey is not Kansas: without county codes and coordinates, for benchmarks only.",
    ],
  };
  const ours = (old: { readonly id: string }) => old.id.startsWith("nj-");
  const rows = {
    programs: made.rows,
    partners: [...providers.values()],
    sources: [sourceRow("nj-etpl-2023"), sourceRow("nj-etpl-outcomes")],
  };
  return ok(finish(into, outcome, rows, { programs: ours, partners: ours }));
}

const count = (rows: readonly { readonly providerId: string }[], id: string): number =>
  rows.filter((p) => p.providerId === id).length;

function providerNames(path: string): Result<Map<string, string>, BrokenFile> {
  const table = readTable(path, { file: "nj_providers.csv", columns: ["providerid", "name"] });
  if (!table.ok) return table;
  return ok(new Map(table.value.rows.map(({ values }) => [values["providerid"] ?? "", values["name"] ?? ""])));
}

/** Programs by provider and field that share one record of outcomes. */
function countSharing(records: readonly JsonRecord[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { values: v } of records) {
    const key = `${String(v["providerid"])} ${String(v["cipcode"])}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

function program(
  cells: Cells,
  record: JsonRecord,
  file: string,
  sharing: ReadonlyMap<string, number>,
  names: ReadonlyMap<string, string>,
): unknown {
  const providerId = cells.required("providerid", 20);
  const digits = cells.match("cipcode", /^\d{6}$/, "not a CIP code of six digits");
  const cip = digits === null ? null : `${digits.slice(0, 2)}.${digits.slice(2)}`;
  const outcomes = njOutcomes(cells, file, record.row, record.values["outcomes"]);
  const submitted = cells.text("submitted", 30)?.slice(0, 10) ?? listed;
  const created = `${submitted === "2000-01-01" ? listed : submitted}T00:00:00Z`;
  const asOf = { source: "nj-etpl-2023", asOf: listed, basis: "program" };
  const money = costs(cells);
  const length = lengths(cells);
  return {
    id: `nj-${providerId}:${cells.required("programid", 20)}`,
    providerId: `nj-${providerId}`,
    providerName:
      plainText(cells.text("provider", 200)) ??
      plainText(names.get(providerId) ?? null) ??
      `New Jersey provider ${providerId} (name not published)`,
    name: { en: plainText(cells.required("name", 300)) ?? "" },
    description: plainText(cells.text("description", 4000)),
    category: categoryOf(cip),
    subcategory: null,
    cip,
    ...length,
    location: {
      countyFips: null,
      county: cells.text("county", 80),
      city: cells.text("city", 80),
      address: null,
      zip: cells.text("zip", 10),
      coordinates: null,
      onlineOption: cells.flag("mention_remote") === true ? true : null,
    },
    cost: { currency: "USD", ...money, financialAidAvailable: cells.flag("financialaid"), wichitaPromiseEligible: null },
    prerequisites: {
      education: education(cells),
      skills: [],
      experience: plainText(cells.text("prerequisites", 2000)),
      licence: null,
    },
    outcomes: {
      credential: plainText(
        cells.text("industrycredentialname", 255) ??
          cells.text("licenseawardedname", 255) ??
          cells.text("degreeawardedname", 255),
      ),
      historicalCompletionRate: null,
      historicalPlacementRate: outcomes.placement,
      averageTimeToEmploymentDays: null,
      medianStartingSalary: outcomes.salary,
      completers: outcomes.completers,
    },
    targetJobs: [],
    pinnedOccupations: [],
    droppedOccupations: [],
    startDates: [],
    enrollmentUrl: tidyAddress(cells.text("website", 500) ?? ""),
    contact: { phone: null, email: null },
    services: { childcare: cells.flag("childcare"), evening: cells.flag("eveningcourses"), spanish: cells.flag("speakspanish") },
    evidence: {
      listing: asOf,
      length: { ...asOf, basis: "award-band" },
      ...(money.total === null ? {} : { cost: asOf }),
      ...(length.scheduleDetails === null ? {} : { schedule: asOf }),
      ...njEvidence(outcomes, sharing.get(`${providerId} ${digits ?? ""}`) ?? 1),
    },
    sample: false,
    createdAt: created,
    updatedAt: `${listed}T00:00:00Z`,
    dataSource: njSource,
    lastSynced: `${listed}T00:00:00Z`,
  };
}

// New Jersey's length codes against the award bands; over four years has no band.
const bands: Readonly<Record<string, AwardLevel>> = {
  "1": "under-12-weeks",
  "2": "under-12-weeks",
  "3": "under-12-weeks",
  "4": "under-12-weeks",
  "5": "under-12-weeks",
  "6": "12-weeks-to-1-year",
  "7": "12-weeks-to-1-year",
  "8": "1-to-2-years",
  "9": "2-to-4-years",
  "10": "none",
};

function lengths(cells: Cells): { readonly scheduleDetails: string | null; readonly [field: string]: unknown } {
  const code = cells.required("calendarlengthid", 4);
  const band = bands[code];
  if (band === undefined) cells.reject("calendarlengthid", "none of 1 to 10");
  const degree = cells.text("degreeawardedname", 255) ?? "";
  const awardLevel = /master|doctor/i.test(degree)
    ? "above-bachelor"
    : /bachelor/i.test(degree)
      ? "bachelor"
      : /associate/i.test(degree)
        ? "associate"
        : band;
  const hours = cells.number("totalclockhours", { min: 0, max: 20_000, reason: "above 20,000 clock hours" });
  return {
    awardLevel,
    // Up to a week is exact to the week; the longer codes are bands.
    durationWeeks: ["1", "2", "3"].includes(code) ? 1 : null,
    scheduleType: null,
    hoursPerWeek: null,
    scheduleDetails: hours === null || hours === 0 ? null : `${hours} clock hours in all`,
  };
}

function costs(cells: Cells): { tuition: number | null; fees: number | null; books: number | null; total: number | null } {
  const [tuition, fees, books, supplies] = (["tuition", "fees", "booksmaterialscost", "suppliestoolscost"] as const).map((f) =>
    cells.cents(f, cost),
  );
  cells.cents("othercosts", cost);
  const total = cells.cents("totalcost", cost);
  if (total === null || total === 0) return { tuition: null, fees: null, books: null, total: null };
  return { tuition: tuition ?? null, fees: fees ?? null, books: (books ?? 0) + (supplies ?? 0), total };
}

function education(cells: Cells): string | null {
  const text = cells.text("prerequisites", 4000) ?? "";
  if (/^none\.?$/i.test(text)) return "none";
  return /high.?school|\bH\.?S\.?\b|\bGED\b/i.test(text) && !/\bor\b.{0,20}(18|eighteen)/i.test(text) ? "high-school" : null;
}

function provider(
  id: string,
  name: string,
  location: { readonly county: string | null; readonly city: string | null; readonly zip: string | null },
  programs: number,
): Partner {
  const at = `${listed}T00:00:00Z`;
  return {
    id,
    name,
    type: "training-provider",
    description: null,
    website: null,
    location: {
      countyFips: null,
      county: location.county,
      city: location.city,
      address: null,
      zip: location.zip,
      coordinates: null,
    },
    contact: { phone: null, email: null },
    institution: null,
    statistics: { totalPrograms: programs },
    partnershipStartDate: null,
    status: "unknown",
    evidence: { listing: { source: "nj-etpl-2023", asOf: listed, basis: "institution" } },
    sample: false,
    createdAt: at,
    updatedAt: at,
  } as unknown as Partner;
}
