import { statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { dayNumber } from "@pathwayks/contracts";
import { loadTable, schemas, tableNames, type Rows } from "../src/import/rows.ts";

const here = fileURLToPath(new URL(".", import.meta.url));
const rows = Object.fromEntries(tableNames.map((name) => [name, loadTable(here, name)])) as unknown as Rows;
const { programs, occupations, jobs, partners, counties } = rows;
/** The day that its sample jobs are made for. */
const starterDay = "2026-11-23";
const regionOf = new Map<string | null, string>(counties.map((c) => [c.fips, c.region]));

describe("the starter catalog", () => {
  test("is as big as promised, and no bigger than 2.5 MB", () => {
    expect([programs.length, occupations.length, jobs.length, counties.length]).toEqual([400, 250, 400, 105]);
    expect(tableNames.reduce((sum, name) => sum + statSync(join(here, `${name}.ndjson`)).size, 0)).toBeLessThan(2_500_000);
  });
  test("holds only rows of the contracts, whose sources and providers are there", () => {
    for (const name of tableNames)
      expect([name, rows[name].filter((row) => !schemas[name].safeParse(row).success).length]).toEqual([name, 0]);
    const sources = new Set(rows.sources.map((s) => s.id));
    const known = new Set<string>(partners.map((p) => p.id));
    for (const row of [...programs, ...jobs, ...partners, ...occupations])
      for (const e of Object.values(row.evidence)) expect(sources).toContain(e.source);
    expect([...programs.map((p) => p.providerId), ...jobs.map((j) => j.employerId)].filter((id) => !known.has(id))).toEqual([]);
  });
  test("has at least 60 fields, every award level below the bachelor's, and all five workforce areas", () => {
    expect(new Set(programs.map((p) => p.cip)).size).toBeGreaterThanOrEqual(60);
    expect([...new Set(programs.map((p) => p.awardLevel))].sort()).toEqual([
      "1-to-2-years",
      "12-weeks-to-1-year",
      "2-to-4-years",
      "associate",
      "under-12-weeks",
    ]);
    const areas = new Set(programs.map((p) => regionOf.get(p.location.countyFips)));
    for (const area of ["area-1", "area-2", "area-3", "area-4", "area-5"]) expect(areas).toContain(area);
  });
  test("names every program, occupation and sample job in both languages", () => {
    const nameless = [...programs.map((p) => p.name), ...occupations.map((o) => o.title), ...jobs.map((j) => j.title)].filter(
      (n) => !n.es,
    );
    expect(nameless).toEqual([]);
    expect(Math.max(...occupations.map((o) => o.altTitles.length))).toBeLessThanOrEqual(25);
  });
  test("doubts few of its facts, so that a doubt says something", () => {
    const limits = new Map(rows.sources.map((s) => [s.id, s.limitDays]));
    const doubted = (row: { evidence: (typeof programs)[number]["evidence"] }): boolean =>
      Object.values(row.evidence).some((e) => dayNumber(starterDay) - dayNumber(e.asOf) > (limits.get(e.source) ?? 0));
    for (const table of [programs, occupations, jobs]) expect(table.filter(doubted).length).toBeLessThan(0.1 * table.length);
    expect(programs.filter(doubted).length).toBeGreaterThan(0);
  });
  test("invents no opening at a real employer", () => {
    const real = new Set<string>(partners.filter((p) => !p.sample).map((p) => p.id));
    expect(
      jobs.every(
        (j) =>
          j.sample &&
          j.evidence.listing?.basis === "sample" &&
          !real.has(j.employerId) &&
          j.employerName.startsWith("Sample Employer "),
      ),
    ).toBe(true);
    expect(programs.some((p) => p.sample)).toBe(false);
  });
  test("cites a law's own page for every rule", () => {
    const titles = new Set(rows.sources.map((s) => s.title));
    const rules = occupations.flatMap((o) => o.rules);
    expect(rules.length).toBeGreaterThan(0);
    expect(rules.filter((rule) => !titles.has(rule.law))).toEqual([]);
  });
});
