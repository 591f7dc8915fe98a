import { ok, type AwardLevel, type IsoDate, type Program, type Source, type SourceId } from "@pathwayks/contracts";
import { Cells } from "../cells.ts";
import { finish } from "../collect.ts";
import { slug } from "../fields.ts";
import { broken } from "../files.ts";
import { limitDays } from "../publications.ts";
import { readRecords, type JsonRecord } from "../records.ts";
import type { ImportDeps, ImportResult, Reject } from "../report.ts";
import { loadTable } from "../rows.ts";
import { partnerIdOf } from "./kansas-institutions.ts";
import { kansasSource } from "./kansas-programs.ts";

/** Older pages are history: nobody may plan by them. */
const oldestYear = 2024;

interface Fact {
  readonly providerId: string;
  readonly provider: string;
  readonly cip: string;
  /** `null`: the page names no credential; it speaks of the field as a whole. */
  readonly award: AwardLevel | null;
  readonly weeks: number | null;
  readonly schedule: string | null;
  readonly city: string | null;
  readonly prerequisites: string | null;
  readonly url: string;
  readonly year: number;
}

/** Length, schedule and prerequisites that colleges publish on their pages, laid over the Kansas programs they belong to. */
export function importProgramFacts(path: string, into: string, _deps: ImportDeps = {}): ImportResult {
  const read = readRecords(path, "ks_program_facts.jsonl", ["provider", "unitid", "source_url", "source_year"]);
  if (!read.ok) return read;
  const programs = loadTable(into, "programs");
  const ours = programs.filter((p) => p.dataSource === kansasSource);
  if (ours.length === 0)
    return broken(
      "missing-rows",
      read.value.file,
      `${into} has no Kansas programs yet. Run “catalog import kansas-programs” first.`,
    );
  const { facts, rejects, rejected, old } = readFacts(read.value.records, read.value.file);
  const sources = new Map<string, Source>();
  const updated = ours.map((p) =>
    withFacts(
      p,
      facts.filter((f) => belongs(f, p, ours)),
      sources,
    ),
  );
  const changed = updated.filter((p, i) => p !== ours[i]).length;
  const notes = [
    `${changed} programs got facts from ${sources.size} public pages.`,
    `${old} facts from before ${oldestYear} or without a year, a field or anything to say were passed over.`,
  ];
  const outcome = { kind: "program-facts", accepted: facts.length, rejected, rejects, notes };
  return ok(finish(into, outcome, { programs: updated, sources: [...sources.values()] }));
}

function readFacts(
  records: readonly JsonRecord[],
  file: string,
): { facts: Fact[]; rejects: Reject[]; rejected: number; old: number } {
  const facts: Fact[] = [];
  const rejects: Reject[] = [];
  let [rejected, old] = [0, 0];
  for (const { row, values } of records) {
    const cells = new Cells(file, row, values);
    const fact = readFact(cells);
    rejects.push(...cells.problems);
    if (cells.problems.length > 0) rejected++;
    else if (fact === null) old++;
    else facts.push(fact);
  }
  return { facts, rejects, rejected, old };
}

function readFact(cells: Cells): Fact | null {
  const year = cells.whole("source_year", { min: 1990, max: 2100 });
  const cip = cells.match("cip", /^\d{2}\.\d{4}$/, "not a CIP code like 51.3901");
  const months = cells.number("months", { min: 0, max: 120, reason: "above 10 years" });
  const weeks =
    cells.whole("weeks", { min: 0, max: 520, reason: "above 520 weeks" }) ??
    (months === null ? null : Math.round((months * 52) / 12));
  const credential = cells.text("credential", 200);
  const fact = {
    providerId: partnerIdOf(cells.required("unitid")),
    provider: cells.required("provider", 200),
    award: awardOf(credential),
    weeks,
    schedule: cells.text("schedule", 400),
    city: cells.text("city", 80),
    prerequisites: cells.text("prerequisites", 2000),
    url: cells.webAddress("source_url") ?? "",
  };
  const says = fact.weeks !== null || fact.schedule !== null || fact.prerequisites !== null;
  return year === null || cip === null || year < oldestYear || !says ? null : { ...fact, cip, year };
}

// Kansas colleges: Certificate A 16-29 credit hours, B 30-44, C 45-59 (Kansas Board of Regents), which IPEDS counts by time.
function awardOf(credential: string | null): AwardLevel | null {
  if (credential === null) return null;
  if (/^(AAS|AA|AS)$/.test(credential)) return "associate";
  if (/Certificate A$/.test(credential)) return "12-weeks-to-1-year";
  return /Certificate [BC]$/.test(credential) ? "1-to-2-years" : null;
}

/** A fact without an award level belongs to the field's only certificate; a schedule for the whole field to each program. */
function belongs(fact: Fact, program: Program, all: readonly Program[]): boolean {
  if (fact.providerId !== program.providerId || fact.cip !== program.cip || program.awardLevel === "bachelor") return false;
  if (fact.award !== null) return fact.award === program.awardLevel;
  if (fact.weeks === null && fact.prerequisites === null) return true;
  if (program.awardLevel === "associate") return false;
  return all.filter((p) => p.providerId === fact.providerId && p.cip === fact.cip && p.awardLevel !== "associate").length === 1;
}

function withFacts(program: Program, facts: readonly Fact[], sources: Map<string, Source>): Program {
  const newest = [...facts].sort((a, b) => b.year - a.year)[0];
  if (newest === undefined) return program;
  // Two variants (full-time, part-time) that differ: which one this row is nobody says.
  const agreed = <K extends keyof Fact>(key: K): Fact[K] | null =>
    new Set(facts.map((f) => f[key])).size === 1 ? newest[key] : null;
  const weeks = agreed("weeks");
  const schedules = [...new Set(facts.map(scheduleOf).filter((s) => s !== null))].join(". Or: ").slice(0, 400);
  const prerequisites = agreed("prerequisites");
  const source = sourceOf(newest);
  sources.set(source.id, source);
  const evidence = { source: source.id, asOf: `${newest.year}-01-01` as IsoDate, basis: "program" as const };
  return {
    ...program,
    durationWeeks: weeks as Program["durationWeeks"],
    scheduleType: /^full-time/i.test(agreed("schedule") ?? "") ? "full-time" : program.scheduleType,
    scheduleDetails: schedules === "" ? program.scheduleDetails : schedules,
    prerequisites: {
      ...program.prerequisites,
      education: /high.school/i.test(prerequisites ?? "") ? "high-school" : program.prerequisites.education,
      experience: prerequisites ?? program.prerequisites.experience,
    },
    evidence: {
      ...program.evidence,
      ...(weeks === null ? {} : { length: evidence }),
      ...(schedules === "" ? {} : { schedule: evidence }),
    },
  };
}

/** The schedule with the year it was published for and, where it is not the main campus, the town. */
const scheduleOf = (fact: Fact): string | null =>
  fact.schedule === null ? null : `${fact.schedule}${fact.city === null ? "" : ` (${fact.city})`}, as published ${fact.year}`;

function sourceOf(fact: Fact): Source {
  return {
    id: `page:${slug(fact.url.replace(/^https?:\/\/(www\.)?/, ""))}` as SourceId,
    title: `Page of ${new URL(fact.url).hostname} on ${fact.provider}`,
    publisher: new URL(fact.url).hostname,
    url: fact.url,
    licence: "Facts gathered from a public page.",
    published: `${fact.year}-01-01` as IsoDate,
    limitDays: limitDays.listing,
    sample: false,
  };
}
