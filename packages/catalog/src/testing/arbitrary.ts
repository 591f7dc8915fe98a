import fc from "fast-check";
import type { Job, Occupation, Partner, Program } from "@pathwayks/contracts";
import {
  awardLevels, bases, civilDate, educationLevels, employmentTypes, factGroups, onetSkills, partnerTypes, payPeriods, regions,
  scheduleTypes,
} from "@pathwayks/contracts";
import { aJob, aPartner, aProgram, anOccupation } from "./rows.ts";

// Any row that the contracts let through, in the form in which a release gives it back: four decimals of a degree, decimals
// that a Float32 holds, "" as `null`, whole seconds.

const nullable = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const words = fc.string({ minLength: 1, maxLength: 20, unit: "grapheme" });
const slug = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,8}$/);
const cents = fc.integer({ min: 0, max: 2_000_000_000 });
const day = fc.integer({ min: 0, max: 30_000 }).map(civilDate);
const flag = nullable(fc.boolean());
const decimal = (max: number) => fc.integer({ min: 0, max: max * 100 }).map((n) => n / 100);
const coordinates = fc.record({
  latitude: fc.integer({ min: -890_000, max: 890_000 }).map((n) => n / 10_000),
  longitude: fc.integer({ min: -1_799_000, max: 1_799_000 }).map((n) => n / 10_000),
});
const fips = fc.integer({ min: 0, max: 99_999 }).map((n) => String(n).padStart(5, "0"));
const rate = fc.integer({ min: 1, max: 9_999 }).chain((n) => fc.record({ k: fc.integer({ min: 0, max: n }), n: fc.constant(n) }));
const localText = fc.oneof(fc.record({ en: words }), fc.record({ en: words, es: words }));
const socDigits = fc.integer({ min: 110_000, max: 559_999 }).map((n) => `${String(n).slice(0, 2)}-${String(n).slice(2)}`);
const evidence = fc.dictionary(fc.constantFrom(...factGroups), fc.record(
  { source: fc.constant("sample-data"), asOf: day, basis: fc.constantFrom(...bases), sharedBy: fc.integer({ min: 2, max: 900 }) },
  { requiredKeys: ["source", "asOf", "basis"] },
));
const instant = day.map((date) => `${date}T11:22:33Z`);
const record = { evidence, sample: fc.boolean(), createdAt: instant, updatedAt: instant };
const url = nullable(fc.webUrl());
const place = { countyFips: nullable(fips), county: nullable(words), city: nullable(words), address: nullable(words),
  coordinates: nullable(coordinates) };

/** The faker's row with these fields, through the schema again. */
const over = <T>(make: (o: Partial<Record<keyof T, unknown>>) => T, fields: Partial<Record<keyof T, fc.Arbitrary<unknown>>>) =>
  fc.record(fields as Record<string, fc.Arbitrary<unknown>>).map((o) => make(o as Partial<Record<keyof T, unknown>>));

export const anyProgram: fc.Arbitrary<Program> = over<Program>(aProgram, {
  id: slug.map((s) => `p:${s}`), providerId: slug, providerName: words, name: localText, description: nullable(words),
  category: words,
  subcategory: nullable(words), cip: nullable(fc.integer({ min: 10_000, max: 619_999 }).map((n) =>
    String(n).padStart(6, "0").replace(/^(..)/, "$1."))),
  awardLevel: fc.constantFrom(...awardLevels), durationWeeks: nullable(fc.integer({ min: 0, max: 520 })),
  scheduleType: nullable(fc.constantFrom(...scheduleTypes)), scheduleDetails: nullable(words),
  hoursPerWeek: nullable(decimal(168)),
  location: fc.record({ ...place, zip: nullable(fc.stringMatching(/^\d{5}(-\d{4})?$/)), onlineOption: flag }),
  cost: fc.record({
    currency: fc.constant("USD"), tuition: nullable(cents), fees: nullable(cents), books: nullable(cents), total: nullable(cents),
    financialAidAvailable: flag, wichitaPromiseEligible: flag,
  }),
  prerequisites: fc.record({
    education: nullable(fc.constantFrom(...educationLevels)), skills: fc.array(words, { maxLength: 4 }),
    experience: nullable(words), licence: nullable(words),
  }),
  outcomes: fc.record({
    credential: nullable(words), historicalCompletionRate: nullable(rate), historicalPlacementRate: nullable(rate),
    averageTimeToEmploymentDays: nullable(fc.integer({ min: 0, max: 2000 })), medianStartingSalary: nullable(cents),
    completers: nullable(fc.nat(9999)),
  }),
  targetJobs: fc.array(words, { maxLength: 4 }), pinnedOccupations: fc.array(socDigits, { maxLength: 3 }),
  droppedOccupations: fc.array(socDigits, { maxLength: 3 }),
  startDates: fc.array(day, { maxLength: 4 }).map((dates) => dates.sort()),
  enrollmentUrl: url, contact: fc.record({ phone: nullable(words), email: nullable(words) }),
  services: fc.record({ childcare: flag, evening: flag, spanish: flag }), dataSource: words, ...record,
});

