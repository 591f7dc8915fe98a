import { ok, type Occupation } from "@pathwayks/contracts";
import { Cells } from "../cells.ts";
import { collectRecords, finish } from "../collect.ts";
import { occupationName } from "../fields.ts";
import { lawSources, rulesFor } from "../legal-rules.ts";
import { publishedOn, sourceRow } from "../publications.ts";
import type { ImportDeps, ImportResult, Reject } from "../report.ts";
import { loadTable } from "../rows.ts";
import { publishedCode } from "../soc.ts";
import {
  interestProfiles,
  meanInterests,
  meanSkills,
  skillProfiles,
  type InterestProfile,
  type SkillProfile,
} from "./onet-ratings.ts";
import { byCode, readOnetTables, type OnetTables } from "./onet-tables.ts";
import { readProjections, type Projection } from "./projections.ts";

const socOf = (code: string): string => code.slice(0, 7);
const maxTitles = 400;

interface Sources {
  readonly interests: ReadonlyMap<string, InterestProfile>;
  readonly skills: ReadonlyMap<string, SkillProfile>;
  readonly zones: ReadonlyMap<string, number>;
  readonly titles: ReadonlyMap<string, readonly string[]>;
  readonly related: ReadonlyMap<string, readonly string[]>;
  readonly projections: ReadonlyMap<string, Projection>;
  readonly codes: ReadonlyMap<string, readonly string[]>;
  /** Wages that are there already stay. */
  readonly old: ReadonlyMap<string, Occupation>;
}

/**
 * Occupations from a folder with the O*NET tables and BLS's projections. O*NET's eight-digit codes are brought together by
 * six-digit SOC: the `.00` code speaks for the SOC where it is rated, else the mean of the rated ones.
 */
export function importOnet(path: string, into: string, deps: ImportDeps = {}): ImportResult {
  const tables = readOnetTables(path, deps.onProgress);
  if (!tables.ok) return tables;
  deps.onProgress?.({ phase: "bringing ratings together", done: 0, total: null });
  const rejects: Reject[] = [];
  const sources = gather(tables.value, into, rejects);
  const heads = tables.value.occupations.rows
    .filter((row) => isHead(row.values["O*NET-SOC Code"] ?? "", sources.codes))
    .filter((row) => hasRatings(socOf(row.values["O*NET-SOC Code"] ?? ""), sources));
  const made = collectRecords("occupations", tables.value.occupations.file, heads, (cells, { values }) =>
    occupation(cells, values, sources),
  );
  const outcome = {
    kind: "onet",
    accepted: made.rows.length,
    rejected: made.rejected,
    rejects: [...rejects, ...made.rejects],
    notes: notes(tables.value, sources, made.rows),
  };
  const rows = { occupations: made.rows, sources: [sourceRow("onet-29.3"), sourceRow("bls-projections-2024"), ...lawSources] };
  return ok(finish(into, outcome, rows, { occupations: () => true }));
}

function gather(tables: OnetTables, into: string, rejects: Reject[]): Sources {
  const codes = new Map<string, string[]>();
  for (const row of tables.occupations.rows) {
    const code = row.values["O*NET-SOC Code"] ?? "";
    codes.set(socOf(code), [...(codes.get(socOf(code)) ?? []), code]);
  }
  return {
    interests: interestProfiles(tables.interests, rejects),
    skills: skillProfiles(tables.skills, rejects),
    zones: zones(tables, rejects),
    titles: titles(tables),
    related: related(tables),
    projections: readProjections(tables.projections, rejects),
    codes,
    old: new Map(loadTable(into, "occupations").map((o) => [o.soc, o])),
  };
}

/** The row that names a SOC: its `.00` code, else the lowest. */
const isHead = (code: string, codes: Sources["codes"]): boolean => [...(codes.get(socOf(code)) ?? [])].sort()[0] === code;

const hasRatings = (soc: string, s: Sources): boolean =>
  (s.codes.get(soc) ?? []).some((code) => s.interests.has(code) || s.skills.has(code));

/** The codes that speak for a SOC in a table of ratings: `.00` where it is rated, else all that are. */
function speakers(soc: string, rated: ReadonlyMap<string, unknown>, s: Sources): readonly string[] {
  const main = `${soc}.00`;
  return rated.has(main) ? [main] : (s.codes.get(soc) ?? []).filter((code) => rated.has(code));
}

const skillsOf = (soc: string, s: Sources): SkillProfile | null =>
  meanSkills(speakers(soc, s.skills, s).map((code) => s.skills.get(code) ?? []));

/** The nearest relative (O*NET's related occupations, in their order) that has ratings of its own. */
function ratedRelative(soc: string, s: Sources): string | null {
  for (const code of s.codes.get(soc) ?? []) {
    const found = (s.related.get(code) ?? [])
      .map(socOf)
      .find((other) => other !== soc && speakers(other, s.skills, s).length > 0);
    if (found !== undefined) return found;
  }
  return null;
}

