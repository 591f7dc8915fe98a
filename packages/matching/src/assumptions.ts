import type { AwardLevel, EducationLevel, TravelMode } from "@pathwayks/contracts";

// Everything that is assumed because nobody publishes it. Each is shown to the person beside the number that rests on it.

/** A road is this much longer than the great circle. */
export const detour = 1.3;
/** Kilometers an hour. By car: the first `town` kilometers at the speed of a town, the rest at that of a highway. */
export const speeds = { carTown: 50, carHighway: 85, bicycle: 15, walk: 5 } as const;
export const townKilometers = 10;

/** A job counts as near within this many kilometers of road, about 75 minutes by car. It does not depend on any limit. */
export const nearKilometers = 100;

/** Job zone that an education reaches (O*NET job zone reference: zone 2 usually asks for high school, 3 for vocational school). */
export const zoneOfEducation: Record<EducationLevel, number> = {
  none: 1, "high-school": 2, "some-college": 2, certificate: 3, associate: 3, bachelor: 4, graduate: 5,
};

/** Job zone that an award reaches. A course of under twelve weeks (nurse aide, truck driver) leads to zone 2. */
export const zoneOfAward: Record<AwardLevel, number> = {
  "under-12-weeks": 2, "12-weeks-to-1-year": 3, "1-to-2-years": 3, "2-to-4-years": 3, associate: 3, bachelor: 4, "above-bachelor": 5, none: 1,
};

/** exp(-0.7 Δ) for Δ = 0 to 4 zones short. A table, because engines differ in the last bit of `Math.exp`. */
export const zoneShortfall = [1, 0.4965853037914095, 0.2465969639416065, 0.1224564282529819, 0.06081006262521797] as const;

/** What is left of the preparation by zones that an occupation lies below the person's own: a degree does not look for a mop. */
export const zoneExcess = [1, 1, 0.75, 0.5, 0.5] as const;

/** The education that an award counts as, where an occupation usually asks for at least an associate degree at entry. */
export const educationOfAward: Record<AwardLevel, EducationLevel> = {
  none: "none", "under-12-weeks": "certificate", "12-weeks-to-1-year": "certificate", "1-to-2-years": "certificate",
  "2-to-4-years": "certificate", associate: "associate", bachelor: "bachelor", "above-bachelor": "graduate",
};

/**
 * Who leads others is made one by years, not by a course: BLS asks work experience for every supervisor and all but one kind of
 * manager. Supervisors: years in the same major group of occupations; managers: of work. Without them it lies `zones` further off.
 */
export const leading = { supervisorYears: 2, managerYears: 5, zones: 2 } as const;

/**
 * Highest level, on O*NET's 0-7 scale, to which a program of this award raises a skill that its occupation needs. Upper
 * quartile (short courses) and 90th percentile (longer ones) of the levels of important skills (IM >= 2.5) among the
 * occupations of the zone that the award reaches; O*NET 29.3.
 */
export const levelAfterAward: Record<AwardLevel, number> = {
  none: 2.75, "under-12-weeks": 3, "12-weeks-to-1-year": 3.38, "1-to-2-years": 3.88, "2-to-4-years": 3.88, associate: 3.88,
  bachelor: 4.12, "above-bachelor": 4.62,
};

/**
 * Level of the ten basic skills (2.A) that an education brings: the 10th percentile among the occupations of its zone, that
 * is, what nine in ten of them ask at least. Order of `onetSkills`; O*NET 29.3.
 */
export const basicSkillsOfZone: Readonly<Record<number, readonly number[]>> = {
  1: [1.75, 2.12, 1.38, 2, 0.75, 0, 2.12, 1.62, 1, 2.12],
  2: [2.25, 2.5, 2, 2.25, 1.25, 0, 2.5, 2, 1.75, 2.38],
  3: [3, 3, 2.62, 2.88, 1.75, 0, 3.12, 2.62, 2.12, 2.88],
  4: [3.88, 3.75, 3.5, 3.62, 2, 0.12, 3.75, 3.25, 2.75, 3.12],
  5: [4.12, 4, 3.88, 4, 2, 0.88, 3.88, 3.88, 3.12, 3.5],
};

