import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { IsoDate } from "@pathwayks/contracts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeStarter } from "../../../server/starter/make.ts";
import type { ImportReport, Reject } from "../../../server/src/import/report.ts";
import { importKansas, importNewJersey } from "../../../server/src/import/release.ts";
import { loadTable, schemas, serialize, tableNames, type Rows } from "../../../server/src/import/rows.ts";

const shared = resolve(process.env["PATHWAYKS_SHARED"] ?? "../shared");
const absent = !existsSync(join(shared, "data"));
if (absent) process.stdout.write(`skipped: the public data is not at ${shared}\n`);

const work = mkdtempSync(join(tmpdir(), "real-"));
afterAll(() => rmSync(work, { recursive: true, force: true }));

const rejectsOf = (into: string, kind: string): Reject[] =>
  readFileSync(join(into, `rejects-${kind}.ndjson`), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Reject);
const counts = (reports: readonly ImportReport[]): Record<string, readonly [number, number]> =>
  Object.fromEntries(reports.map((r) => [r.kind, [r.accepted, r.rejected] as const]));

/** Every row is one of the contracts, and every source and provider it names is there. */
function sound(into: string): void {
  const sources = new Set<string>(loadTable(into, "sources").map((s) => s.id));
  const partners = new Set<string>(loadTable(into, "partners").map((p) => p.id));
  for (const name of tableNames) {
    const bad = loadTable(into, name)
      .map((row) => schemas[name].safeParse(row))
      .filter((r) => !r.success);
    expect([name, bad.length]).toEqual([name, 0]);
  }
  const rows = [
    ...loadTable(into, "programs"),
    ...loadTable(into, "jobs"),
    ...loadTable(into, "partners"),
    ...loadTable(into, "occupations"),
  ];
  const named = new Set(rows.flatMap((row) => Object.values(row.evidence).map((e) => e.source as string)));
  expect([...named].filter((id) => !sources.has(id))).toEqual([]);
  expect(loadTable(into, "programs").filter((p) => !partners.has(p.providerId))).toEqual([]);
  expect(loadTable(into, "jobs").filter((j) => !partners.has(j.employerId))).toEqual([]);
}

