import { awardLevels } from "@pathwayks/contracts";
import { nine } from "./arithmetic.ts";
import { levelAfterAward, localDemandHalf, localJobsPrior, marketShares, scales, unknownEase, zoneOfAward, zoneShortfall } from "./assumptions.ts";
import { carMinutes, ownMinutes, walkMinutes } from "./distance.ts";
import { interestFit } from "./interests.ts";
import type { Person } from "./person.ts";
import type { OccupationTable } from "./prepare/occupations.ts";
import { awardColumns, directColumn } from "./prepare/prepare.ts";
import type { Prepared } from "./prepare/prepare.ts";
import { ease, online } from "./prepare/programs.ts";
import type { Openings } from "./reach.ts";

// The terms of the score, each in [0,1], NaN where not known. All but `practical` and `outcome` depend on the occupation, the
// award and the person alone, so they are worked out once for each cell (occupation × award), not for each pathway.

/** Interest of every occupation; all NaN for a flat or missing profile. */
export function interestTerms(prepared: Prepared, person: Person): Float64Array {
  const { interests, interestSpread, count } = prepared.occupations;
  const scores = person.interests;
  const terms = new Float64Array(count).fill(NaN);
  if (scores !== null) for (let o = 0; o < count; o++) terms[o] = interestFit(scores, person.interestSpread, interests, o, interestSpread[o]!);
  return terms;
}

const ceilings = [...awardLevels.map((award) => levelAfterAward[award]), -1];

/** Skill of every cell: `1 - Σ w·gap / Σ w`, with the levels after the award, or those of now in the direct column. */
export function skillTerms(prepared: Prepared, person: Person): Float64Array {
  const { occupations, cellCount } = prepared;
  const terms = new Float64Array(occupations.count * awardColumns).fill(NaN);
  const levels = person.levels;
  if (levels === null) return terms;
  for (let o = 0; o < occupations.count; o++) {
    if (occupations.skillStart[o] === occupations.skillStart[o + 1]) continue;
    for (let a = 0; a < awardColumns; a++) {
      const cell = o * awardColumns + a;
      if (a === directColumn || cellCount[cell]! > 0) terms[cell] = skillTerm(occupations, levels, o, ceilings[a]!);
    }
  }
  return terms;
}

/** Levels below `ceiling` count as reached (training lifts to what the job asks, up to its ceiling). */
export function skillTerm(t: OccupationTable, levels: Float64Array, o: number, ceiling: number): number {
  let short = 0;
  for (let i = t.skillStart[o]!; i < t.skillStart[o + 1]!; i++) {
    const held = levels[t.skillId[i]!]!;
    const gap = t.skillLevel[i]! - (held > ceiling ? held : ceiling);
    if (gap > 0) short += gap * t.skillCost[i]!;
  }
  return nine(1 - short);
}

const zonesTaught = [...awardLevels.map((award) => zoneOfAward[award]), 0];

/** Whether education and award reach the zone; with neither known, NaN. */
export function preparationTerm(prepared: Prepared, person: Person, o: number, column: number): number {
  const zone = prepared.view.occupations.jobZone[o]!;
  const reach = Math.max(person.zone, zonesTaught[column]!);
  return zone === 0 || reach === 0 ? NaN : zoneShortfall[Math.max(0, zone - reach)]!;
}

/** Parts of the market term of every occupation, and their mean. */
export interface MarketTerms {
  readonly openings: Float64Array;
  readonly value: Float64Array;
}

export function marketTerms(prepared: Prepared, openings: Openings): MarketTerms {
  const t = prepared.occupations;
  const local = openings.nearInAll / (openings.nearInAll + localJobsPrior) / 2;
  const demand = new Float64Array(t.count);
  const value = new Float64Array(t.count);
  for (let o = 0; o < t.count; o++) {
    const nation = t.openings[o]!;
    const near = openings.near[o]! / (openings.near[o]! + localDemandHalf);
    demand[o] = nation === nation ? (1 - local) * nation + local * near : openings.nearInAll > 0 ? near : NaN;
    value[o] = marketOf(demand[o]!, t.growth[o]!, t.wage[o]!);
  }
  return { openings: demand, value };
}

/** The parts that are known by their shares; NaN where none is. */
function marketOf(openings: number, growth: number, wage: number): number {
  const { openings: so, growth: sg, wage: sw } = marketShares;
  const share = (openings === openings ? so : 0) + (growth === growth ? sg : 0) + (wage === wage ? sw : 0);
  const sum = (openings === openings ? so * openings : 0) + (growth === growth ? sg * growth : 0) + (wage === wage ? sw * wage : 0);
  return share > 0 ? nine(sum / share) : NaN;
}

/** Ease of the way in [0,1]. A bus without a timetable is worth a walk, or a car's way up to that of an unknown fact. */
export function travelEase(person: Person, kilometers: number, fromHome: number): number {
  if (fromHome === online.yes) return 1;
  if (kilometers !== kilometers || person.mode === "online-only") return unknownEase;
  const byCar = ease(carMinutes(kilometers), scales.travelMinutes);
  if (person.mode === "bus") return Math.max(ease(walkMinutes(kilometers), scales.travelMinutes), Math.min(unknownEase, byCar));
  const own = ownMinutes(kilometers, person.mode);
  return own === null ? byCar : ease(own, scales.travelMinutes);
}
