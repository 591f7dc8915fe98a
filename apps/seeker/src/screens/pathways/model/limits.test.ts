import { describe, expect, test } from "vitest";
import { changeableLimits, counterfactual, dayNumber, emptyProfile, limitKinds, seekerProfile } from "@pathwayks/contracts";
import { applyChanges } from "@pathwayks/matching";
import { tellerOf } from "../testing.ts";
import { bestFor, questionPhrase, removedPhrase, timesOf, withPhrase } from "./changes.ts";
import { dialIds, dials, stopsWith } from "./dials.ts";
import { movableTerms, weightsFrom, withWeight } from "./weights.ts";

const today = "2026-11-23";
const to: Record<(typeof changeableLimits)[number], number> = {
  travel: 45,
  car: 1,
  cost: 300_000,
  hours: 20,
  schedule: 3,
  start: dayNumber("2027-01-11"),
  length: 20,
  wage: 2_800_000,
  childcare: 0,
};
const change = (...limits: readonly (typeof changeableLimits)[number][]) =>
  counterfactual.parse({
    changes: limits.map((limit) => ({ limit, from: null, to: to[limit] })),
    pathway: "direct~51-4121",
    matchScore: 70,
    opens: 3,
  });

describe.each(dialIds)("the %s dial", (id) => {
  const dial = dials[id];
  test("writes what it reads, for every stop, into a valid profile", () => {
    for (const stop of dial.stops) {
      const profile = seekerProfile.parse(dial.write(emptyProfile, stop, today));
      expect(dial.read(profile, today)).toBe(stop);
    }
  });
  test("says every stop in both languages", () => {
    for (const language of ["en", "es"] as const)
      for (const stop of dial.stops) expect(tellerOf(language)(dial.phrase(stop))).not.toBe("");
  });
  test("holds the person's own value, in order, with no limit at the loosest end", () => {
    const own = id === "wage" ? 3_130_000 : 7;
    const stops = stopsWith(dial, own);
    const numbers = stops.filter((stop) => stop !== null);
    expect(stops).toContain(own);
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    expect(id === "wage" ? stops[0] : stops.at(-1)).toBeNull();
  });
});

test("every change is asked as a question in both languages", () => {
  expect(tellerOf("en")(questionPhrase(change("travel", "cost")))).toBe(
    "Could you travel up to 45 minutes one way and pay up to $3,000?",
  );
  expect(tellerOf("es")(questionPhrase(change("start")))).toContain("11 ene 2027");
  for (const limit of changeableLimits)
    for (const language of ["en", "es"] as const) expect(tellerOf(language)(questionPhrase(change(limit)))).toMatch(/\?$/);
});

test("what a change opens is said beside its limit", () => {
  expect(tellerOf("en")(withPhrase(change("car")))).toBe("With a car, 3 more.");
  expect(bestFor("cost", [change("cost", "car"), change("car")])).toBeNull();
  expect(bestFor("car", [change("cost", "car"), change("car")])?.opens).toBe(3);
});

test("agreeing to a change moves the dials to what the question said", () => {
  const profile = applyChanges(
    { ...emptyProfile, financialConstraints: null, maxTravelMinutes: null },
    change("travel", "cost", "hours", "length", "wage", "start").changes,
  );
  expect(dialIds.map((id) => [id, dials[id].read(profile, today)])).toEqual([
    ["hours", 20],
    ["cost", 300_000],
    ["travel", 45],
    ["length", 20],
    ["start", 7],
    ["wage", 2_800_000],
  ]);
});

test("what a limit takes away is said; nothing is said of one that takes nothing", () => {
  const removed = [
    { limit: "cost" as const, total: 1200, alone: 3 },
    { limit: "hours" as const, total: 1, alone: 0 },
    { limit: "travel" as const, total: 0, alone: 0 },
  ];
  expect(tellerOf("en")(removedPhrase("cost", removed) ?? { key: "" })).toBe("Takes away 1,200 ways, 3 by itself.");
  expect(tellerOf("en")(removedPhrase("hours", removed) ?? { key: "" })).toBe("Takes away 1 way, together with other limits.");
  expect(limitKinds.filter((limit) => removedPhrase(limit, removed) !== null)).toEqual(["cost", "hours"]);
});

test("a bit set of all times, or of none, is any time", () => {
  expect([timesOf(0), timesOf(7), timesOf(5)]).toEqual([null, null, ["weekday-day", "weekend"]]);
});

describe("weights", () => {
  test("one moved weight leaves the others, and stays valid", () => {
    const profile = seekerProfile.parse(withWeight(emptyProfile, "outcome", 0.5));
    expect(weightsFrom(profile)).toEqual({ ...weightsFrom(emptyProfile), outcome: 0.15 });
  });
  test("back at the defaults, or all at nothing, they are the defaults again", () => {
    const moved = withWeight(emptyProfile, "skill", 0.4);
    expect(withWeight(moved, "skill", weightsFrom(emptyProfile).skill).weights).toBeNull();
    expect(movableTerms.reduce((profile, term) => withWeight(profile, term, 0), emptyProfile).weights).toBeNull();
  });
});
