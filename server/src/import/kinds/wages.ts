import { ok, type Occupation } from "@pathwayks/contracts";
import { Cells } from "../cells.ts";
import { finish } from "../collect.ts";
import { broken } from "../files.ts";
import { publishedOn, sourceRow } from "../publications.ts";
import type { ImportDeps, ImportResult, Reject } from "../report.ts";
import { loadTable } from "../rows.ts";
import { publishedCode } from "../soc.ts";
import { readTable, type Table, type TableSpec } from "../table.ts";

export const wagesSpec: TableSpec = {
  file: "us_oews_may2025.csv",
  columns: ["OCC_CODE", "OCC_TITLE", "O_GROUP", "H_MEDIAN", "A_PCT10", "A_PCT25", "A_MEDIAN", "A_PCT75", "A_PCT90"],
};

type Wages = Occupation["wages"];
/** Above a top-coded value nothing is published but "at least". */
const topCode = 239_200;
const ceiling = { min: 0, max: 2_000_000, reason: "above $2,000,000 a year" };

/** National pay percentiles (OEWS) for the occupations that are in the row directory. */
export function importWages(path: string, into: string, _deps: ImportDeps = {}): ImportResult {
  const table = readTable(path, wagesSpec);
  if (!table.ok) return table;
  const occupations = loadTable(into, "occupations");
  if (occupations.length === 0)
    return broken("missing-rows", table.value.file, `${into} has no occupations yet. Run “catalog import onet” first.`);
  const { wages, rejects, rejected } = readWages(table.value);
  const updated = occupations.map((o) => withWages(o, wages));
  const without = updated.filter((o) => o.wages.median === null).length;
  const outcome = {
    kind: "wages",
    accepted: wages.size,
    rejected,
    rejects,
    notes: [
      `${updated.length - without} of ${updated.length} occupations have a national median.`,
      "Figures that BLS publishes for a group of occupations stand for each of them; the evidence says by how many they are shared.",
      "Where only hourly pay is published (actors, musicians), BLS says that most do not work all year: a year's pay is not published. A top-coded value (#) is kept as the top code, $239,200.",
    ],
  };
  return ok(finish(into, outcome, { occupations: updated, sources: [sourceRow("oews-2025")] }));
}

function readWages(table: Table): { wages: Map<string, Wages>; rejects: Reject[]; rejected: number } {
  const wages = new Map<string, Wages>();
  const rejects: Reject[] = [];
  let rejected = 0;
  for (const { row, values } of table.rows) {
    if (values["O_GROUP"] !== "detailed") continue;
    const cells = new Cells(table.file, row, values);
    const soc = cells.match("OCC_CODE", /^\d{2}-\d{4}$/, "not a SOC code like 29-2061");
    const read = percentiles(row, values, table.file);
    rejects.push(...cells.problems, ...read.problems);
    if (soc === null || read.problems.length > 0) rejected++;
    else wages.set(soc, read.wages);
  }
  return { wages, rejects, rejected };
}

function percentiles(
  row: number,
  values: Readonly<Record<string, string>>,
  file: string,
): { wages: Wages; problems: readonly Reject[] } {
  // "*" is "not available", "#" is top-coded: neither is a mistake.
  const plain = Object.fromEntries(Object.entries(values).map(([k, v]) => [k, v === "*" || v === "**" ? "" : v]));
  const cells = new Cells(file, row, plain);
  const one = (name: string): number | null => {
    return plain[`A_${name}`] === "#" ? topCode * 100 : cells.cents(`A_${name}`, ceiling);
  };
  const found = { p10: one("PCT10"), p25: one("PCT25"), median: one("MEDIAN"), p75: one("PCT75"), p90: one("PCT90") };
  const rising = Object.values(found).filter((v): v is number => v !== null);
  if (rising.some((v, i) => i > 0 && v < (rising[i - 1] ?? 0)))
    cells.reject("A_PCT10", "percentiles do not rise", rising.join(" "));
  return { wages: found as Wages, problems: cells.problems };
}

function withWages(occupation: Occupation, wages: ReadonlyMap<string, Wages>): Occupation {
  const { code, size } = publishedCode(occupation.soc);
  const found = wages.get(code);
  if (found === undefined) return occupation;
  const evidence = {
    source: "oews-2025",
    asOf: publishedOn("oews-2025"),
    basis: "occupation-national",
    ...(size > 1 ? { sharedBy: size } : {}),
  };
  return { ...occupation, wages: found, evidence: { ...occupation.evidence, wages: evidence } } as Occupation;
}
