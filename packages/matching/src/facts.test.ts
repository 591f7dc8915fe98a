import { describe, expect, it } from "vitest";
import { aCounty, aJob, anOccupation, aPartner, aProgram, viewOf } from "@pathwayks/catalog/testing";
import type { IsoDate, RankedPathway } from "@pathwayks/contracts";
import { createRanker } from "./ranker.ts";
import { aPerson } from "./testing/person.ts";

const today = "2026-11-23" as IsoDate;
const id = "sample-college:welding~51-4121";
const source = { source: "sample-data", asOf: "2026-11-01", basis: "program" };
const spot = (longitude: number) => ({ countyFips: "20173", county: "Sedgwick", city: "Wichita", address: null, coordinates: { latitude: 37.6852, longitude } });

interface World {
  readonly programs?: readonly Parameters<typeof aProgram>[0][];
  readonly occupation?: Parameters<typeof anOccupation>[0];
  readonly partner?: Parameters<typeof aPartner>[0];
  readonly jobs?: readonly Parameters<typeof aJob>[0][];
}

const ranker = ({ programs = [{}], occupation = {}, partner = {}, jobs = [] }: World, day: IsoDate = today) =>
  createRanker(
    viewOf({
      programs: programs.map(aProgram), occupations: [anOccupation(occupation)], partners: [aPartner(partner)], counties: [aCounty()],
      jobs: jobs.map((over, i) => aJob({ id: `sample:${i}`, soc: "51-4121", ...over })), crosswalk: [{ cip: "48.0508", soc: "51-4121" }],
    }),
    day,
  );
const someone = { location: { zip: null, countyFips: "20173" }, educationLevel: "high-school", transportationAccess: "car", age: 30 };
function explained(world: World, person: object = {}, pathway = id, day: IsoDate = today): RankedPathway {
  const found = ranker(world, day).explain(aPerson({ ...someone, ...person }), pathway);
  if (found === null) throw new Error("no such pathway");
  return found;
}

const rates = (k: number, n: number) => ({
  outcomes: {
    credential: null, historicalCompletionRate: { k, n }, historicalPlacementRate: null, averageTimeToEmploymentDays: null, medianStartingSalary: null, completers: null,
  },
  evidence: { listing: source, completion: source },
});
const school = (over: object) => ({
  institution: {
    ipedsUnitId: 1, sector: "public", tuitionAndFeesPerYear: null, netPricePerYear: null, completionRate: null, completionShare: null, medianEarnings10Years: null,
    aidUrl: null, applyUrl: null, netPriceCalculatorUrl: null, ...over,
  },
});

describe("chances", () => {
  it("shows nothing below ten people, and says how many there were", () => {
    expect(explained({ programs: [rates(9, 9)] }).completion).toEqual({ kind: "not-enough-data", n: 9 });
    expect(explained({}).completion).toEqual({ kind: "not-enough-data", n: null });
  });

  it("shows a shrunk rate with its interval, its people and its source", () => {
    const { completion } = explained({ programs: [rates(20, 20)] });
    expect(completion).toMatchObject({ kind: "rate", n: 20, basis: "program", fact: { source: "sample-data", asOf: "2026-11-01" } });
    if (completion.kind !== "rate") throw new Error("silent");
    expect(completion.mean).toBeLessThan(1);
    expect(completion.low).toBeLessThan(completion.mean);
    expect(completion.high).toBeGreaterThanOrEqual(completion.mean);
    expect(Number.isInteger(Math.round(completion.low * 1e6) / 1e4)).toBe(true);
  });

  it("names the institution where only the institution publishes, and keeps a bare share silent", () => {
    expect(explained({ partner: school({ completionRate: { k: 60, n: 100 } }) }).completion).toMatchObject({ kind: "rate", basis: "institution", n: 100, mean: 0.598 });
    expect(explained({ partner: school({ completionShare: 0.6 }) }).completion).toEqual({ kind: "not-enough-data", n: null });
  });
});

describe("cost", () => {
  const price = (over: object) => ({ cost: { currency: "USD", tuition: null, fees: null, books: null, total: null, financialAidAvailable: null, wichitaPromiseEligible: null, ...over } });

  it("is the program's own where published, with the aid that it declares", () => {
    const { cost } = explained({ programs: [price({ tuition: 300_000, fees: 20_000, books: 50_000, financialAidAvailable: true, wichitaPromiseEligible: true })] });
    expect(cost).toMatchObject({ basis: "program", outOfPocket: { min: 50_000, max: 370_000 }, aidDeclared: ["federal-aid", "wichita-promise"] });
    expect(cost.parts.map((part) => part.part)).toEqual(["tuition", "fees", "books"]);
  });

  it("is the institution's over the band where it is not, named as that and never a fail", () => {
    const found = explained({ partner: school({ tuitionAndFeesPerYear: 520_000 }) }, { financialConstraints: 100_000 });
    expect(found.cost).toMatchObject({ basis: "institution", outOfPocket: { min: 120_000, max: 520_000 } });
    expect(found.unknownLimits).toContain("cost");
    expect(found.against.map((reason) => reason.kind)).toContain("over-estimate");
    expect(found.reasons.map((reason) => reason.kind)).not.toContain("over-estimate");
  });

  it("is silent where nobody publishes one, and nothing for a job taken now", () => {
    expect(explained({}).cost).toMatchObject({ basis: "not-published", outOfPocket: null });
    expect(explained({ jobs: [{ location: { ...spot(-97.4), remoteOption: null } }] }, {}, "direct~51-4121").cost).toMatchObject({ basis: "none", outOfPocket: { min: 0, max: 0 }, parts: [] });
  });

  it("puts the drive to class beside it", () => {
    const { parts } = explained({ programs: [{ location: { ...spot(-97.6), zip: null, onlineOption: null }, durationWeeks: 10 }] }).cost;
    expect(parts).toMatchObject([{ part: "travel", basis: "person" }]);
    expect(parts[0]!.amount.max).toBeGreaterThan(parts[0]!.amount.min);
  });
});

