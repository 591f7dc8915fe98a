import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { viewOf } from "@pathwayks/catalog/testing";
import { emptyProfile, rankResult, seekerProfile } from "@pathwayks/contracts";
import type { IsoDate, SeekerProfile } from "@pathwayks/contracts";
import { createRanker } from "./ranker.ts";
import { people } from "./testing/people.ts";
import { aPerson } from "./testing/person.ts";
import { starterDay, starterView } from "./testing/starter.ts";

const view = starterView();
const ranker = createRanker(view, starterDay);

const profiles: fc.Arbitrary<SeekerProfile> = fc
  .record({
    seed: fc.nat(1e6),
    interests: fc.option(fc.array(fc.double({ min: 0, max: 40, noNaN: true }), { minLength: 6, maxLength: 6 })),
    financialConstraints: fc.option(fc.nat(2_000_000_000)), maxTravelMinutes: fc.option(fc.nat(1440)), maxWeeks: fc.option(fc.nat(520)),
    timeAvailability: fc.option(fc.double({ min: 0, max: 168, noNaN: true })), wageFloor: fc.option(fc.nat(2_000_000_000)), age: fc.option(fc.integer({ min: 14, max: 120 })),
  })
  .map(({ seed, ...over }) => seekerProfile.parse({ ...people(seed, 1, view)[0], ...over }));

describe("bad input", () => {
  it("ranks whoever answered nothing, and says what it does not know", () => {
    const result = ranker.rank(emptyProfile);
    expect(result.pathways).toHaveLength(5);
    expect(result.notes).toEqual(expect.arrayContaining(["interests-missing", "skills-missing", "place-missing"]));
    expect(result.removed).toEqual([]);
  });

  it("gives a flat profile no interest weight, and says so", () => {
    const result = ranker.rank(aPerson({ interests: [20, 20, 20, 20, 20, 20], educationLevel: "high-school" }));
    expect(result.notes).toContain("interests-flat");
    for (const { terms } of result.pathways) expect(terms[0]).toEqual({ term: "interest", value: null, weight: 0 });
  });

  it("survives limits that nothing meets, a place that no map knows, and weights of nothing", () => {
    const impossible = aPerson({
      interests: [40, 0, 0, 0, 0, 0], location: { zip: "99999", countyFips: null }, transportationAccess: "walk", maxTravelMinutes: 0, financialConstraints: 0,
      timeAvailability: 0, maxWeeks: 0, wageFloor: 2_000_000_000, age: 14, educationLevel: "none", startBy: "2020-01-01",
    });
    const result = ranker.rank(impossible);
    expect(result).toMatchObject({ survivors: 0, pathways: [] });
    expect(result.notes).toContain("nothing-survives");
    const none = { interest: 0, skill: 0, preparation: 0, market: 0, outcome: 0, practical: 0 };
    expect(ranker.rank(aPerson({ weights: none })).pathways.every(({ fit }) => fit === 0)).toBe(true);
  });

  it("ranks an empty catalog", () => {
    const result = createRanker(viewOf({}), "2026-11-23" as IsoDate).rank(emptyProfile);
    expect(result).toMatchObject({ candidates: 0, survivors: 0, pathways: [], relaxations: [], counterfactuals: [] });
  });

  it("never throws, and always answers in the contract's form", () => {
    fc.assert(fc.property(profiles, fc.integer({ min: 1, max: 50 }), (profile, top) => {
      const result = ranker.rank(profile, { top });
      expect(rankResult.safeParse(result).error).toBeUndefined();
      expect(result.pathways.length).toBe(Math.min(top, result.pathways.length));
      for (const { reasons, against, matchScore } of result.pathways) {
        expect(reasons.length).toBeGreaterThan(0);
        expect(against.length).toBeGreaterThan(0);
        expect(matchScore).toBeGreaterThanOrEqual(0);
        expect(matchScore).toBeLessThanOrEqual(100);
      }
    }), { numRuns: 60 });
  });

  it("knows no pathway that is none", () => {
    for (const id of ["", "~", "direct~", "direct~00-0000", "nothing:here~51-4121", "direct~51-4121~51-4121"]) expect(ranker.explain(emptyProfile, id)).toBeNull();
  });
});

