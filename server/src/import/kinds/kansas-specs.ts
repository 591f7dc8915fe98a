import { ok, type Result } from "@pathwayks/contracts";
import type { BrokenFile } from "../report.ts";
import { readTable, type Table, type TableSpec } from "../table.ts";

/** The files behind the Kansas program list, all in one folder. */
export const kansasSpecs = {
  programs: {
    file: "ks_program_list_2024.csv",
    columns: [
      "unitid",
      "institution",
      "city",
      "zip",
      "county_fips",
      "county",
      "latitude",
      "longitude",
      "cip",
      "cip_title",
      "award_level",
      "award_name",
      "last_reported",
      "completers_2023",
      "completers_2024",
      "earnings_1yr_cip4",
      "rows_sharing_cip4_value",
    ],
  },
  directory: {
    file: "ks_institution_directory_2024.csv",
    columns: [
      "UNITID",
      "INSTNM",
      "IALIAS",
      "ADDR",
      "CITY",
      "ZIP",
      "COUNTYCD",
      "COUNTYNM",
      "LATITUDE",
      "LONGITUD",
      "GENTELE",
      "WEBADDR",
      "FAIDURL",
      "APPLURL",
      "NPRICURL",
      "sector_name",
    ],
  },
  institutions: { file: "ks_institutions_2023.csv", columns: ["UnitID", "TUITION_FEES_INSTATE2023", "MD_EARN_WNE_P10"] },
  netPrice: { file: "ks_net_price_2026.csv", columns: ["unitid", "completion_rate", "net_price_avg"] },
  fields: {
    file: "ks_field_of_study_2026.csv",
    columns: ["unitid", "cip_code", "credential_level", "earnings_median_1yr"],
  },
} as const satisfies Record<string, TableSpec>;

export type KansasTables = { readonly [K in keyof typeof kansasSpecs]: Table };

export function readKansasTables(folder: string): Result<KansasTables, BrokenFile> {
  const tables: Partial<Record<keyof typeof kansasSpecs, Table>> = {};
  for (const name of Object.keys(kansasSpecs) as (keyof typeof kansasSpecs)[]) {
    const table = readTable(folder, kansasSpecs[name], Object.values(kansasSpecs));
    if (!table.ok) return table;
    tables[name] = table.value;
  }
  return ok(tables as KansasTables);
}

/** Rows of a table by one column. */
export const indexed = (table: Table, column: string): Map<string, Readonly<Record<string, string>>> =>
  new Map(table.rows.map(({ values }) => [values[column] ?? "", values]));
