import type { SourceId } from "@pathwayks/contracts";
import { county, crosswalkRow, job, occupation, partner, program, source, zipPlace } from "@pathwayks/contracts";
import type { CatalogRows, RowKind } from "./rows.ts";
import { rowKinds } from "./rows.ts";

/** A row that does not come into the release, and why. */
export interface Reject {
  readonly kind: RowKind;
  /** Line of the row's file, from 1. */
  readonly line: number;
  /** The row's id or code, where it has one. */
  readonly id: string | null;
  /** Path such as `cost.total`; "" = the whole row. */
  readonly field: string;
  readonly reason: string;
}

/** Rows as they were read: any JSON value. `undefined` is a line that is no JSON. */
export type RawRows = { readonly [K in RowKind]: readonly unknown[] };

const schemas = {
  sources: source, counties: county, zips: zipPlace, occupations: occupation, crosswalk: crosswalkRow, partners: partner,
  programs: program, jobs: job,
} as const;

/**
 * The rows that fit the contracts' schemas, are the first with their id, and refer to nothing that is not there; and the
 * others, each with line, field and reason. Only programs whose provider, and jobs whose employer, is a partner come in: a
 * release has no dangling references.
 */
export function validateRows(raw: RawRows): { readonly rows: CatalogRows; readonly rejects: readonly Reject[] } {
  const rejects: Reject[] = [];
  const sources = check("sources", raw, rejects, (row) => row.id);
  const known: Known = { sources: new Set(sources.map((s) => s.id)), partners: new Set() };
  const counties = check("counties", raw, rejects, (row) => row.fips);
  const zips = check("zips", raw, rejects, (row) => row.zip);
  const occupations = check("occupations", raw, rejects, (row) => row.soc, (row) => unknownSource(row.evidence, known));
  const crosswalk = check("crosswalk", raw, rejects, (row) => `${row.cip} ${row.soc ?? "none"}`);
  const partners = check("partners", raw, rejects, (row) => row.id, (row) => unknownSource(row.evidence, known));
  known.partners = new Set(partners.map((p) => p.id));
  const programs = check("programs", raw, rejects, (row) => row.id, (row) =>
    unknownSource(row.evidence, known) ?? unknownPartner("providerId", row.providerId, known));
  const jobs = check("jobs", raw, rejects, (row) => row.id, (row) =>
    unknownSource(row.evidence, known) ?? unknownPartner("employerId", row.employerId, known));
  rejects.sort((a, b) => rowKinds.indexOf(a.kind) - rowKinds.indexOf(b.kind) || a.line - b.line);
  return { rows: { sources, counties, zips, occupations, crosswalk, partners, programs, jobs }, rejects };
}

interface Known {
  readonly sources: ReadonlySet<string>;
  partners: ReadonlySet<string>;
}

type Fault = { readonly field: string; readonly reason: string };
type RowOf<K extends RowKind> = CatalogRows[K][number];

function check<K extends RowKind>(kind: K, raw: RawRows, rejects: Reject[], keyOf: (row: RowOf<K>) => string,
  refers: (row: RowOf<K>) => Fault | null = () => null): RowOf<K>[] {
  const seen = new Set<string>();
  const kept: RowOf<K>[] = [];
  raw[kind].forEach((value, i) => {
    const reject = (fault: Fault) => rejects.push({ kind, line: i + 1, id: idOf(value), ...fault });
    if (value === undefined) return reject({ field: "", reason: "not a line of JSON" });
    const parsed = schemas[kind].safeParse(value);
    if (!parsed.success) {
      for (const issue of parsed.error.issues) reject({ field: issue.path.join("."), reason: issue.message });
      return;
    }
    const row = parsed.data as RowOf<K>;
    const fault = seen.has(keyOf(row)) ? { field: "", reason: "a row with this id came before" } : refers(row);
    if (fault !== null) return reject(fault);
    seen.add(keyOf(row));
    kept.push(row);
  });
  return kept;
}

/** What a person would look the row up by. */
function idOf(value: unknown): string | null {
  if (typeof value !== "object" || value === null) return null;
  for (const name of ["id", "soc", "fips", "zip", "cip"]) {
    const found: unknown = Reflect.get(value, name);
    if (typeof found === "string") return found.slice(0, 200);
  }
  return null;
}

function unknownSource(evidence: Readonly<Record<string, { readonly source: SourceId } | undefined>>,
  known: Known): Fault | null {
  const [group, fact] = Object.entries(evidence).find(([, e]) => e !== undefined && !known.sources.has(e.source)) ?? [];
  return group === undefined ? null : { field: `evidence.${group}.source`, reason: `there is no source ${fact?.source ?? ""}` };
}

const unknownPartner = (field: string, id: string, known: Known): Fault | null =>
  known.partners.has(id) ? null : { field, reason: `there is no partner ${id}` };