describe("limits", () => {
  const limits = {
    maxTravelMinutes: 30, financialConstraints: 100_000, timeAvailability: 10, availableTimes: ["weekend"], startBy: "2027-01-15", maxWeeks: 20,
    wageFloor: 4_000_000, childcareNeeds: true, backgroundConcern: true,
  };

  it("only ever take away: adding one never adds a pathway, and moves no score", () => {
    fc.assert(fc.property(profiles, fc.constantFrom(...(Object.keys(limits) as (keyof typeof limits)[])), (profile, limit) => {
      const before = seekerProfile.parse({ ...profile, [limit]: null });
      const after = seekerProfile.parse({ ...profile, [limit]: limits[limit] });
      expect(ranker.whatIf(after).survivors).toBeLessThanOrEqual(ranker.whatIf(before).survivors);
      for (const { id, fit } of ranker.rank(after).pathways) {
        expect(ranker.check(before, id)?.fails).toEqual([]);
        expect(ranker.explain(before, id)?.fit).toBe(fit);
      }
    }), { numRuns: 40 });
  });

  it("are counted: what each removes, in all and alone", () => {
    for (const profile of people(7, 10, view)) {
      const { candidates, survivors, removed } = ranker.rank(profile);
      const alone = removed.reduce((sum, one) => sum + one.alone, 0);
      const total = removed.reduce((sum, one) => sum + one.total, 0);
      expect(alone).toBeLessThanOrEqual(candidates - survivors);
      expect(total).toBeGreaterThanOrEqual(candidates - survivors);
      expect(ranker.whatIf(profile)).toEqual({ survivors, removed });
    }
  });

  it("are named first where a pathway is opened that breaks them", () => {
    const profile = aPerson({ location: { zip: "67203", countyFips: null }, transportationAccess: "car", maxTravelMinutes: 5, educationLevel: "high-school" });
    const open = ranker.rank({ ...profile, maxTravelMinutes: null }).pathways.find(({ id }) => ranker.check(profile, id)?.fails.includes("travel"));
    const found = ranker.explain(profile, open?.id ?? "");
    expect(found?.against[0]).toMatchObject({ kind: "travel", delta: 0, detail: { limit: "travel", fails: true } });
  });
});

describe("one answer", () => {
  it("is the same from a fresh ranker and from one that has ranked others, to the last byte", () => {
    const crowd = people(11, 25, view);
    const moved = crowd.flatMap((one) => [one, { ...one, maxTravelMinutes: null }, { ...one, financialConstraints: null }]);
    for (const profile of moved) expect(JSON.stringify(ranker.rank(profile))).toBe(JSON.stringify(createRanker(view, starterDay).rank(profile)));
  });

  it("survives a structured copy, as between a page and its worker", () => {
    for (const profile of people(12, 10, view)) {
      const result = ranker.rank(profile);
      expect(JSON.stringify(structuredClone(result))).toBe(JSON.stringify(result));
      expect(JSON.parse(JSON.stringify(result))).toEqual(result);
    }
  });

  it("adds up: the terms by their weights, and what silence counts as, make the score", () => {
    for (const profile of people(13, 20, view)) {
      for (const { fit, terms, matchScore } of ranker.rank(profile).pathways) {
        const known = terms.reduce((sum, { term, value, weight }) => sum + (term === "staleness" ? -1 : 1) * weight * (value ?? 0), 0);
        const silent = 1 - terms.reduce((sum, { term, weight }) => sum + (term === "staleness" ? 0 : weight), 0);
        expect(known).toBeLessThanOrEqual(fit + 1e-9);
        expect(known + silent).toBeGreaterThanOrEqual(fit - 1e-9);
        expect(matchScore).toBe(Math.round(100 * fit));
      }
    }
  });
});

describe("reasons", () => {
  it("add up to the distance from the average candidate", () => {
    const profile = aPerson({ interests: [30, 10, 12, 20, 8, 16], educationLevel: "high-school", location: { zip: "67203", countyFips: null }, transportationAccess: "car" });
    const [first, second] = ranker.rank(profile).pathways;
    const points = (pathway: typeof first) => [...(pathway?.reasons ?? []), ...(pathway?.against ?? [])].reduce((sum, reason) => sum + reason.delta, 0);
    const gap = 100 * ((first?.fit ?? 0) - (second?.fit ?? 0));
    // Each side may leave out its smallest reasons and each is rounded to a tenth; what is left is small.
    expect(Math.abs(points(first) - points(second) - gap)).toBeLessThan(3);
  });

  it("rest on a fact with its source, or on what the person said", () => {
    for (const profile of people(17, 15, view))
      for (const { reasons, against } of ranker.rank(profile).pathways)
        for (const { fact, kind } of [...reasons, ...against])
          if (["interest-fit", "skill-fit", "skill-gap-closed", "growth", "openings", "wage"].includes(kind)) {
            expect(view.find.source(fact?.source ?? "")).toBeGreaterThanOrEqual(0);
            expect(fact?.asOf).toMatch(/^\d{4}-\d{2}-\d{2}$/);
          }
  });
});
