import { ok, type Result } from "@pathwayks/contracts";
import type { BrokenFile, Progress } from "../report.ts";
import { readTable, type Table, type TableSpec } from "../table.ts";

const code = "O*NET-SOC Code";
const rating = [code, "Element ID", "Scale ID", "Data Value"];

/** The files of the O*NET database that are read, and BLS's projections, expected in the same folder. */
export const onetSpecs = {
  occupations: { file: "occupation_data.tsv", columns: [code, "Title", "Description"] },
  interests: { file: "interests.tsv", columns: rating },
  skills: { file: "skills.tsv", columns: [...rating, "Recommend Suppress", "Not Relevant"] },
  zones: { file: "job_zones.tsv", columns: [code, "Job Zone"] },
  alternate: { file: "alternate_titles.tsv", columns: [code, "Alternate Title"] },
  reported: { file: "sample_of_reported_titles.tsv", columns: [code, "Reported Job Title"] },
  related: { file: "related_occupations.tsv", columns: [code, "Related O*NET-SOC Code", "Index"] },
  projections: {
    file: "bls_projections_2024_2034_us.csv",
    columns: [
      "soc_code",
      "employment_2024",
      "growth_rate",
      "annual_openings",
      "median_annual_wage",
      "typical_education",
      "typical_training",
    ],
  },
} as const satisfies Record<string, TableSpec>;

export type OnetTables = { readonly [K in keyof typeof onetSpecs]: Table };

/** Reads all tables, or says which file is broken. */
export function readOnetTables(folder: string, onProgress?: (progress: Progress) => void): Result<OnetTables, BrokenFile> {
  const names = Object.keys(onetSpecs) as (keyof typeof onetSpecs)[];
  const tables: Partial<Record<keyof typeof onetSpecs, Table>> = {};
  for (const [done, name] of names.entries()) {
    onProgress?.({ phase: `reading ${onetSpecs[name].file}`, done, total: names.length });
    const table = readTable(folder, onetSpecs[name], Object.values(onetSpecs));
    if (!table.ok) return table;
    tables[name] = table.value;
  }
  return ok(tables as OnetTables);
}

/** Rows grouped by their O*NET-SOC code. */
export function byCode(table: Table): Map<string, Table["rows"][number][]> {
  const groups = new Map<string, Table["rows"][number][]>();
  for (const row of table.rows) {
    const key = row.values[code] ?? "";
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return groups;
}
