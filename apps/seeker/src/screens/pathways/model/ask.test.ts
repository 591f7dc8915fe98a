import { expect, test } from "vitest";
import { onetSkills } from "@pathwayks/contracts";
import { aProgram } from "@pathwayks/catalog/testing";
import { wordsOf } from "../testing.ts";
import { askIds, questionsFor } from "./ask.ts";
import { aPathway } from "./fixtures.ts";
import { skillLines } from "./skills.ts";

test("each fact that is not published becomes a question, and only those", () => {
  expect(questionsFor(aProgram(), null)).toEqual(askIds.filter((id) => id !== "running"));
  const known = aProgram({ durationWeeks: 16, startDates: ["2027-01-11"], hoursPerWeek: 20, scheduleType: "evening" });
  expect(questionsFor(known, null)).toEqual(["price", "aid", "childcare", "outcomes", "prerequisites"]);
});

test("old facts add the question whether it still runs", () => {
  expect(questionsFor(aProgram(), aPathway({ freshness: { oldestDays: 900, confirmFirst: true } }))[0]).toBe("running");
});

test("every question has its words in both languages", () => {
  for (const language of ["en", "es"] as const)
    expect(askIds.filter((id) => !wordsOf(language, "pathways")[`ask.${id}`])).toEqual([]);
});

test("the skills that matter most stand first by what is missing; those that do not count are left out", () => {
  const skills = onetSkills.map((_, i): [number, number] | null =>
    i === 0 ? [4, 4] : i === 1 ? [3.5, 3] : i === 2 ? [2, 6] : null,
  );
  const lines = skillLines({ skills }, [{ skill: "2.A.1.a", value: 4.5, level: "advanced", from: "person", title: null }]);
  expect(lines).toEqual([
    { skill: "2.A.1.b", needed: 3, yours: null },
    { skill: "2.A.1.a", needed: 4, yours: 4.5 },
  ]);
});