function occupation(cells: Cells, values: Readonly<Record<string, string>>, s: Sources): unknown {
  const soc = socOf(cells.match("O*NET-SOC Code", /^\d{2}-\d{4}\.\d{2}$/, "not an O*NET-SOC code like 29-2061.00") ?? "");
  const speaking = speakers(soc, s.interests, s);
  const own = skillsOf(soc, s);
  const zones = speaking.map((code) => s.zones.get(code)).filter((z): z is number => z !== undefined);
  const projection = s.projections.get(publishedCode(soc).code);
  const old = s.old.get(soc);
  const asOf = publishedOn("onet-29.3");
  return {
    soc,
    onetCode: (speaking.length === 1 ? speaking[0] : values["O*NET-SOC Code"]) ?? null,
    title: occupationName(soc, cells.required("Title", 300)),
    description: cells.text("Description", 2000),
    interests: meanInterests(speaking.map((code) => s.interests.get(code)).filter((p) => p !== undefined)),
    jobZone: zones.length === 0 ? null : Math.round(zones.reduce((a, b) => a + b, 0) / zones.length),
    skills: own,
    skillsFrom: own === null ? ratedRelative(soc, s) : null,
    wages: old?.wages ?? { p10: null, p25: null, median: null, p75: null, p90: null },
    outlook: projection?.outlook ?? { employment: null, annualOpenings: null, growthRate: null },
    entryEducation: projection?.entryEducation ?? null,
    onTheJobTraining: projection?.onTheJobTraining ?? null,
    altTitles: altTitles(soc, s),
    rules: [...rulesFor(soc)],
    evidence: { ...old?.evidence, listing: { source: "onet-29.3", asOf, basis: "occupation-national" } },
  };
}

/** O*NET's own titles first, so that they are found where an everyday name stands for them. */
function altTitles(soc: string, s: Sources): string[] {
  const seen = new Set<string>();
  const kept: string[] = [];
  for (const code of s.codes.get(soc) ?? []) {
    for (const alternate of s.titles.get(code) ?? []) {
      const key = alternate.toLowerCase();
      if (seen.has(key) || kept.length >= maxTitles) continue;
      seen.add(key);
      kept.push(alternate);
    }
  }
  return kept;
}

function zones(tables: OnetTables, rejects: Reject[]): Map<string, number> {
  const byOccupation = new Map<string, number>();
  for (const { row, values } of tables.zones.rows) {
    const cells = new Cells(tables.zones.file, row, values);
    const zone = cells.whole("Job Zone", { min: 1, max: 5, reason: "outside 1 to 5" });
    rejects.push(...cells.problems);
    if (zone !== null) byOccupation.set(values["O*NET-SOC Code"] ?? "", zone);
  }
  return byOccupation;
}

/** Titles that incumbents reported come first: they are the ones people say. */
function titles(tables: OnetTables): Map<string, string[]> {
  const byOccupation = new Map<string, string[]>();
  const take = (groups: ReturnType<typeof byCode>, column: string) => {
    for (const [code, rows] of groups) {
      const list = byOccupation.get(code) ?? [];
      list.push(...rows.map((r) => r.values[column] ?? "").filter((t) => t !== "" && t.length <= 150));
      byOccupation.set(code, list);
    }
  };
  take(byCode(tables.occupations), "Title");
  take(byCode(tables.reported), "Reported Job Title");
  take(byCode(tables.alternate), "Alternate Title");
  return byOccupation;
}

function related(tables: OnetTables): Map<string, string[]> {
  const byOccupation = new Map<string, string[]>();
  for (const [code, rows] of byCode(tables.related)) {
    const ordered = [...rows].sort((a, b) => Number(a.values["Index"]) - Number(b.values["Index"]));
    byOccupation.set(
      code,
      ordered.map((r) => r.values["Related O*NET-SOC Code"] ?? ""),
    );
  }
  return byOccupation;
}

function notes(tables: OnetTables, s: Sources, rows: readonly Occupation[]): string[] {
  const averaged = rows.filter((o) => speakers(o.soc, s.interests, s).length > 1).length;
  const borrowed = rows.filter((o) => o.skillsFrom !== null).length;
  const unrated = s.codes.size - rows.length;
  return [
    `${s.interests.size} of ${tables.occupations.rows.length} O*NET-SOC codes have interests; by six-digit SOC they are ${rows.length} occupations.`,
    `${averaged} of these have no rated .00 code: their ratings are the mean of the rated codes under the same SOC.`,
    `${borrowed} have no skill ratings; “skillsFrom” names the nearest related occupation that has.`,
    `${unrated} SOC codes without any rating (“all other” and military) are left out: there is nothing to match a person against.`,
  ];
}