export const anyJob: fc.Arbitrary<Job> = over<Job>(aJob, {
  id: slug.map((s) => `j:${s}`), employerId: slug, employerName: words, title: localText, description: nullable(words),
  category: words,
  subcategory: nullable(words), soc: nullable(socDigits), region: fc.constantFrom(...regions),
  location: fc.record({ ...place, remoteOption: flag }),
  employmentType: nullable(fc.constantFrom(...employmentTypes)), schedule: nullable(words),
  salary: nullable(fc.tuple(nullable(cents), nullable(cents), fc.constantFrom(...payPeriods)).map(([a, b, period]) => ({
    min: a === null || b === null ? a : Math.min(a, b), max: a === null || b === null ? b : Math.max(a, b), currency: "USD",
    period,
  }))),
  requirements: fc.record({
    education: nullable(fc.constantFrom(...educationLevels)), credentials: fc.array(words, { maxLength: 3 }),
    experienceYears: nullable(decimal(50)), skills: fc.array(words, { maxLength: 4 }),
  }),
  benefits: fc.array(words, { maxLength: 4 }), postedDate: fc.integer({ min: 20_000, max: 20_780 }).map(civilDate),
  expirationDate: fc.integer({ min: 20_800, max: 30_000 }).map(civilDate), applicationUrl: url,
  pathwayksGuaranteedInterview: fc.boolean(), dataSource: words, ...record,
});

export const anyPartner: fc.Arbitrary<Partner> = over<Partner>(aPartner, {
  id: slug, name: words, type: fc.constantFrom(...partnerTypes), description: nullable(words), website: url,
  location: fc.record({ ...place, zip: nullable(fc.stringMatching(/^\d{5}(-\d{4})?$/)) }),
  contact: fc.record({ phone: nullable(words), email: nullable(words) }),
  institution: nullable(fc.record({
    ipedsUnitId: fc.nat(999_999), sector: words, tuitionAndFeesPerYear: nullable(cents), netPricePerYear: nullable(cents),
    completionRate: nullable(rate), completionShare: nullable(fc.integer({ min: 0, max: 100 }).map((n) => n / 100)),
    medianEarnings10Years: nullable(cents), aidUrl: url, applyUrl: url, netPriceCalculatorUrl: url,
  })),
  statistics: fc.record({ totalPrograms: nullable(fc.nat(999)) }), partnershipStartDate: nullable(day),
  status: fc.constantFrom("active", "closed", "unknown"), ...record,
});

const rating = fc.tuple(fc.integer({ min: 100, max: 500 }), fc.integer({ min: 0, max: 700 })).map(([i, l]) => [i / 100, l / 100]);
const score = fc.integer({ min: 100, max: 700 }).map((n) => n / 100);

export const anyOccupation: fc.Arbitrary<Occupation> = over<Occupation>(anOccupation, {
  soc: socDigits, onetCode: nullable(fc.constant("29-1141.00")), title: localText, description: nullable(words),
  interests: nullable(fc.tuple(score, score, score, score, score, score)), jobZone: nullable(fc.integer({ min: 1, max: 5 })),
  skills: nullable(fc.array(nullable(rating), { minLength: onetSkills.length, maxLength: onetSkills.length })),
  wages: fc.record({ p10: nullable(cents), p25: nullable(cents), median: nullable(cents), p75: nullable(cents),
    p90: nullable(cents) }),
  outlook: fc.record({
    employment: nullable(fc.nat(3_000_000)), annualOpenings: nullable(fc.nat(900_000)),
    growthRate: nullable(fc.integer({ min: -900, max: 900 }).map((n) => n / 1000)),
  }),
  entryEducation: nullable(fc.constantFrom(...educationLevels)), onTheJobTraining: nullable(words),
  altTitles: fc.array(words, { maxLength: 5 }),
  rules: fc.array(fc.oneof(
    fc.record({ kind: fc.constant("min-age"), age: fc.integer({ min: 14, max: 25 }), text: localText, law: words }),
    fc.record({ kind: fc.constantFrom("background-check", "licence"), text: localText, law: words }),
  ), { maxLength: 2 }),
  evidence,
});
