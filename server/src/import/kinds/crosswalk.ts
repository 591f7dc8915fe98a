import { ok } from "@pathwayks/contracts";
import { collect, finish } from "../collect.ts";
import { sourceRow } from "../publications.ts";
import type { ImportDeps, ImportResult } from "../report.ts";
import { readTable, type TableSpec } from "../table.ts";

export const crosswalkSpec: TableSpec = { file: "cip2020_soc2018.csv", columns: ["SOC2018Code", "CIP2020Code"] };

/** The CIP-SOC crosswalk; `99-9999`, "no match", becomes `soc: null`. */
export function importCrosswalk(path: string, into: string, _deps: ImportDeps = {}): ImportResult {
  const table = readTable(path, crosswalkSpec);
  if (!table.ok) return table;
  const made = collect("crosswalk", table.value, (cells) => {
    const cip = cells.match("CIP2020Code", /^\d{2}\.\d{4}$/, "not a CIP code like 51.3901") ?? cells.required("CIP2020Code");
    const soc = cells.match("SOC2018Code", /^\d{2}-\d{4}$/, "not a SOC code like 29-2061") ?? cells.required("SOC2018Code");
    return { cip, soc: soc === "99-9999" ? null : soc };
  });
  const unmatched = made.rows.filter((r) => r.soc === null).length;
  const notes = [`${new Set(made.rows.map((r) => r.cip)).size} fields of study; ${unmatched} of them match no occupation.`];
  const outcome = { kind: "crosswalk", accepted: made.rows.length, rejected: made.rejected, rejects: made.rejects, notes };
  return ok(finish(into, outcome, { crosswalk: made.rows, sources: [sourceRow("cip-soc-2020")] }, { crosswalk: () => true }));
}
