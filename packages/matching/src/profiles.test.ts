import { describe, expect, it } from "vitest";
import { createRanker } from "./ranker.ts";
import { createJury, fixtureProfiles } from "./testing/profiles.ts";
import { starterDay, starterView } from "./testing/starter.ts";

describe("people whom a counselor would recognise", () => {
  const view = starterView();
  const jury = createJury(view, starterDay);
  const people = fixtureProfiles("tests/fixtures/profiles");

  it("are at least twelve, each with expectations", () => {
    expect(people.length).toBeGreaterThanOrEqual(12);
    for (const { name, expect: wanted } of people) expect(wanted.length, name).toBeGreaterThan(0);
  });

  for (const person of people) it(`${person.name}: ${person.who}`, () => expect(jury(person)).toEqual([]));

  const ranker = createRanker(view, starterDay);
  const lists = people.map(({ name, profile }) => ({ name, profile, ...ranker.rank(profile) }));
  const full = lists.filter(({ pathways }) => pathways.length === 5);

  it("are shown no occupation and no program twice", () => {
    expect(full.length).toBeGreaterThan(12);
    for (const { name, pathways } of full) {
      const programs = pathways.flatMap(({ programId }) => programId ?? []);
      expect([new Set(pathways.map(({ soc }) => soc)).size, programs.length - new Set(programs).size], name).toEqual([5, 0]);
    }
  });

  it("see a training and a job to take now, where they set no more than a few limits", () => {
    for (const { name, pathways } of full) {
      expect(pathways.filter(({ programId }) => programId !== null).length, name).toBeGreaterThan(0);
      if (name !== "nothing-said") expect(pathways.filter(({ programId }) => programId === null).length, name).toBeGreaterThan(0);
    }
  });

  it("are asked to confirm first where something is old, not everywhere", () => {
    const cards = full.flatMap(({ pathways }) => pathways);
    const doubted = cards.filter(({ freshness }) => freshness.confirmFirst).length;
    expect(doubted).toBeGreaterThan(0);
    expect(doubted).toBeLessThan(0.2 * cards.length);
  });

  it("lead others only with years of work", () => {
    const leads = /^(11-|(33|35|37|39|41|43|45|47|49|51|53)-1)/;
    const yearless = lists.filter(({ profile }) => profile.pastJobs.reduce((sum, job) => sum + job.years, 0) < 2);
    for (const { name, pathways } of yearless) expect(pathways.filter(({ soc }) => leads.test(soc)).map(({ soc }) => soc), name).toEqual([]);
  });
});
