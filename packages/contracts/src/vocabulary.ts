// Closed lists that every part shares. The order is part of the wire format (columns store the index): append, never
// reorder; `wire.test.ts` holds the fingerprint.

/** IPEDS award levels below and including the bachelor's degree, and the levels above as one. */
export const awardLevels = [
  "under-12-weeks", "12-weeks-to-1-year", "1-to-2-years", "2-to-4-years", "associate", "bachelor", "above-bachelor", "none",
] as const;
export type AwardLevel = (typeof awardLevels)[number];

/** Weeks that an award level spans when nothing more exact is published; the open end of the last ones is the usual length. */
export const awardWeeks: Record<AwardLevel, { min: number; max: number } | null> = {
  "under-12-weeks": { min: 1, max: 11 },
  "12-weeks-to-1-year": { min: 12, max: 52 },
  "1-to-2-years": { min: 52, max: 104 },
  "2-to-4-years": { min: 104, max: 208 },
  associate: { min: 72, max: 104 },
  bachelor: { min: 156, max: 208 },
  "above-bachelor": null,
  none: null,
};

export const scheduleTypes = ["full-time", "part-time", "evening", "weekend", "online", "hybrid"] as const;
export type ScheduleType = (typeof scheduleTypes)[number];

export const educationLevels = [
  "none", "high-school", "some-college", "certificate", "associate", "bachelor", "graduate",
] as const;
export type EducationLevel = (typeof educationLevels)[number];

export const employmentTypes = ["full-time", "part-time", "temporary", "contract", "internship", "apprenticeship"] as const;
export type EmploymentType = (typeof employmentTypes)[number];

export const payPeriods = ["hour", "day", "week", "month", "year"] as const;
export type PayPeriod = (typeof payPeriods)[number];

/** Hours of full-time work that turn a rate of pay into a year's: 2,080 hours, the convention of OEWS. */
export const periodsPerYear: Record<PayPeriod, number> = { hour: 2080, day: 260, week: 52, month: 12, year: 1 };

export const partnerTypes = ["training-provider", "employer", "workforce-center", "state-agency"] as const;
export type PartnerType = (typeof partnerTypes)[number];

/**
 * What a device can subscribe to. The five local workforce areas of Kansas; `unassigned` holds the counties whose area no
 * source at hand tells; `online` and `statewide` always come along.
 */
export const regions = ["area-1", "area-2", "area-3", "area-4", "area-5", "unassigned", "statewide", "online"] as const;
export type Region = (typeof regions)[number];

/** Holland's six types, in the order of O*NET. */
export const riasec = ["realistic", "investigative", "artistic", "social", "enterprising", "conventional"] as const;
export type Riasec = (typeof riasec)[number];

/** The 35 skills of the O*NET content model, in the order of their element ids (2.A.1.a to 2.B.5.d). */
export const onetSkills = [
  "2.A.1.a", "2.A.1.b", "2.A.1.c", "2.A.1.d", "2.A.1.e", "2.A.1.f", "2.A.2.a", "2.A.2.b", "2.A.2.c", "2.A.2.d",
  "2.B.1.a", "2.B.1.b", "2.B.1.c", "2.B.1.d", "2.B.1.e", "2.B.1.f", "2.B.2.i",
  "2.B.3.a", "2.B.3.b", "2.B.3.c", "2.B.3.d", "2.B.3.e", "2.B.3.g", "2.B.3.h", "2.B.3.j", "2.B.3.k", "2.B.3.l", "2.B.3.m",
  "2.B.4.e", "2.B.4.g", "2.B.4.h", "2.B.5.a", "2.B.5.b", "2.B.5.c", "2.B.5.d",
] as const;
export type OnetSkill = (typeof onetSkills)[number];

/** Proficiency in the walkthrough's words; the numbers are levels on O*NET's 0-7 scale. */
export const skillLevels = ["beginner", "intermediate", "advanced"] as const;
export type SkillLevel = (typeof skillLevels)[number];
export const skillLevelValue: Record<SkillLevel, number> = { beginner: 2, intermediate: 3.5, advanced: 5 };

/** How a person gets around. `online-only`: classes only from home. */
export const travelModes = ["car", "bus", "bicycle", "walk", "online-only"] as const;
export type TravelMode = (typeof travelModes)[number];

export const dayparts = ["weekday-day", "weekday-evening", "weekend"] as const;
export type Daypart = (typeof dayparts)[number];

export const digitalLevels = ["beginner", "intermediate", "advanced"] as const;
export type DigitalLevel = (typeof digitalLevels)[number];

export const languages = ["en", "es"] as const;
export type Language = (typeof languages)[number];

/** Groups of facts that share a source and an age. */
export const factGroups = ["listing", "length", "cost", "schedule", "completion", "placement", "earnings", "wages"] as const;
export type FactGroup = (typeof factGroups)[number];

/** Whose figure a number is. Anything but `program` is named as what it is wherever it is shown. */
export const bases = ["program", "institution", "related-programs", "occupation-national", "award-band", "state", "sample"] as const;
export type Basis = (typeof bases)[number];
