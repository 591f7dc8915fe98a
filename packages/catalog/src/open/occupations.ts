import type { FactGroup } from "@pathwayks/contracts";
import type { EvidenceColumns, OccupationColumns, TextColumn, TitleColumns } from "../view.ts";
import { UNKNOWN } from "../view.ts";
import type { ChunkSet } from "./chunk-set.ts";
import { f32, hundredths, i32, mapped, u8 } from "./chunk-set.ts";
import { keptAll } from "./kept.ts";
import { lazily, once } from "./lazy.ts";
import { dict, text } from "./text.ts";
import { parseRules } from "../rules.ts";

/** Skills of the O*NET content model; a row's ratings are this many in a row. */
export const SKILLS = 35;

export function openOccupations(set: ChunkSet<"occupations">, soc: Int32Array, findSoc: (soc: number) => number,
  evidence: Record<FactGroup, EvidenceColumns>): OccupationColumns {
  const importance = hundredths(set, "importance", SKILLS), level = hundredths(set, "level", SKILLS);
  const rated = u8(set, "rated");
  const skillsFrom = standIn(i32(set, "skillsFrom"), rated, importance, level, findSoc);
  const rules = dict(set, "rules");
  return {
    count: set.rows, soc, onetCode: dict(set, "onetCode"), title: text(set, "title"), titleEs: text(set, "titleEs"),
    description: text(set, "description"), interests: hundredths(set, "interests", 6), jobZone: u8(set, "jobZone"),
    importance, level, rated, skillsFrom, wage10: i32(set, "wage10"), wage25: i32(set, "wage25"),
    wageMedian: i32(set, "wageMedian"),
    wage75: i32(set, "wage75"), wage90: i32(set, "wage90"), employment: f32(set, "employment"),
    annualOpenings: f32(set, "annualOpenings"), growthRate: f32(set, "growthRate"), entryEducation: u8(set, "entryEducation"),
    onTheJobTraining: dict(set, "onTheJobTraining"), ...keptAll(set, "rules", { minAge: "u8", backgroundRule: "u8" }, () => ruleColumns(rules)), rules, evidence,
  };
}

/** Copies the ratings of the named relative into rows that have none; says whose they are. */
function standIn(from: Int32Array, rated: Uint8Array, importance: Float32Array, level: Float32Array,
  findSoc: (soc: number) => number): Int32Array {
  const rows = new Int32Array(from.length);
  for (let row = 0; row < from.length; row++) {
    const relative = from[row] === UNKNOWN ? UNKNOWN : findSoc(from[row] ?? UNKNOWN);
    rows[row] = relative === UNKNOWN && rated[row] === 1 ? row : relative;
    if (rated[row] === 1 || relative === UNKNOWN) continue;
    // A relative that itself borrows would make the answer depend on the order of rows.
    if (rated[relative] !== 1) rows[row] = UNKNOWN;
    else for (const ratings of [importance, level]) ratings.copyWithin(row * SKILLS, relative * SKILLS, (relative + 1) * SKILLS);
  }
  return rows;
}

/** What limits ask of the laws, without parsing them for each person. */
function ruleColumns(rules: TextColumn) {
  const minAge = new Uint8Array(rules.length), backgroundRule = new Uint8Array(rules.length);
  for (let row = 0; row < rules.length; row++) {
    for (const rule of parseRules(rules.get(row))) {
      if (rule.kind === "min-age") minAge[row] = Math.max(minAge[row] ?? 0, rule.age ?? 0);
      if (rule.kind === "background-check") backgroundRule[row] = 1;
    }
  }
  return { minAge, backgroundRule };
}

export function openTitles(set: ChunkSet<"titles">, findSoc: (soc: number) => number): TitleColumns {
  const soc = once(() => i32(set, "soc"));
  return lazily({ count: set.rows, title: text(set, "title") }, { soc, occupation: () => mapped(soc(), findSoc) });
}
