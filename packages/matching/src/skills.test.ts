import { describe, expect, it } from "vitest";
import { anOccupation, viewOf } from "@pathwayks/catalog/testing";
import type { OnetSkill } from "@pathwayks/contracts";
import { onetSkills } from "@pathwayks/contracts";
import { inferSkills } from "./skills.ts";
import { aPerson } from "./testing/person.ts";

const repairing = "2.B.3.l" as OnetSkill;
const reading = "2.A.1.a" as OnetSkill;
const rated = onetSkills.map((skill) => (skill === repairing ? [4, 4.12] : skill === reading ? [3, 2.5] : null));
const view = viewOf({ occupations: [anOccupation({ skills: rated })] });
const inferred = (over: object, skill: OnetSkill) => inferSkills(view, aPerson(over)).find((one) => one.skill === skill);
const welder = (years: number) => ({ pastJobs: [{ soc: "51-4121", title: "my uncle's shop", years }] });

describe("skills from what was done", () => {
  it("takes the occupation's level by the years in it", () => {
    expect([0.5, 2, 8].map((years) => inferred(welder(years), repairing)?.value)).toEqual([2.47, 3.3, 4.12]);
    expect(inferred(welder(8), repairing)).toMatchObject({ from: "past-job", title: "my uncle's shop", level: "intermediate" });
  });
  it("keeps the floor that education brings where it is higher", () => {
    expect(inferred({ ...welder(8), educationLevel: "bachelor" }, reading)).toMatchObject({ from: "education", value: 3.88, title: null });
    expect(inferred({ ...welder(8), educationLevel: "none" }, reading)).toMatchObject({ from: "past-job", value: 2.5 });
  });
  it("lets the person's own word win, up and down", () => {
    const byHand = (level: string) => inferred({ ...welder(8), skills: [{ skill: repairing, level, yearsExperience: null }] }, repairing);
    expect(byHand("advanced")).toMatchObject({ from: "person", value: 5 });
    expect(byHand("beginner")).toMatchObject({ from: "person", value: 2 });
  });
  it("says nothing where nothing was said, and skips jobs that the catalog does not know", () => {
    expect(inferSkills(view, aPerson())).toEqual([]);
    expect(inferSkills(view, aPerson({ pastJobs: [{ soc: "11-1011", title: "chief", years: 3 }] }))).toEqual([]);
  });
});
