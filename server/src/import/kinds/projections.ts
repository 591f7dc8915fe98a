import type { EducationLevel } from "@pathwayks/contracts";
import { Cells } from "../cells.ts";
import type { Reject } from "../report.ts";
import { entryEducation } from "../soc.ts";
import type { Table } from "../table.ts";

/** BLS's national outlook of one published occupation code. */
export interface Projection {
  readonly outlook: {
    /** People. */
    readonly employment: number | null;
    /** Openings a year. */
    readonly annualOpenings: number | null;
    readonly growthRate: number | null;
  };
  readonly entryEducation: EducationLevel | null;
  readonly onTheJobTraining: string | null;
}

/** Projections by published code (some stand for several SOC codes: see `publishedCode`). The file counts in thousands. */
export function readProjections(table: Table, rejects: Reject[]): Map<string, Projection> {
  const projections = new Map<string, Projection>();
  for (const { row, values } of table.rows) {
    const cells = new Cells(table.file, row, values);
    const soc = cells.match("soc_code", /^\d{2}-\d{4}$/, "not a SOC code like 29-2061");
    const words = cells.text("typical_education");
    const education =
      words === null ? null : (entryEducation(words) ?? cells.reject("typical_education", "not one of the words BLS uses"));
    const projection: Projection = {
      outlook: {
        employment: thousands(cells.number("employment_2024", { min: 0, max: 400_000 })),
        annualOpenings: thousands(cells.number("annual_openings", { min: 0, max: 400_000 })),
        growthRate: cells.number("growth_rate", { min: -1, max: 20 }),
      },
      entryEducation: education,
      onTheJobTraining: cells.text("typical_training", 120),
    };
    if (soc !== null && cells.problems.length === 0) projections.set(soc, projection);
    rejects.push(...cells.problems);
  }
  return projections;
}

const thousands = (value: number | null): number | null => (value === null ? null : Math.round(value * 1000));
