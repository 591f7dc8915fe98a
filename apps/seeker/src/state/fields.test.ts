import { describe, expect, test } from "vitest";
import { fieldChange, stampAt, type DeviceId, type FieldKey } from "@pathwayks/contracts";
import { changesBetween, fieldsOf, patched, recordOf } from "./fields.ts";
import { emptyRecord, withAnswers, withSavedToggled } from "./record.ts";

const answers = {
  "like-realistic": { "realistic-1": 3, "realistic-2": 1 }, "past-jobs": [{ soc: "35-2014", title: "Line cook", years: 4 }],
  skills: [{ skill: "2.A.1.a", level: "advanced" }], education: "high-school", place: { zip: "67203", countyFips: null },
  travel: { mode: "bus", minutes: 40 }, money: 50_000, pay: "any", childcare: true, law: "skipped",
};
const full = withSavedToggled(
  withSavedToggled({ ...withAnswers(emptyRecord, answers), at: "done" }, "pathways", "wsutech:welding~51-4121", "2026-11-23T08:00:00.000Z", 81),
  "jobs", "sample:12", "2026-11-24T08:00:00.000Z", 0,
);
const k = (name: string) => name as FieldKey;

describe("fields", () => {
  test("a record and its fields say the same", () => {
    expect(recordOf(fieldsOf(full), ["a"])).toEqual({ ...full, compare: ["a"] });
    expect(recordOf(new Map(), [])).toEqual(emptyRecord);
  });

  test("the wire takes every field", () => {
    const stamp = stampAt(1_764_000_000_000, 0, "0123456789abcdef" as DeviceId);
    for (const [key, value] of fieldsOf(full)) expect.soft(fieldChange.safeParse({ key, value, stamp }).success, key).toBe(true);
  });

  test("only what changed is told; what was taken away is null", () => {
    const after = withSavedToggled(withAnswers(full, { ...full.answers, education: "associate" }), "jobs", "sample:12", "", 0);
    expect(Object.fromEntries(changesBetween(fieldsOf(full), fieldsOf(after)))).toEqual({
      "answers/education": "associate", educationLevel: "associate", "savedJobs/sample:12": null,
    });
    expect(changesBetween(fieldsOf(full), fieldsOf(full)).size).toBe(0);
  });

  test("what was changed here stands over what came from elsewhere", () => {
    const theirs = new Map<FieldKey, string | number>([[k("answers/education"), "associate"], [k("answers/money"), 10]]);
    expect([...patched(theirs, new Map([[k("answers/money"), 20], [k("answers/education"), null]]))]).toEqual([[k("answers/money"), 20]]);
  });
});