describe.skipIf(absent)("Kansas", () => {
  const into = join(work, "kansas");
  let reports: ImportReport[] = [];
  beforeAll(() => void (reports = importKansas(shared, into)), 60_000);

  test("takes every row that can be taken", () => {
    expect(counts(reports)).toEqual({
      onet: [798, 0],
      wages: [830, 0],
      crosswalk: [6093, 0],
      places: [862, 0],
      centers: [8, 0],
      "kansas-programs": [4059, 0],
      "program-facts": [14, 0],
      postings: [327, 2],
    });
    sound(into);
  });
  test("says how 923 occupations with interests become the rows by SOC", () => {
    expect(reports[0]?.notes[0]).toBe("923 of 1016 O*NET-SOC codes have interests; by six-digit SOC they are 798 occupations.");
    const occupations = loadTable(into, "occupations");
    expect([occupations.length, occupations.filter((o) => o.interests === null).length]).toEqual([798, 0]);
  });
  test("rejects the two postings with impossible pay, and nothing else", () => {
    expect(rejectsOf(into, "postings").map(({ field, reason, value }) => [field, reason, value])).toEqual([
      ["salary_min", "a year of it would be outside $8,000 to $1,500,000", "15 per year"],
      ["salary_max", "a year of it would be outside $8,000 to $1,500,000", "16.79 per year"],
      ["salary_min", "a year of it would be outside $8,000 to $1,500,000", "85 per year"],
    ]);
  });
  test("an occupation's ratings are O*NET's, and those of a relative are named as that", () => {
    const occupations = new Map(loadTable(into, "occupations").map((o) => [o.soc as string, o]));
    expect(occupations.get("11-1011")).toMatchObject({
      interests: [1.3, 3.24, 2.08, 3.52, 6.88, 5],
      jobZone: 5,
      onetCode: "11-1011.00",
    });
    expect(occupations.get("11-1011")?.skills?.[0]).toEqual([4.12, 4.62]);
    expect(occupations.get("31-1121")).toMatchObject({
      wages: { median: expect.any(Number) },
      evidence: { wages: { sharedBy: 2 } },
    });
    for (const o of occupations.values()) {
      expect(o.skills === null).toBe(o.skillsFrom !== null);
      if (o.skillsFrom !== null) expect(occupations.get(o.skillsFrom)?.skills).not.toBeNull();
    }
  });
  test("earnings are the program's own only where nobody shares the pooled value", () => {
    const programs = loadTable(into, "programs");
    const basis = (b: string) => programs.filter((p) => p.evidence.earnings?.basis === b);
    expect([basis("program").length, basis("related-programs").length]).toEqual([408, 458]);
    expect(basis("related-programs").every((p) => (p.evidence.earnings?.sharedBy ?? 0) > 1)).toBe(true);
    expect(programs.every((p) => (p.outcomes.medianStartingSalary === null) === (p.evidence.earnings === undefined))).toBe(true);
  });
  test("what is not published stays so", () => {
    const programs = loadTable(into, "programs");
    expect(programs.every((p) => p.cost.total === null && p.outcomes.historicalCompletionRate === null)).toBe(true);
    expect(programs.filter((p) => p.durationWeeks !== null).every((p) => p.evidence.length?.source.startsWith("page:"))).toBe(
      true,
    );
  });
  test("the closed center is not open", () =>
    expect(loadTable(into, "partners").find((p) => p.id === "center:paola-workforce-center")?.status).toBe("closed"));
  test("the committed starter is, byte for byte, what its script makes of these rows", () => {
    const all = Object.fromEntries(tableNames.map((name) => [name, loadTable(into, name)])) as unknown as Rows;
    const made = makeStarter(all, "2026-11-23" as IsoDate);
    const committed = (name: string) => readFileSync(new URL(`../../../server/starter/${name}.ndjson`, import.meta.url), "utf8");
    expect(tableNames.filter((name) => serialize(name, made[name]) !== committed(name))).toEqual([]);
  });
});

describe.skipIf(absent)("New Jersey", () => {
  const into = join(work, "jersey");
  let reports: ImportReport[] = [];
  beforeAll(() => void (reports = importNewJersey(shared, into)), 60_000);

  test("takes every row but the absurd ones", () => {
    expect(counts(reports)).toEqual({
      onet: [798, 0],
      wages: [830, 0],
      crosswalk: [6093, 0],
      "nj-programs": [1465, 1],
      "postings-all": [4976, 24],
    });
    sound(into);
  });
  test("the course for 41,984,198 dollars is the one program that is rejected", () => {
    expect(rejectsOf(into, "nj-programs")).toEqual([
      { file: "nj_programs.jsonl.gz", row: expect.any(Number), field: "totalcost", reason: "above $250,000", value: "41984198" },
    ]);
  });
  test("placement is people of people, and shared records say so", () => {
    const programs = loadTable(into, "programs");
    const dental = programs.find((p) => p.id === "nj-174:253");
    expect(dental?.outcomes).toMatchObject({
      historicalPlacementRate: { k: 266, n: 299 },
      historicalCompletionRate: null,
      medianStartingSalary: 2_309_400,
      completers: 299,
    });
    expect(programs.filter((p) => p.outcomes.historicalPlacementRate !== null).length).toBe(389);
    expect(
      programs
        .filter((p) => p.evidence.placement?.basis === "related-programs")
        .every((p) => (p.evidence.placement?.sharedBy ?? 0) > 1),
    ).toBe(true);
  });
  test("no program pretends to be in Kansas", () =>
    expect(loadTable(into, "programs").every((p) => p.location.countyFips === null)).toBe(true));
});
