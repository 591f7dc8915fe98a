import { describe, expect, it } from "vitest";
import { createJury, fixtureProfiles } from "./testing/profiles.ts";
import { starterDay, starterView } from "./testing/starter.ts";

describe("people whom a counselor would recognise", () => {
  const jury = createJury(starterView(), starterDay);
  const people = fixtureProfiles("tests/fixtures/profiles");

  it("are at least twelve, each with expectations", () => {
    expect(people.length).toBeGreaterThanOrEqual(12);
    for (const { name, expect: wanted } of people) expect(wanted.length, name).toBeGreaterThan(0);
  });

  for (const person of people) it(`${person.name}: ${person.who}`, () => expect(jury(person)).toEqual([]));
});
