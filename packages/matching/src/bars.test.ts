import { describe, expect, it } from "vitest";
import { interestFaults, listFaults, listQuality, twinFaults } from "./testing/bars.ts";
import { wrongChanges } from "./testing/check.ts";
import { people } from "./testing/people.ts";
import { createReference } from "./testing/reference.ts";
import { starterDay, starterView } from "./testing/starter.ts";
import { createRanker } from "./ranker.ts";

// A few dozen people here, for every run; tests/contract/matching has the thousand, and the Kansas and New Jersey releases.
describe("on the starter catalog", () => {
  const view = starterView();

  it("scores, judges and orders every candidate as the naive twin does, to the last bit", () => {
    const { compared, different } = twinFaults(view, starterDay, people(101, 30, view));
    expect(different.slice(0, 3)).toEqual([]);
    expect(compared).toBeGreaterThan(15_000);
  });

  it("breaks no limit and offers no change that fails when it is made", () => {
    const faults = listFaults(view, starterDay, people(102, 30, view));
    expect(faults.broken).toEqual([]);
    expect(faults.wrongOffers).toEqual([]);
    expect(faults.shown).toBeGreaterThan(70);
    expect(faults.offers).toBeGreaterThan(15);
    expect(faults.oneMajorGroup).toBeLessThanOrEqual(0.05 * faults.fullLists);
  });

  it("offers changes that the naive twin confirms too", () => {
    const reference = createReference(view, starterDay);
    const ranker = createRanker(view, starterDay);
    const wrong = people(103, 12, view).flatMap((person) => wrongChanges((p) => reference.order(p), person, ranker.rank(person)));
    expect(wrong).toEqual([]);
  });

  it("comes within 2 % of the best of all lists", () => {
    const quality = listQuality(view, starterDay, people(104, 16, view));
    expect(quality.lists).toBeGreaterThan(8);
    expect(quality.missedQuotas).toBe(0);
    expect(quality.worst).toBeGreaterThanOrEqual(0.98);
  });

  it("orders interests as the reference does, and keeps the order when everything is answered higher", () => {
    const faults = interestFaults(view, starterDay, people(105, 200, view));
    expect(faults.people).toBeGreaterThan(150);
    expect(faults.different).toBe(0);
    expect(faults.kept).toBeGreaterThanOrEqual(0.96);
  });
});
