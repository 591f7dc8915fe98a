import type { CatalogView } from "@pathwayks/catalog";
import {
  awardLevels, civilDate, dayNumber, dayparts, digitalLevels, educationLevels, emptyProfile, onetSkills, seekerProfile, skillLevels, travelModes,
} from "@pathwayks/contracts";
import type { IsoDate, SeekerProfile } from "@pathwayks/contracts";
import { socText } from "../prepare/occupations.ts";

/** Numbers in [0, 1) from a seed: mulberry32, the same on every engine. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** `n` made-up people as varied as those who come: every answer may be missing, and the limits range from none to many. */
export function people(seed: number, n: number, view: CatalogView, today = "2026-11-23" as IsoDate): SeekerProfile[] {
  const random = seeded(seed);
  return Array.from({ length: n }, () => seekerProfile.parse(onePerson(random, view, dayNumber(today))));
}

function onePerson(random: () => number, view: CatalogView, day: number): unknown {
  const chance = (share: number) => random() < share;
  const whole = (from: number, to: number) => from + Math.floor(random() * (to - from + 1));
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const maybe = <T>(share: number, make: () => T): T | null => (chance(share) ? make() : null);
  const pastJobs = Array.from({ length: pick([0, 1, 1, 2, 3]) }, () => {
    const o = whole(0, view.occupations.count - 1);
    return { soc: socText(view.occupations.soc[o]!), title: view.occupations.title.get(o).slice(0, 150), years: pick([0.5, 1, 2, 4, 10]) };
  });
  return {
    ...emptyProfile,
    interests: interestsOf(random),
    skills: Array.from(new Set(Array.from({ length: pick([0, 0, 2, 5]) }, () => pick(onetSkills))), (skill) => ({ skill, level: pick(skillLevels), yearsExperience: null })),
    pastJobs: view.occupations.count === 0 ? [] : pastJobs,
    educationLevel: maybe(0.93, () => pick([...educationLevels, "high-school", "high-school", "some-college", "none"] as const)),
    credentials: chance(0.15) ? [{ name: pick(["CDL Class A", "CNA", "Forklift", "CPR"]), level: pick(awardLevels) }] : [],
    workExperienceYears: maybe(0.7, () => whole(0, 25)),
    location: locationOf(random, view),
    timeAvailability: maybe(0.5, () => pick([8, 12.5, 20, 30, 40])),
    availableTimes: maybe(0.45, () => pickDayparts(random)),
    financialConstraints: maybe(0.55, () => pick([0, 50_000, 100_050, 250_000, 500_000, 1_000_000])),
    transportationAccess: maybe(0.92, () => pick(["car", "car", "car", "bus", ...travelModes] as const)),
    maxTravelMinutes: maybe(0.75, () => pick([15, 20, 30, 45, 60, 90])),
    childcareNeeds: maybe(0.85, () => chance(0.3)),
    digitalLiteracy: maybe(0.8, () => pick(digitalLevels)),
    maxWeeks: maybe(0.45, () => pick([4, 8, 12, 26, 52, 104])),
    startBy: maybe(0.3, () => civilDate(day + pick([30, 60, 120, 240]))),
    wageFloor: maybe(0.5, () => pick([2_500_000, 3_000_000, 3_555_500, 4_500_000, 6_000_000])),
    age: maybe(0.8, () => pick([16, 17, 18, 19, 22, 27, 34, 41, 52, 63])),
    backgroundConcern: maybe(0.7, () => chance(0.2)),
    weights: maybe(0.1, () => ({ interest: random(), skill: random(), preparation: random(), market: random(), outcome: random() * 0.15, practical: random() })),
  };
}

/** A peak or two over a base, as real profiles have; now and then nothing, or everything alike. */
function interestsOf(random: () => number): number[] | null {
  const kind = random();
  if (kind < 0.06) return null;
  if (kind < 0.1) return new Array<number>(6).fill(20);
  const base = 5 + Math.floor(random() * 15);
  const scores = Array.from({ length: 6 }, () => Math.min(40, Math.max(0, base + Math.floor(random() * 14) - 7)));
  for (let peaks = random() < 0.5 ? 1 : 2; peaks > 0; peaks--) scores[Math.floor(random() * 6)] = 25 + Math.floor(random() * 16);
  return scores;
}

function locationOf(random: () => number, view: CatalogView): { zip: string | null; countyFips: string | null } {
  const kind = random();
  if (kind < 0.6 && view.zips.count > 0) return { zip: String(view.zips.zip[Math.floor(random() * view.zips.count)]!).padStart(5, "0"), countyFips: null };
  if (kind < 0.92 && view.counties.count > 0)
    return { zip: null, countyFips: String(view.counties.fips[Math.floor(random() * view.counties.count)]!).padStart(5, "0") };
  return { zip: null, countyFips: null };
}

function pickDayparts(random: () => number): string[] {
  const chosen = dayparts.filter(() => random() < 0.6);
  return chosen.length > 0 ? chosen : [dayparts[Math.floor(random() * dayparts.length)]!];
}
