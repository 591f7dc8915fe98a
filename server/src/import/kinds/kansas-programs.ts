import { ok, type AwardLevel } from "@pathwayks/contracts";
import { tidyAddress, type Cells } from "../cells.ts";
import { collectRecords, finish } from "../collect.ts";
import { categoryOf, programName, tidyTitle } from "../fields.ts";
import { publishedOn, sourceRow } from "../publications.ts";
import type { ImportDeps, ImportResult } from "../report.ts";
import type { TableRow } from "../table.ts";
import { institutions, partnerIdOf, schoolName } from "./kansas-institutions.ts";
import { indexed, readKansasTables, type KansasTables } from "./kansas-specs.ts";

/** Mark of this importer's rows: the next import of the kind replaces them all, so that a program that is gone goes. */
export const kansasSource = "ipeds-completions";

/** IPEDS award levels in our words. */
export const awardOf: Readonly<Record<string, AwardLevel>> = {
  "20": "under-12-weeks",
  "21": "12-weeks-to-1-year",
  "2": "1-to-2-years",
  "4": "2-to-4-years",
  "3": "associate",
  "5": "bachelor",
  "6": "above-bachelor",
  "7": "above-bachelor",
  "8": "above-bachelor",
  "17": "above-bachelor",
  "18": "above-bachelor",
  "19": "above-bachelor",
};

// College Scorecard's credential levels: all undergraduate certificates are one.
const scorecardLevel: Readonly<Record<string, string>> = {
  "20": "1",
  "21": "1",
  "2": "1",
  "4": "1",
  "3": "2",
  "5": "3",
  "6": "4",
  "7": "5",
  "17": "6",
  "19": "6",
  "18": "7",
  "8": "8",
};

interface Lookups {
  readonly directory: ReadonlyMap<string, Readonly<Record<string, string>>>;
  readonly earnings: ReadonlyMap<string, string>;
}

/** The full list of Kansas programs with their institutions, from the folder with the five tables. */
export function importKansasPrograms(path: string, into: string, deps: ImportDeps = {}): ImportResult {
  const tables = readKansasTables(path);
  if (!tables.ok) return tables;
  const lookups = { directory: indexed(tables.value.directory, "UNITID"), earnings: earningsByField(tables.value) };
  const total = tables.value.programs.rows.length;
  const made = collectRecords("programs", tables.value.programs.file, tables.value.programs.rows, (cells, record) => {
    if (record.row % 500 === 0) deps.onProgress?.({ phase: "programs", done: record.row, total });
    return program(cells, record, lookups);
  });
  const counts = new Map<string, number>();
  for (const p of made.rows) counts.set(p.providerId.slice(3), (counts.get(p.providerId.slice(3)) ?? 0) + 1);
  const schools = institutions(tables.value, counts);
  const own = made.rows.filter((p) => p.evidence.earnings?.basis === "program").length;
  const pooled = made.rows.filter((p) => p.evidence.earnings?.basis === "related-programs").length;
  const outcome = {
    kind: "kansas-programs",
    accepted: made.rows.length,
    rejected: made.rejected + schools.rejected,
    rejects: [...made.rejects, ...schools.rejects],
    notes: [
      `${made.rows.length} programs at ${schools.rows.length} institutions.`,
      `Earnings one year after: ${own} programs have their own, ${pooled} share a pooled figure and say so, the rest are not published.`,
      "Exact length, schedule, tuition of the program, completion and placement are not in these tables: not published.",
    ],
  };
  const sources = (
    [
      "ipeds-completions-2024",
      "ipeds-directory-2024",
      "ipeds-institutions-2023",
      "scorecard-fields-2026",
      "scorecard-institutions-2026",
    ] as const
  ).map(sourceRow);
  const isOurs = (old: { readonly dataSource: string }) => old.dataSource === kansasSource;
  return ok(
    finish(
      into,
      outcome,
      { programs: made.rows, partners: schools.rows, sources },
      {
        programs: isOurs,
        partners: (old) => old.id.startsWith("ks-") && old.type === "training-provider",
      },
    ),
  );
}

function earningsByField(tables: KansasTables): Map<string, string> {
  return new Map(
    tables.fields.rows.map(({ values: v }) => [
      `${v["unitid"]} ${v["cip_code"]} ${v["credential_level"]}`,
      v["earnings_median_1yr"] ?? "",
    ]),
  );
}

