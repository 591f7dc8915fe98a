import type { IsoDate } from "@pathwayks/contracts";
import { describe, expect, test } from "vitest";
import { generateRows } from "./generate.ts";
import { mutateDay } from "./mutate.ts";
import { schemas, serialize, tableNames } from "./rows.ts";
import { refreshSampleJobs } from "./sample-dates.ts";

const today = "2026-11-23" as IsoDate;
const rows = generateRows({ programs: 200, jobs: 1000, seed: 5 });

describe("a generated catalog", () => {
  test("has the size asked for, and every row is one of the contracts", () => {
    expect([rows.programs.length, rows.jobs.length, rows.occupations.length]).toEqual([200, 1000, 250]);
    for (const name of tableNames) for (const row of rows[name]) expect(schemas[name].safeParse(row).success).toBe(true);
  });
  test("is sample through and through", () => {
    for (const row of [...rows.programs, ...rows.jobs, ...rows.partners])
      expect([row.sample, row.evidence.listing?.basis]).toEqual([true, "sample"]);
  });
  test("is the same for the same seed and another for another", () => {
    expect(serialize("jobs", generateRows({ programs: 200, jobs: 1000, seed: 5 }).jobs)).toBe(serialize("jobs", rows.jobs));
    expect(serialize("jobs", generateRows({ programs: 200, jobs: 1000, seed: 6 }).jobs)).not.toBe(serialize("jobs", rows.jobs));
  });
});

describe("a day's changes", () => {
  const open = rows.jobs.filter((job) => job.expirationDate >= today).length;
  const day = mutateDay(rows, 9, today);

  test("are 3 % new, 3 % gone, 0.5 % edited of the open jobs, and 5 programs", () => {
    const { newJobs, goneJobs, editedJobs, programs } = day.changed;
    expect([newJobs.length, goneJobs.length, editedJobs.length, programs.length]).toEqual([
      Math.round(open * 0.03),
      Math.round(open * 0.03),
      Math.round(open * 0.005),
      5,
    ]);
    expect(day.rows.jobs.length).toBe(rows.jobs.length);
  });
  test("are exactly what differs between the two catalogs", () => {
    const before = new Map(rows.jobs.map((job) => [job.id, JSON.stringify(job)]));
    const differing = day.rows.jobs
      .filter((job) => before.get(job.id) !== JSON.stringify(job))
      .map((job) => job.id)
      .sort();
    expect(differing).toEqual([...day.changed.newJobs, ...day.changed.editedJobs].map((job) => job.id).sort());
    expect(
      rows.jobs
        .filter((job) => !day.rows.jobs.some((j) => j.id === job.id))
        .map((job) => job.id)
        .sort(),
    ).toEqual([...day.changed.goneJobs].sort());
    const programs = new Map(rows.programs.map((p) => [p.id, JSON.stringify(p)]));
    expect(day.rows.programs.filter((p) => programs.get(p.id) !== JSON.stringify(p)).length).toBe(5);
  });
  test("are the same for the same seed", () => expect(mutateDay(rows, 9, today)).toEqual(day));
});

describe("sample jobs keep up with the calendar", () => {
  const later = "2027-12-01" as IsoDate;
  test("a year on, as many are open as on the day they were made for", () => {
    const open = (jobs: readonly { readonly expirationDate: string }[], day: string) =>
      jobs.filter((job) => job.expirationDate >= day).length;
    const moved = refreshSampleJobs(rows.jobs, later);
    expect(open(moved, later)).toBeGreaterThanOrEqual(open(rows.jobs, today) * 0.9);
    expect(moved.every((job) => job.postedDate <= later)).toBe(true);
    expect(refreshSampleJobs(moved, later)).toEqual(moved);
  });
  test("real jobs keep their dates, and nothing moves back", () => {
    const real = rows.jobs.map((job) => ({ ...job, sample: false }));
    expect(refreshSampleJobs(real, later)).toEqual(real);
    expect(refreshSampleJobs(rows.jobs, "2025-01-01" as IsoDate)).toEqual(rows.jobs);
  });
});
