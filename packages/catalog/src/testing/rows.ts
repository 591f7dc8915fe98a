import type { County, Job, Occupation, Partner, Program, Source } from "@pathwayks/contracts";
import {
  county as countySchema, job as jobSchema, occupation as occupationSchema, partner as partnerSchema, program as programSchema,
  source as sourceSchema,
} from "@pathwayks/contracts";

// Whole, valid rows from the few fields that a test cares about. Everything is sample data and says so. Each goes through
// the contract's schema, so that a test cannot rest on a row that no import would let in.

type Over<T> = { readonly [K in keyof T]?: unknown };

const listing = { source: "sample-data", asOf: "2026-11-01", basis: "sample" };
const record = { sample: true, createdAt: "2026-11-01T00:00:00Z", updatedAt: "2026-11-01T00:00:00Z" };
const nowhere = { countyFips: null, county: null, city: null, address: null, zip: null, coordinates: null };

/** The source that the other fakers cite. */
export const aSource = (over: Over<Source> = {}): Source => sourceSchema.parse({
  id: "sample-data", title: "Sample data", publisher: "PathwayKS", url: null, licence: "Apache-2.0", published: "2026-11-01",
  limitDays: 365, sample: true, ...over,
});

export const aPartner = (over: Over<Partner> = {}): Partner => partnerSchema.parse({
  id: "sample-college", name: "Sample College", type: "training-provider", description: null, website: null, location: nowhere,
  contact: { phone: null, email: null }, institution: null, statistics: { totalPrograms: null }, partnershipStartDate: null,
  status: "active", evidence: { listing }, ...record, ...over,
});

export const aCounty = (over: Over<County> = {}): County => countySchema.parse({
  fips: "20173", name: "Sedgwick", region: "area-4", population: 528_469, coordinates: { latitude: 37.6852, longitude: -97.4612 },
  ...over,
});

/** An occupation without ratings, wages or laws. */
export const anOccupation = (over: Over<Occupation> = {}): Occupation => occupationSchema.parse({
  soc: "51-4121", onetCode: null, title: { en: "Welders, Cutters, Solderers, and Brazers" }, description: null, interests: null,
  jobZone: null, skills: null, skillsFrom: null, wages: { p10: null, p25: null, median: null, p75: null, p90: null },
  outlook: { employment: null, annualOpenings: null, growthRate: null }, entryEducation: null, onTheJobTraining: null,
  altTitles: [],
  rules: [], evidence: {}, ...over,
});

/** A program of {@link aPartner} about which nothing but name, award and field is published. */
export const aProgram = (over: Over<Program> = {}): Program => programSchema.parse({
  id: "sample-college:welding", providerId: "sample-college", providerName: "Sample College", name: { en: "Welding" },
  description: null,
  category: "Manufacturing", subcategory: null, cip: "48.0508", awardLevel: "12-weeks-to-1-year", durationWeeks: null,
  scheduleType: null,
  scheduleDetails: null, hoursPerWeek: null, location: { ...nowhere, onlineOption: null },
  cost: { currency: "USD", tuition: null, fees: null, books: null, total: null, financialAidAvailable: null,
    wichitaPromiseEligible: null },
  prerequisites: { education: null, skills: [], experience: null, licence: null },
  outcomes: {
    credential: null, historicalCompletionRate: null, historicalPlacementRate: null, averageTimeToEmploymentDays: null,
    medianStartingSalary: null, completers: null,
  },
  targetJobs: [], pinnedOccupations: [], droppedOccupations: [], startDates: [], enrollmentUrl: null,
  contact: { phone: null, email: null },
  services: { childcare: null, evening: null, spanish: null }, evidence: { listing }, dataSource: "sample",
  lastSynced: record.updatedAt,
  ...record, ...over,
});

/** An open welding job of a sample employer. */
export const aJob = (over: Over<Job> = {}): Job => jobSchema.parse({
  id: "sample:1", employerId: "sample-employer", employerName: "Sample Employer", title: { en: "Welder" }, description: null,
  category: "Manufacturing", subcategory: null, soc: null, region: "area-4",
  location: { countyFips: null, county: null, city: null, address: null, coordinates: null, remoteOption: null },
  employmentType: null,
  schedule: null, salary: null, requirements: { education: null, credentials: [], experienceYears: null, skills: [] },
  benefits: [],
  postedDate: "2026-11-16", expirationDate: "2026-12-31", applicationUrl: null, pathwayksGuaranteedInterview: false,
  evidence: { listing },
  dataSource: "sample", lastSynced: record.updatedAt, ...record, ...over,
});