/** Level of the other 25 skills that any grown-up brings: the 10th percentile among the occupations of zone 1. O*NET 29.3. */
export const everydaySkills: readonly number[] = [
  1.88, 2, 1.5, 1.38, 1.5, 1.5, 2, 0.12, 0, 0, 0, 0, 1.5, 0.88, 0, 0.88, 0, 1.38, 2.12, 1, 1.12, 2, 0.12, 0.5, 1.5,
];

/** What a past job leaves of its occupation's levels, by years in it. */
export const yearsFactor = (years: number): number => (years < 1 ? 0.6 : years <= 3 ? 0.8 : 1);

/** Weeks until classes begin where no start is published: up to one gap between terms, by the length of the program. */
export const waitWeeks = { short: { min: 0, max: 8 }, term: { min: 0, max: 16 } } as const;
/** Programs up to this many weeks start more often than once a term. */
export const shortProgramWeeks = 15;

/** Weeks from ready to the first paycheck by the occupation's openings rate (openings a year ÷ people employed), by its third. */
export const searchWeeks = { often: { min: 2, max: 8 }, middle: { min: 3, max: 12 }, seldom: { min: 4, max: 20 }, unknown: { min: 3, max: 20 } } as const;

/**
 * The parts of the practical term. A course is paid for with weeks without pay and with money; class hours are hardly published
 * anywhere, so they would mostly add the same to all.
 */
export const practicalShares = { way: 0.25, money: 0.25, hours: 0.1, weeks: 0.4 } as const;

/**
 * The scales of the practical term: at the scale nothing is left of the ease. They are the same for everybody and do not
 * follow the person's limits: a limit decides whether, never how much, so moving one moves no score.
 */
export const scales = { travelMinutes: 90, costCents: 2_000_000, weeklyHours: 60, weeksToPaycheck: 156 } as const;
/** Hours a week that a job taken now fills: it asks for no class hours, but it leaves no more of the week than a school does. */
export const workWeek = 40;
/** Ease that an unpublished fact counts as: below the usual, so that a published fact wins. */
export const unknownEase = 0.5;
/** The same for money: who publishes no price is mostly a private school, whose net price is about twice that of the colleges. */
export const unknownCostEase = 0.25;
/** Fields (CIP) whose tuition leaves out the dearest part, the hours in the air: no estimate of their cost, and no ease at all. */
export const flightFields: readonly number[] = [490102, 490108];

/**
 * How the market term is made up. Pay counts most: it is what a training is for. Many openings are the mark of work that people
 * leave, and fast growth often that of a tiny occupation, so each says less.
 */
export const marketShares = { openings: 0.2, growth: 0.2, wage: 0.6 } as const;

/**
 * National openings a year at which openings and growth count half. A tiny occupation grows fast on paper: of a thousand people
 * in the nation, about nine live in Kansas.
 */
export const openingsHalf = 1000;

/** A few local jobs say little: with `n` jobs near in all, they count n ÷ (n + this); the rest is borrowed from the nation. */
export const localJobsPrior = 20;
/** Jobs of an occupation near at which its local demand counts one half. */
export const localDemandHalf = 3;
/** Below this many jobs near in all, the list says so. */
export const fewLocalJobs = 20;

/** Dollars a kilometer of own car, in cents, and days of class a week, for the cost of the way to class. */
export const drive = { centsPerKilometer: { min: 10, max: 20 }, daysPerWeek: { min: 2, max: 5 } } as const;

/**
 * How much of an institution's distance from the usual institution its programs inherit. Its completion is that of all its
 * students: where most finish, the pay may be low; where many transfer to a university, welders may all finish.
 */
export const institutionSay = 0.25;

/** Laws on age that bind only who works across state lines: younger than that is a question, not an end. */
export const acrossStates: readonly string[] = ["49 CFR 391.11(b)(1)"];

/** People below which no rate is shown. */
export const smallestGroup = 10;

/** Speeds of own means; `bus` and `online-only` have none. */
export const ownSpeed: Partial<Record<TravelMode, number>> = { bicycle: speeds.bicycle, walk: speeds.walk };
