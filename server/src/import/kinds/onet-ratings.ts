import { onetSkills } from "@pathwayks/contracts";
import { Cells } from "../cells.ts";
import type { Reject } from "../report.ts";
import type { Table, TableRow } from "../table.ts";
import { byCode } from "./onet-tables.ts";

export type SkillRating = readonly [importance: number, level: number];
/** By skill, in the order of `onetSkills`; `null` = O*NET recommends suppressing it. */
export type SkillProfile = readonly (SkillRating | null)[];
export type InterestProfile = readonly [number, number, number, number, number, number];

/** Public tables carry spreadsheet noise (3.6200000000000001). */
export const rounded = (value: number): number => Math.round(value * 100) / 100;

/** Scale OI by O*NET-SOC code, in the order of O*NET (1.B.1.a Realistic to 1.B.1.f Conventional). */
export function interestProfiles(table: Table, rejects: Reject[]): Map<string, InterestProfile> {
  const profiles = new Map<string, InterestProfile>();
  for (const [code, rows] of byCode(table)) {
    const scores: (number | null)[] = [null, null, null, null, null, null];
    for (const row of rows) {
      if (row.values["Scale ID"] !== "OI") continue;
      const at = "abcdef".indexOf((row.values["Element ID"] ?? "").slice(-1));
      const value = readValue(row, table.file, 1, 7, rejects);
      if (at >= 0 && value !== null) scores[at] = value;
    }
    const whole = scores.filter((s): s is number => s !== null);
    if (whole.length === 6) profiles.set(code, whole as unknown as InterestProfile);
  }
  return profiles;
}

/** Importance and level by O*NET-SOC code. "Not relevant" is level 0; a suppressed value makes its skill `null`. */
export function skillProfiles(table: Table, rejects: Reject[]): Map<string, SkillProfile> {
  const profiles = new Map<string, SkillProfile>();
  for (const [code, rows] of byCode(table)) profiles.set(code, skillProfile(rows, table.file, rejects));
  return profiles;
}

function skillProfile(rows: readonly TableRow[], file: string, rejects: Reject[]): SkillProfile {
  const importance: (number | null)[] = onetSkills.map(() => null);
  const level: (number | null)[] = onetSkills.map(() => null);
  for (const row of rows) {
    const at = onetSkills.indexOf((row.values["Element ID"] ?? "") as (typeof onetSkills)[number]);
    if (at < 0 || row.values["Recommend Suppress"] === "Y") continue;
    const isLevel = row.values["Scale ID"] === "LV";
    const value =
      isLevel && row.values["Not Relevant"] === "Y" ? 0 : readValue(row, file, isLevel ? 0 : 1, isLevel ? 7 : 5, rejects);
    (isLevel ? level : importance)[at] = value;
  }
  return onetSkills.map((_, i) => {
    const im = importance[i] ?? null;
    const lv = level[i] ?? null;
    return im === null || lv === null ? null : [im, lv];
  });
}

function readValue(row: TableRow, file: string, min: number, max: number, rejects: Reject[]): number | null {
  const cells = new Cells(file, row.row, row.values);
  const value = cells.number("Data Value", { min, max, reason: `outside ${min} to ${max}` });
  if (value === null && cells.problems.length === 0) cells.reject("Data Value", "missing");
  rejects.push(...cells.problems);
  return value === null ? null : rounded(value);
}

/** Mean of several interest profiles, rounded to 2 decimals. */
export function meanInterests(profiles: readonly InterestProfile[]): InterestProfile | null {
  if (profiles.length === 0) return null;
  return [0, 1, 2, 3, 4, 5].map((i) => mean(profiles.map((p) => p[i] ?? 0))) as unknown as InterestProfile;
}

/** Mean of several skill profiles over the ratings that are not suppressed. */
export function meanSkills(profiles: readonly SkillProfile[]): SkillProfile | null {
  if (profiles.length === 0) return null;
  return onetSkills.map((_, i) => {
    const rated = profiles.map((p) => p[i] ?? null).filter((r): r is SkillRating => r !== null);
    return rated.length === 0 ? null : [mean(rated.map((r) => r[0])), mean(rated.map((r) => r[1]))];
  });
}

const mean = (values: readonly number[]): number => rounded(values.reduce((sum, v) => sum + v, 0) / values.length);
