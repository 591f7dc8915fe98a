import { NONE } from "@pathwayks/catalog";
import { awardLevels, educationLevels } from "@pathwayks/contracts";
import { nine } from "./arithmetic.ts";
import { educationOfAward, leading, levelAfterAward, localDemandHalf, localJobsPrior, marketShares, scales, unknownEase, zoneExcess, zoneOfAward, zoneShortfall } from "./assumptions.ts";
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

/** Whether education, award and years reach the occupation, and it is not far below the person; with no zone known, NaN. */
export function preparationTerm(prepared: Prepared, person: Person, o: number, column: number): number {
  const zone = prepared.view.occupations.jobZone[o]!;
  const reach = Math.max(person.zone, zonesTaught[column]!);
  if (zone === 0 || reach === 0) return NaN;
  const lower = column !== directColumn && lacksSchool(prepared, person, o, column) ? 1 : 0;
  const short = Math.max(lower, zone - reach) + (mayLead(person, prepared.occupations.minor[o]!) ? 0 : leading.zones);
  return zoneShortfall[Math.min(4, short)]! * zoneExcess[Math.max(0, person.zone - zone)]!;
}

const educationTaught = awardLevels.map((award) => educationLevels.indexOf(educationOfAward[award]));
const associate = educationLevels.indexOf("associate");

/** Whether the occupation usually asks for a degree at entry that neither the person nor the award has: a certificate is none. */
function lacksSchool({ view }: Prepared, person: Person, o: number, column: number): boolean {
  const usual = view.occupations.entryEducation[o]!;
  return usual !== NONE && usual >= associate && Math.max(person.education, educationTaught[column]!) < usual;
}

/**
 * Whether the years suffice for an occupation that leads others. In SOC, 11 are the managers, and the first minor group of 33 to
 * 53 the supervisors of that kind of work.
 */
function mayLead(person: Person, minor: number): boolean {
  const major = Math.floor(minor / 10);
  if (major === 11) return person.experience >= leading.managerYears;
  if (major < 33 || major > 53 || minor % 10 !== 1) return true;
  let years = 0;
  for (const [group, worked] of person.experienceIn) if (Math.floor(group / 10) === major) years += worked;
  return years >= leading.supervisorYears;
}

/** Openings of every occupation, and its market term. */
export interface MarketTerms {
  readonly openings: Float64Array;
  /** With the usual pay; and with what who starts without training may count on. */
  readonly value: Float64Array;
  readonly atEntry: Float64Array;
}

export function marketTerms(prepared: Prepared, person: Person, openings: Openings): MarketTerms {
  const t = prepared.occupations;
  const local = openings.nearInAll / (openings.nearInAll + localJobsPrior) / 2;
  const demand = new Float64Array(t.count);
  const value = new Float64Array(t.count);
  const atEntry = new Float64Array(t.count);
  for (let o = 0; o < t.count; o++) {
    const nation = t.openings[o]!;
    const near = openings.near[o]! / (openings.near[o]! + localDemandHalf);
    demand[o] = nation === nation ? (1 - local) * nation + local * near : openings.nearInAll > 0 ? near : NaN;
    value[o] = marketOf(demand[o]!, t.growth[o]!, t.wage[o]!);
    atEntry[o] = marketOf(demand[o]!, t.growth[o]!, entryWage(t, person, o));
  }
  return { openings: demand, value, atEntry };
}

/** Percentile of the pay of a job taken now: who has done it for a year earns what is usual. */
export const entryWage = (t: OccupationTable, person: Person, o: number): number => (person.does[o] === 1 ? t.wage[o]! : t.entryWage[o]!);

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
