import type { Occupation, SocCode } from "@pathwayks/contracts";
import { educationLevels } from "@pathwayks/contracts";
import { fromCode, intToSoc } from "../codes.ts";
import { SKILLS } from "../open/occupations.ts";
import { parseRules } from "../rules.ts";
import type { CatalogView } from "../view.ts";
import { UNKNOWN } from "../view.ts";
import { decimalOrNull, evidenceAt, localTextOf, numberOrNull, textOrNull } from "./common.ts";

/** The contract's row of an occupation. `altTitles` is empty where the view was opened without the titles. */
export function readOccupation(view: CatalogView, row: number): Occupation {
  const o = view.occupations;
  const soc = o.soc[row] ?? UNKNOWN;
  const zone = o.jobZone[row] ?? 0;
  return {
    soc: intToSoc(soc), onetCode: textOrNull(o.onetCode.get(row)), title: localTextOf(o.title.get(row), o.titleEs.get(row)),
    description: textOrNull(o.description.get(row)), interests: interestsAt(view, row), jobZone: zone === 0 ? null : zone,
    skills: skillsAt(view, row), skillsFrom: skillsFrom(view, row),
    wages: {
      p10: numberOrNull(o.wage10[row]), p25: numberOrNull(o.wage25[row]), median: numberOrNull(o.wageMedian[row]),
      p75: numberOrNull(o.wage75[row]), p90: numberOrNull(o.wage90[row]),
    },
    outlook: {
      employment: decimalOrNull(o.employment[row]), annualOpenings: decimalOrNull(o.annualOpenings[row]),
      growthRate: decimalOrNull(o.growthRate[row]),
    },
    entryEducation: fromCode(educationLevels, o.entryEducation[row]), onTheJobTraining: textOrNull(o.onTheJobTraining.get(row)),
    altTitles: altTitles(view, soc), rules: [...parseRules(o.rules.get(row))],
    evidence: evidenceAt(o.evidence, view.sources, row),
  };
}

function interestsAt(view: CatalogView, row: number): Occupation["interests"] {
  const at = (type: number) => decimalOrNull<number>(view.occupations.interests[row * 6 + type]);
  const [r, i, a, s, e, c] = [at(0), at(1), at(2), at(3), at(4), at(5)] as const;
  return r === null || i === null || a === null || s === null || e === null || c === null ? null : [r, i, a, s, e, c];
}

/** Its own ratings; a stand-in's are not the row's. */
function skillsAt(view: CatalogView, row: number): Occupation["skills"] {
  const o = view.occupations;
  if (o.rated[row] !== 1) return null;
  return Array.from({ length: SKILLS }, (_, skill) => {
    const importance = decimalOrNull<number>(o.importance[row * SKILLS + skill]);
    const level = decimalOrNull<number>(o.level[row * SKILLS + skill]);
    return importance === null || level === null ? null : [importance, level];
  });
}

function skillsFrom(view: CatalogView, row: number): SocCode | null {
  const from = view.occupations.skillsFrom[row] ?? UNKNOWN;
  return from === UNKNOWN || from === row ? null : intToSoc(view.occupations.soc[from] ?? 0);
}

/** Titles are sorted by occupation: a binary search finds the first. */
function altTitles(view: CatalogView, soc: number): string[] {
  const { soc: socs, title, count } = view.titles;
  let low = 0, high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((socs[middle] ?? 0) < soc) low = middle + 1;
    else high = middle;
  }
  const found: string[] = [];
  for (let i = low; i < count && socs[i] === soc; i++) found.push(title.get(i));
  return found;
}