function program(cells: Cells, { values }: TableRow, lookups: Lookups): unknown {
  const unitid = cells.match("unitid", /^\d{6}$/, "not an IPEDS UnitID") ?? "";
  const cip = cells.match("cip", /^\d{2}\.\d{4}$/, "not a CIP code like 51.3901") ?? cells.required("cip");
  const awardLevel = awardOf[values["award_level"] ?? ""];
  if (awardLevel === undefined) cells.reject("award_level", "no IPEDS award level");
  const year = cells.whole("last_reported", { min: 2020, max: 2100, reason: "not a year from 2020" }) ?? 2024;
  const asOf = `${year}-06-30`;
  const school = lookups.directory.get(unitid);
  if (school === undefined) cells.reject("unitid", "not in the institution directory");
  const money = earnings(cells, unitid, cip, values, lookups);
  return {
    id: `ks-${unitid}:${cip}-${values["award_level"] ?? ""}`,
    providerId: partnerIdOf(unitid),
    providerName: schoolName(unitid, cells.required("institution", 200)),
    name: programName(cip, cells.required("cip_title", 300)),
    description: null,
    category: categoryOf(cip),
    subcategory: tidyTitle(values["cip_title"] ?? "").slice(0, 120),
    cip,
    awardLevel,
    ...unpublished,
    pinnedOccupations: pinned(cip, awardLevel),
    location: location(cells, school),
    outcomes: {
      credential: cells.text("award_name", 255),
      historicalCompletionRate: null,
      historicalPlacementRate: null,
      averageTimeToEmploymentDays: null,
      medianStartingSalary: money.salary,
      completers: cells.whole(`completers_${year}`, { min: 0, max: 20_000 }),
    },
    enrollmentUrl: addressOf(school?.["APPLURL"]),
    contact: { phone: null, email: null },
    evidence: {
      listing: { source: "ipeds-completions-2024", asOf, basis: "program" },
      length: { source: "ipeds-completions-2024", asOf, basis: "award-band" },
      ...money.evidence,
    },
    sample: false,
    createdAt: `${asOf}T00:00:00Z`,
    updatedAt: `${asOf}T00:00:00Z`,
    dataSource: kansasSource,
    lastSynced: `${publishedOn("ipeds-completions-2024")}T00:00:00Z`,
  };
}

// BLS calls a bachelor's degree typical for registered nurses; Kansas licenses them from associate programs too.
const pinned = (cip: string, award: AwardLevel | undefined): readonly string[] =>
  cip === "51.3801" && award === "associate" ? ["29-1141"] : [];

/** What the federal list does not publish. */
const unpublished = {
  durationWeeks: null,
  scheduleType: null,
  scheduleDetails: null,
  hoursPerWeek: null,
  cost: {
    currency: "USD",
    tuition: null,
    fees: null,
    books: null,
    total: null,
    financialAidAvailable: null,
    wichitaPromiseEligible: null,
  },
  prerequisites: { education: null, skills: [], experience: null, licence: null },
  targetJobs: [],
  droppedOccupations: [],
  startDates: [],
  services: { childcare: null, evening: null, spanish: null },
} as const;

function location(cells: Cells, school: Readonly<Record<string, string>> | undefined): object {
  return {
    countyFips: cells.match("county_fips", /^\d{5}$/, "a county code has five digits"),
    county: cells.text("county", 80),
    city: cells.text("city", 80),
    // The list gives the main campus; the directory its street.
    address: school?.["ADDR"] || null,
    zip: cells.text("zip", 10),
    coordinates: {
      latitude: cells.number("latitude", { min: -90, max: 90 }),
      longitude: cells.number("longitude", { min: -180, max: 180 }),
    },
    onlineOption: null,
  };
}

/** Earnings are the program's own only where no other row shares the publisher's pooled value. */
function earnings(
  cells: Cells,
  unitid: string,
  cip: string,
  values: Readonly<Record<string, string>>,
  lookups: Lookups,
): { salary: number | null; evidence: object } {
  const listed = cells.cents("earnings_1yr_cip4", { max: 1_000_000, reason: "above $1,000,000 a year" });
  const sharing = cells.whole("rows_sharing_cip4_value", { min: 1, max: 65_535 });
  const field = lookups.earnings.get(
    `${unitid} ${cip.replace(".", "").slice(0, 4)} ${scorecardLevel[values["award_level"] ?? ""] ?? ""}`,
  );
  if (listed !== null && Math.round(Number(field) * 100) !== listed) {
    cells.reject("earnings_1yr_cip4", "differs from the field-of-study table", `${values["earnings_1yr_cip4"]} / ${field ?? ""}`);
  }
  if (listed === null || sharing === null) return { salary: null, evidence: {} };
  const basis = sharing === 1 ? { basis: "program" } : { basis: "related-programs", sharedBy: sharing };
  return {
    salary: listed,
    evidence: { earnings: { source: "scorecard-fields-2026", asOf: publishedOn("scorecard-fields-2026"), ...basis } },
  };
}

const addressOf = (text: string | undefined): string | null => (text === undefined || text === "" ? null : tidyAddress(text));
