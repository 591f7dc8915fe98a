import { describe, expect, test } from "vitest";
import fc from "fast-check";
import { emptyProfile, riasec, seekerProfile } from "@pathwayks/contracts";
import { SKIPPED, interestStep, isStep, nextOpenStep, readAnswer, steps } from "./answers.ts";
import type { Answers } from "./port.ts";
import { answersWithLimits, interestScores, profileFromAnswers } from "./profile-from-answers.ts";

const likings = (values: readonly (readonly number[])[]): Answers =>
  Object.fromEntries(riasec.map((type, index) => [interestStep(type), Object.fromEntries((values[index] ?? []).map((liking, item) => [`${type}-${item + 1}`, liking]))]));

describe("interest scores", () => {
  test("two activities of 0 to 4 become 0 to 40", () => {
    expect(interestScores(likings([[4, 4], [0, 0], [2, 2], [4, 2], [1, 0], [3, 2]]))).toEqual([40, 0, 20, 30, 5, 25]);
  });
  test("five activities of the longer form stand on the same scale", () => {
    expect(interestScores(likings([[4, 4, 4, 4, 4], [2, 2], [2, 2], [2, 2], [2, 2], [0, 1, 2, 3, 4]]))).toEqual([40, 20, 20, 20, 20, 20]);
  });
  test("a type without an answer stands at the person's own mean", () => {
    const answers: Answers = { ...likings([[4, 4], [0, 0], [2, 2], [2, 2], [2, 2], []]), [interestStep("conventional")]: SKIPPED };
    expect(interestScores(answers)).toEqual([40, 0, 20, 20, 20, 20]);
  });
  test("three types say too little", () => {
    expect(interestScores(likings([[4, 4], [0, 0], [2, 2]]))).toBeNull();
  });
});

describe("profile from answers", () => {
  test("nothing answered is the empty profile", () => expect(profileFromAnswers({})).toEqual(emptyProfile));

  test("everything skipped is the empty profile: silence is no answer", () => {
    expect(profileFromAnswers(Object.fromEntries(steps.map((step) => [step, SKIPPED])))).toEqual(emptyProfile);
  });

  test("each answer reaches its field", () => {
    const profile = profileFromAnswers({
      ...likings([[4, 4], [1, 1], [1, 1], [3, 3], [2, 2], [0, 0]]),
      "past-jobs": [{ soc: "35-2014", title: "Line cook", years: 6 }, { soc: "39-9011", title: "Cared for children", years: 0.5 }],
      skills: [{ skill: "2.A.1.b", level: "advanced" }],
      education: "high-school",
      place: { zip: "67202", countyFips: "20173" },
      travel: { mode: "bus", minutes: 45 },
      time: { hours: 20, times: ["weekday-evening", "weekend"] },
      money: 150_000,
      length: { weeks: 52, startBy: "2027-02-21" },
      pay: 3_120_000,
      childcare: true,
      digital: "beginner",
      law: { age: 19, background: false },
    });
    expect(profile).toEqual({
      ...emptyProfile,
      interests: [40, 10, 10, 30, 20, 0],
      pastJobs: [{ soc: "35-2014", title: "Line cook", years: 6 }, { soc: "39-9011", title: "Cared for children", years: 0.5 }],
      skills: [{ skill: "2.A.1.b", level: "advanced", yearsExperience: null }],
      educationLevel: "high-school", workExperienceYears: 6.5, location: { zip: "67202", countyFips: "20173" },
      transportationAccess: "bus", maxTravelMinutes: 45, timeAvailability: 20, availableTimes: ["weekday-evening", "weekend"],
      financialConstraints: 150_000, maxWeeks: 52, startBy: "2027-02-21", wageFloor: 3_120_000, childcareNeeds: true,
      digitalLiteracy: "beginner", age: 19, backgroundConcern: false,
    });
  });

  test("'no limit' is no limit, and no work is no experience", () => {
    const profile = profileFromAnswers({ money: "any", pay: "any", time: { hours: null, times: [] }, length: { weeks: null, startBy: null }, "past-jobs": [] });
    expect(profile).toEqual({ ...emptyProfile, workExperienceYears: 0 });
  });

  test("whatever was kept, the profile fits the contract", () => {
    const anything = fc.dictionary(fc.constantFrom(...steps, "unknown"), fc.anything());
    fc.assert(fc.property(anything, (answers) => seekerProfile.safeParse(profileFromAnswers(answers)).success), { numRuns: 2000 });
  });

  test("a wrong field is left out and takes nothing else with it", () => {
    const profile = profileFromAnswers({ place: { zip: "672", countyFips: null }, money: 5000, length: { weeks: 12.5, startBy: "2027-02-31" } });
    expect(profile).toEqual({ ...emptyProfile, financialConstraints: 5000 });
  });
});

describe("limits set beside the list", () => {
  test("come back as the same limits, whatever was answered before", () => {
    const limits = fc.record({
      transportationAccess: fc.constantFrom(null, "car", "bus", "walk"), maxTravelMinutes: fc.option(fc.integer({ min: 5, max: 120 })),
      timeAvailability: fc.option(fc.integer({ min: 1, max: 60 })), financialConstraints: fc.option(fc.integer({ min: 0, max: 1_000_000 })),
      maxWeeks: fc.option(fc.integer({ min: 1, max: 208 })), startBy: fc.constantFrom(null, "2027-01-31"), wageFloor: fc.option(fc.integer({ min: 0, max: 9_000_000 })),
      childcareNeeds: fc.constantFrom(null, true, false), availableTimes: fc.constantFrom(null, ["weekend"]),
    }, { requiredKeys: [] });
    fc.assert(fc.property(limits, limits, (before, patch) => {
      const was = answersWithLimits({}, before as never);
      const profile = profileFromAnswers(answersWithLimits(was, patch as never));
      const wanted = { ...profileFromAnswers(was), ...patch };
      expect(profile).toEqual(wanted);
    }));
  });
  test("leave other answers alone", () => {
    expect(answersWithLimits({ education: "none", travel: { mode: "car", minutes: 30 } }, { maxTravelMinutes: 60 as never })).toEqual({ education: "none", travel: { mode: "car", minutes: 60 } });
  });
});

describe("questions", () => {
  test("are fifteen to twenty", () => {
    expect(steps.length).toBeGreaterThanOrEqual(15);
    expect(steps.length).toBeLessThanOrEqual(20);
    expect(new Set(steps).size).toBe(steps.length);
  });
  test("a skipped question is done and has no answer", () => {
    const answers = Object.fromEntries(steps.slice(0, 3).map((step) => [step, SKIPPED]));
    expect(nextOpenStep(answers)).toBe(steps[3]);
    expect(readAnswer(answers, steps[0] ?? "law")).toBeNull();
    expect(isStep("review")).toBe(false);
  });
});
