import { describe, expect, test } from "vitest";
import { emptyRecord, withAnswers, withCompareToggled, withSavedToggled } from "./record.ts";

describe("record", () => {
  test("answers bring the profile along; moved weights stay", () => {
    const weights = { interest: 1, skill: 0, preparation: 0, market: 0, outcome: 0, practical: 0 };
    const record = withAnswers({ ...emptyRecord, profile: { ...emptyRecord.profile, weights } }, { digital: "advanced" });
    expect(record.profile).toEqual({ ...emptyRecord.profile, digitalLiteracy: "advanced", weights });
  });
  test("saving twice is saving and taking back; newest first", () => {
    const one = withSavedToggled(emptyRecord, "pathways", "a~11-1111", "2026-11-23T08:00:00Z", 81);
    const two = withSavedToggled(one, "pathways", "b~11-1111", "2026-11-23T09:00:00Z", 70);
    expect(two.saved.pathways.map((item) => item.id)).toEqual(["b~11-1111", "a~11-1111"]);
    expect(two.saved.pathways[1]).toEqual({ id: "a~11-1111", savedAt: "2026-11-23T08:00:00Z", matchScore: 81 });
    expect(withSavedToggled(withSavedToggled(two, "pathways", "b~11-1111", "x", 0), "pathways", "a~11-1111", "x", 0)).toEqual(emptyRecord);
  });
  test("three are compared, a fourth changes nothing", () => {
    const three = ["a", "b", "c"].reduce(withCompareToggled, emptyRecord);
    expect(withCompareToggled(three, "d")).toBe(three);
    expect(withCompareToggled(three, "b").compare).toEqual(["a", "c"]);
  });
});
