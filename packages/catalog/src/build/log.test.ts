import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Job, Program } from "@pathwayks/contracts";
import { civilDate, dayNumber } from "@pathwayks/contracts";
import { openCatalog } from "../open/open.ts";
import { readJob } from "../read/job.ts";
import { readPartner } from "../read/partner.ts";
import { readProgram } from "../read/program.ts";
import { aJob, aPartner, aProgram } from "../testing/rows.ts";
import { opened, releaseOf } from "../testing/view.ts";
import type { CatalogView } from "../view.ts";
import { logLimits } from "./log.ts";
import type { Release } from "./release.ts";

const monday = dayNumber("2026-11-23");
const at = (day: number) => `${civilDate(monday + day)}T08:00:00Z`;
const job = (n: number, version: number, region: string, days: number): Job => aJob({
  id: `sample:${String(n)}`, title: { en: `Welder ${String(version)}` }, region, postedDate: civilDate(monday - (n % 20)),
  expirationDate: civilDate(monday + days),
});
const program = (n: number, version: number): Program =>
  aProgram({ id: `p:${String(n).padStart(3, "0")}`, name: { en: `Welding ${String(version)}` } });

/** What a person sees on a day, without what only the release says. */
const seen = (view: CatalogView, day: number) => ({
  programs: Array.from({ length: view.programs.count }, (_, row) => ({ ...readProgram(view, row), lastSynced: "" })),
  partners: Array.from({ length: view.partners.count }, (_, row) => readPartner(view, row)),
  jobs: [...view.jobs.live].filter((row) => (view.jobs.expires[row] ?? 0) >= monday + day)
    .map((row) => ({ ...readJob(view, row), lastSynced: "" })).sort((a, b) => (a.id < b.id ? -1 : 1)),
});

/** Each day: some numbers get a new version, some go; a job may move to another region. */
const someDay = fc.record({
  jobs: fc.array(fc.record({
    n: fc.nat(30), version: fc.nat(3), region: fc.constantFrom("area-1", "area-4", "online"),
    days: fc.integer({ min: 0, max: 40 }), gone: fc.boolean(),
  }), { maxLength: 12 }),
  programs: fc.array(fc.record({ n: fc.nat(40), version: fc.nat(3), gone: fc.boolean() }), { maxLength: 10 }),
  skip: fc.integer({ min: 1, max: 5 }),
});

type Day = typeof someDay extends fc.Arbitrary<infer D> ? D : never;

function replay(days: readonly Day[], visit: (release: Release, rows: { jobs: Job[]; programs: Program[] },
  day: number) => void): void {
  const jobs = new Map<number, Job>(), programs = new Map<number, Program>();
  let prev: Release | null = null, day = 0;
  for (const change of days) {
    day += change.skip;
    for (const c of change.jobs) if (c.gone) jobs.delete(c.n); else jobs.set(c.n, job(c.n, c.version, c.region, c.days));
    for (const c of change.programs) if (c.gone) programs.delete(c.n); else programs.set(c.n, program(c.n, c.version));
    const rows = { jobs: [...jobs.values()], programs: [...programs.values()] };
    prev = releaseOf({ ...rows, partners: [aPartner()] }, { createdAt: at(day), prev });
    visit(prev, rows, day);
  }
}

describe("a log of parts", () => {
  test("shows each day just what a release built from nothing shows", () => {
    fc.assert(fc.property(fc.array(someDay, { minLength: 2, maxLength: 14 }), (days) => {
      replay(days, (release, rows, day) => {
        const fresh = releaseOf({ ...rows, partners: [aPartner()] }, { createdAt: at(day) });
        expect(seen(opened(release), day)).toEqual(seen(opened(fresh), day));
      });
    }), { numRuns: 25 });
  });

  test("shows a device with one region just that region's jobs, also when a job moved", () => {
    fc.assert(fc.property(fc.array(someDay, { minLength: 2, maxLength: 10 }), fc.constantFrom("area-1", "area-4"),
      (days, region) => {
      replay(days, (release, rows, day) => {
        const chunks = new Map([...release.chunks].filter(([hash]) =>
          release.manifest.chunks.some((c) => c.hash === hash && (c.region === undefined || c.region === region))));
        const view = openCatalog(release.manifest, chunks);
        if (!view.ok) throw new Error(JSON.stringify(view.error));
        const stands = (j: Job) => j.region === region && dayNumber(j.expirationDate) >= monday + day;
        const expected = rows.jobs.filter(stands).map((j) => j.id).sort();
        expect(seen(view.value, day).jobs.map((j) => j.id)).toEqual(expected);
      });
    }), { numRuns: 25 });
  });

  test("costs nothing when nothing changed but dates of change", () => {
    const rows = { jobs: [job(1, 1, "area-4", 30)], programs: [program(1, 1)], partners: [aPartner()] };
    const first = releaseOf(rows, { createdAt: at(0) });
    const touched = {
      jobs: rows.jobs.map((j) => ({ ...j, updatedAt: j.updatedAt.replace("2026", "2027") as Job["updatedAt"] })),
      programs: rows.programs.map((p) => ({ ...p, updatedAt: p.updatedAt.replace("2026", "2027") as Program["updatedAt"] })),
      partners: rows.partners,
    };
    const second = releaseOf(touched, { createdAt: at(1), prev: first });
    expect(second.manifest.chunks).toEqual(first.manifest.chunks);
  });

  test("a job that runs out leaves no trace in the next release", () => {
    const rows = [job(1, 1, "area-4", 2), job(2, 1, "area-4", 30), job(3, 1, "area-4", 30)];
    const first = releaseOf({ jobs: rows }, { createdAt: at(0) });
    const second = releaseOf({ jobs: rows }, { createdAt: at(3), prev: first });
    expect(second.manifest.chunks).toEqual(first.manifest.chunks);
    expect([...opened(second).jobs.expires].filter((e) => e >= monday + 3)).toHaveLength(2);
  });

  test("half a surrogate pair does not look changed every day", () => {
    const rows = { jobs: [aJob({ title: { en: "Welder \ud83d" } })] };
    const first = releaseOf(rows, { createdAt: at(0) });
    expect(releaseOf(rows, { createdAt: at(1), prev: first }).manifest.chunks).toEqual(first.manifest.chunks);
  });

  test("a worn part is given up and what stands in it written anew, where a day's changes allow as much again", () => {
    const jobs = (from: number, to: number) => Array.from({ length: to - from },
      (_, n) => aJob({ id: `sample:${String(from + n)}`, postedDate: civilDate(monday) }));
    const first = releaseOf({ jobs: jobs(0, 40) }, { createdAt: at(0) });
    const part = first.manifest.chunks.find((c) => c.kind === "jobs")?.id;
    const after = (prev: Release, rows: Job[]) => releaseOf({ jobs: rows }, { createdAt: at(1), prev }).manifest.chunks;
    const kept = (rows: Job[]) => after(first, rows).some((c) => c.id === part);
    const half = 40 * logLimits.liveShare;
    expect([kept(jobs(0, half)), kept(jobs(0, half - 1)), kept([])]).toEqual([true, false, false]);
    const large = releaseOf({ jobs: jobs(0, 400) }, { createdAt: at(0) });
    const base = large.manifest.chunks.find((c) => c.kind === "jobs")?.id;
    // 150 of 400 rows stand: too many to write anew beside ten new ones, few enough beside a thousand.
    const stays = (rows: Job[]) => after(large, rows).some((c) => c.id === base);
    expect([stays(jobs(250, 410)), stays(jobs(250, 1400))]).toEqual([true, false]);
  });
});
