import type { Partner } from "@pathwayks/contracts";
import { Cells, tidyAddress } from "../cells.ts";
import { collectRecords } from "../collect.ts";
import { publishedOn } from "../publications.ts";
import type { Reject } from "../report.ts";
import { indexed, type KansasTables } from "./kansas-specs.ts";

// Names by which people know a school, where the federal name is another.
const everydayNames: Readonly<Record<string, string>> = {
  "156107": "WSU Tech",
};

export const partnerIdOf = (unitid: string): string => `ks-${unitid}`;

/** The school's name as people say it, else as the federal directory has it. */
export const schoolName = (unitid: string, official: string): string => everydayNames[unitid] ?? official;

const money = { max: 200_000, reason: "above $200,000 a year" };

/** Institutions as partners: address, contact, and the institution's own tuition, net price, completion and earnings. */
export function institutions(
  tables: KansasTables,
  programsOf: ReadonlyMap<string, number>,
): {
  rows: Partner[];
  rejects: Reject[];
  rejected: number;
} {
  const figures = indexed(tables.institutions, "UnitID");
  const prices = indexed(tables.netPrice, "unitid");
  const offering = tables.directory.rows.filter(({ values }) => programsOf.has(values["UNITID"] ?? ""));
  return collectRecords("partners", tables.directory.file, offering, (cells, { row, values }) => {
    const unitid = values["UNITID"] ?? "";
    const inFigures = new Cells(tables.institutions.file, row, figures.get(unitid) ?? {});
    const inPrices = new Cells(tables.netPrice.file, row, prices.get(unitid) ?? {});
    const partner = {
      ...described(cells, unitid, values),
      institution: institution(cells, unitid, values, inFigures, inPrices),
      statistics: { totalPrograms: programsOf.get(unitid) ?? null },
      evidence: evidence(inFigures, inPrices),
    };
    cells.problems.push(...inFigures.problems, ...inPrices.problems);
    return partner;
  });
}

function described(cells: Cells, unitid: string, values: Readonly<Record<string, string>>): object {
  const official = cells.required("INSTNM", 200);
  const name = schoolName(unitid, official);
  const asOf = `${publishedOn("ipeds-directory-2024")}T00:00:00Z`;
  return {
    id: partnerIdOf(unitid),
    name,
    type: "training-provider",
    description: name === official ? null : `Federal name: ${official}`,
    website: tidyAddress(values["WEBADDR"] ?? ""),
    location: {
      countyFips: cells.match("COUNTYCD", /^\d{5}$/, "a county code has five digits"),
      county: cells.text("COUNTYNM", 80),
      city: cells.text("CITY", 80),
      address: cells.text("ADDR", 200),
      zip: cells.text("ZIP", 10),
      coordinates: {
        latitude: cells.number("LATITUDE", { min: -90, max: 90 }),
        longitude: cells.number("LONGITUD", { min: -180, max: 180 }),
      },
    },
    contact: { phone: phone(values["GENTELE"] ?? ""), email: null },
    partnershipStartDate: null,
    status: "active",
    sample: false,
    createdAt: asOf,
    updatedAt: asOf,
  };
}

function institution(
  cells: Cells,
  unitid: string,
  values: Readonly<Record<string, string>>,
  figures: Cells,
  prices: Cells,
): object {
  return {
    ipedsUnitId: Number(unitid),
    sector: cells.required("sector_name", 80),
    tuitionAndFeesPerYear: figures.cents("TUITION_FEES_INSTATE2023", money),
    netPricePerYear: prices.cents("net_price_avg", money),
    // The publisher gives the share without the people behind it.
    completionRate: null,
    completionShare: prices.number("completion_rate", { min: 0, max: 1, reason: "not a share from 0 to 1" }),
    medianEarnings10Years: figures.cents("MD_EARN_WNE_P10", { max: 1_000_000, reason: "above $1,000,000 a year" }),
    aidUrl: tidyAddress(values["FAIDURL"] ?? ""),
    applyUrl: tidyAddress(values["APPLURL"] ?? ""),
    netPriceCalculatorUrl: tidyAddress(values["NPRICURL"] ?? ""),
  };
}

function evidence(figures: Cells, prices: Cells): object {
  const of = (source: "ipeds-directory-2024" | "ipeds-institutions-2023" | "scorecard-institutions-2026") => ({
    source,
    asOf: publishedOn(source),
    basis: "institution",
  });
  return {
    listing: of("ipeds-directory-2024"),
    ...(figures.text("TUITION_FEES_INSTATE2023") === null
      ? prices.text("net_price_avg") === null
        ? {}
        : { cost: of("scorecard-institutions-2026") }
      : { cost: of("ipeds-institutions-2023") }),
    ...(prices.text("completion_rate") === null ? {} : { completion: of("scorecard-institutions-2026") }),
    ...(figures.text("MD_EARN_WNE_P10") === null ? {} : { earnings: of("ipeds-institutions-2023") }),
  };
}

/** `6203655116100` (an extension at the end) as people dial it. */
export function phone(digits: string): string | null {
  const found = /^(\d{3})(\d{3})(\d{4})(\d*)$/.exec(digits.replace(/\D/g, ""));
  if (found === null) return null;
  const [, area, exchange, line, extension] = found;
  return `${area}-${exchange}-${line}${extension ? ` ext. ${extension}` : ""}`;
}
