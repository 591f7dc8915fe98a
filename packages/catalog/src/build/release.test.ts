import { describe, expect, test } from "vitest";
import type { CatalogRows } from "./rows.ts";
import { noRows } from "./rows.ts";
import { buildRelease } from "./release.ts";
import { aCounty, aJob, anOccupation, aPartner, aProgram, aSource } from "../testing/rows.ts";
import { testInstant } from "../testing/view.ts";

const range = (n: number) => Array.from({ length: n }, (_, i) => i);

const rows: CatalogRows = {
  ...noRows,
  sources: [aSource(), aSource({ id: "other-source" })],
  counties: range(5).map((i) => aCounty({ fips: String(20_001 + i * 2) })),
  occupations: range(300).map((i) => anOccupation({
    soc: `51-${String(4000 + i)}`, title: { en: `Maker ${String(i)} of things` }, altTitles: [`Thing ${String(i)} maker`],
    outlook: { employment: 1000 + i, annualOpenings: 10, growthRate: 0.01 },
  })),
  crosswalk: range(300).map((i) => ({ cip: "48.0508", soc: `51-${String(4000 + i)}` })),
  partners: range(400).map((i) => aPartner({ id: `partner-${String(i)}` })),
  programs: range(400).map((i) => aProgram({
    id: `p:${String(i)}`, name: { en: `Maker ${String(i % 7)} training` },
    outcomes: {
      credential: null, historicalCompletionRate: { k: 10 + (i % 20), n: 40 }, historicalPlacementRate: null,
      averageTimeToEmploymentDays: null,
      medianStartingSalary: null, completers: null,
    },
  })),
  jobs: range(1500).map((i) => aJob({ id: `sample:${String(i)}`, title: { en: `Thing ${String(i % 300)} maker` } })),
};

/** The same rows in an order that depends on the seed alone. */
const shuffled = (seed: number): CatalogRows => {
  const mix = <T>(list: readonly T[]) =>
    list.map((row, i) => ({ row, at: Math.imul(i + 1, seed) >>> 0 })).sort((a, b) => a.at - b.at).map((x) => x.row);
  return {
    sources: mix(rows.sources), counties: mix(rows.counties), zips: mix(rows.zips), occupations: mix(rows.occupations),
    crosswalk: mix(rows.crosswalk), partners: mix(rows.partners), programs: mix(rows.programs), jobs: mix(rows.jobs),
  };
};

describe("a build", () => {
  const release = buildRelease({ rows, createdAt: testInstant });

  test("gives the same bytes for the same rows, in whatever order", () => {
    for (const again of [rows, shuffled(0x9e3779b1), shuffled(0x85ebca77)]) {
      const other = buildRelease({ rows: again, createdAt: testInstant });
      expect(other.manifestHash).toBe(release.manifestHash);
      expect([...other.chunks.keys()].sort()).toEqual([...release.chunks.keys()].sort());
    }
  });

  test("gives the same bytes on top of an earlier release, too", () => {
    const jobs = rows.jobs.slice(10).concat(aJob({ id: "sample:new" }));
    const next = (order: CatalogRows) =>
      buildRelease({ rows: { ...order, jobs: [...jobs].reverse() }, prev: release, createdAt: "2026-11-24T08:00:00Z" });
    expect(next(shuffled(0x27d4eb2f)).manifestHash).toBe(next(rows).manifestHash);
  });

  test("numbers its releases and names the one before", () => {
    const next = buildRelease({ rows, prev: release, createdAt: "2026-11-24T08:00:00Z" });
    expect([release.manifest.version, release.manifest.prev]).toEqual([1, null]);
    expect([next.manifest.version, next.manifest.prev]).toEqual([2, release.manifestHash]);
  });

  test("carries every row and one manifest entry for every chunk", () => {
    const count = (kind: string) => release.manifest.chunks.reduce((sum, c) => sum + (c.kind === kind ? c.count : 0), 0);
    expect(["programs", "jobs", "partners", "occupations", "titles"].map(count)).toEqual([400, 1500, 400, 300, 300]);
    expect(new Set(release.manifest.chunks.map((c) => c.id)).size).toBe(release.manifest.chunks.length);
    expect(release.manifest.chunks.every((c) => release.chunks.get(c.hash)?.length === c.size)).toBe(true);
  });

  test("an edited occupation changes the chunk it is in and no other of its kind", () => {
    const occupations = rows.occupations.map((o, i) => (i === 150 ? { ...o, description: "Makes things." } : o));
    const next = buildRelease({ rows: { ...rows, occupations }, createdAt: testInstant });
    const before = new Set(release.manifest.chunks.map((c) => c.hash));
    expect(next.manifest.chunks.filter((c) => !before.has(c.hash)).map((c) => c.kind)).toEqual(["occupations"]);
  });
});