describe("weeks to the first paycheck", () => {
  it("adds wait, training and search, and names the widest", () => {
    const weeks = explained({ programs: [{ startDates: ["2026-12-07"], durationWeeks: 10 }] }).weeksToPaycheck;
    expect(weeks).toEqual({
      wait: { min: 2, max: 2 }, training: { min: 10, max: 10 }, search: { min: 3, max: 20 }, total: { min: 15, max: 32 }, widest: "search",
      basis: { wait: "published", training: "published", search: "openings-rate" },
    });
  });

  it("is a range by award where no length is published, and by half a term where no start is", () => {
    const weeks = explained({}).weeksToPaycheck;
    expect(weeks).toMatchObject({ wait: { min: 0, max: 8 }, training: { min: 12, max: 52 }, widest: "training", basis: { wait: "assumed", training: "award-band" } });
  });

  it("is not given where not even a band is known", () => {
    expect(explained({ programs: [{ awardLevel: "none" }] }).weeksToPaycheck).toBeNull();
  });
});

describe("jobs", () => {
  const near = { location: { ...spot(-97.4), remoteOption: false } };
  const far = { location: { ...spot(-101.5), remoteOption: false } };

  it("stand within reach first, and count only what is", () => {
    const found = explained({ jobs: [far, near, { location: { ...spot(-101.5), remoteOption: true } }] }, { maxTravelMinutes: 20 });
    expect(found.jobs.slice(0, 2).sort()).toEqual(["sample:1", "sample:2"]);
    expect(found.jobs).toHaveLength(3);
    expect(found.jobsWithinReach).toBe(2);
  });

  it("are gone the day after they expire", () => {
    const world = { jobs: [{ ...near, expirationDate: "2026-11-23" }] };
    expect(explained(world, {}, "direct~51-4121").jobs).toEqual(["sample:0"]);
    expect(ranker(world, "2026-11-24" as IsoDate).explain(aPerson(someone), "direct~51-4121")).toBeNull();
  });

  it("pay who starts without training from the lower quarter, and ask where that is below the floor", () => {
    const wages = { p10: null, p25: 3_000_000, median: 4_000_000, p75: 5_000_000, p90: null };
    const world = { occupation: { wages }, jobs: [{ location: { ...spot(-97.4), remoteOption: null } }] };
    const direct = (person: object) => explained(world, person, "direct~51-4121");
    const floor = { wageFloor: 3_500_000 };
    expect(direct({}).wage).toMatchObject({ start: 3_000_000, median: 4_000_000 });
    expect(explained(world, floor)).toMatchObject({ wage: { start: null }, unknownLimits: expect.not.arrayContaining(["wage"]) });
    expect(direct(floor)).toMatchObject({ unknownLimits: expect.arrayContaining(["wage"]), against: [{ kind: "wage", delta: 0, detail: { start: 3_000_000, floor: 3_500_000 } }, ...direct(floor).against.slice(1)] });
    const does = { ...floor, pastJobs: [{ soc: "51-4121", title: "welder", years: 3 }] };
    expect(direct(does)).toMatchObject({ wage: { start: null }, unknownLimits: expect.not.arrayContaining(["wage"]) });
    expect(direct({ wageFloor: 4_500_000 }).against[0]).toMatchObject({ kind: "wage", detail: { limit: "wage", fails: true } });
  });

  it("make a direct pathway only for who meets what they ask", () => {
    const asks = (requirements: object) => ({ jobs: [{ ...near, requirements: { education: "high-school", credentials: [], experienceYears: null, skills: [], ...requirements } }] });
    const direct = (world: World, person: object = {}) => ranker(world).explain(aPerson({ ...someone, ...person }), "direct~51-4121") !== null;
    expect(direct(asks({}))).toBe(true);
    expect(direct(asks({}), { educationLevel: "none" })).toBe(false);
    expect(direct(asks({ experienceYears: 2 }))).toBe(false);
    expect(direct(asks({ experienceYears: 2 }), { pastJobs: [{ soc: "51-4041", title: "machinist", years: 3 }] })).toBe(true);
    expect(direct(asks({ experienceYears: 2 }), { workExperienceYears: 9 })).toBe(false);
    expect(direct(asks({ credentials: ["AWS welder"] }))).toBe(false);
    expect(direct(asks({ credentials: ["AWS welder"] }), { credentials: [{ name: "Certified AWS welder", level: null }] })).toBe(true);
    expect(direct({ ...asks({}), occupation: { jobZone: 3 } })).toBe(false);
    expect(direct({ jobs: [{ ...asks({}).jobs[0], employmentType: "apprenticeship" }], occupation: { jobZone: 3 } })).toBe(true);
    expect(direct({ jobs: [far] })).toBe(false);
  });
});

describe("age of the facts", () => {
  it("takes more away each day, and asks to confirm past the limit", () => {
    const days = ["2026-11-23", "2027-02-01", "2027-10-31", "2027-11-05", "2028-06-01"] as IsoDate[];
    const seen = days.map((day) => explained({}, {}, id, day));
    for (let i = 1; i < seen.length; i++) expect(seen[i]!.fit).toBeLessThan(seen[i - 1]!.fit);
    expect(seen.map((one) => one.freshness.confirmFirst)).toEqual([false, false, false, true, true]);
    expect(seen[0]!.freshness.oldestDays).toBe(22);
  });
});
