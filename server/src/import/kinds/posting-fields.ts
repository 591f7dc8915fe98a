import type { EmploymentType, Partner, PayPeriod } from "@pathwayks/contracts";
import { periodsPerYear } from "@pathwayks/contracts";
import type { Cells } from "../cells.ts";

const types: Readonly<Record<string, EmploymentType>> = {
  FULL_TIME: "full-time",
  PART_TIME: "part-time",
  TEMPORARY: "temporary",
  CONTRACT: "contract",
  INTERNSHIP: "internship",
};

/** LinkedIn's work type in our words; volunteer work and "other" have none. */
export const employmentType = (words: string | null): EmploymentType | null => types[words ?? ""] ?? null;

const periods: Readonly<Record<string, PayPeriod>> = {
  HOURLY: "hour",
  DAILY: "day",
  WEEKLY: "week",
  MONTHLY: "month",
  YEARLY: "year",
};

// A year of full-time work below this is a mistyped period ("15 a year"), above it a mistyped amount.
const yearly = { min: 8_000, max: 1_500_000 };

/** Pay in cents for one period; the row is rejected where a year of it would be absurd. `null`: not published. */
export function salaryOf(cells: Cells): { min: number | null; max: number | null; currency: "USD"; period: PayPeriod } | null {
  const limit = { max: 1e12, reason: "not a sum of money" };
  const [low, middle, high] = (["salary_min", "salary_med", "salary_max"] as const).map((field) => cells.cents(field, limit));
  const ends = [low ?? middle ?? null, high ?? middle ?? null] as const;
  if (ends[0] === null && ends[1] === null) return null;
  const period = periods[cells.text("pay_period") ?? ""];
  if (period === undefined) return cells.reject("pay_period", "pay without a period");
  if (cells.text("currency") !== "USD") return cells.reject("currency", "not USD");
  for (const [i, value] of ends.entries()) {
    const year = ((value ?? yearly.min * 100) / 100) * (value === null ? 1 : periodsPerYear[period]);
    const field = i === 0 ? "salary_min" : "salary_max";
    if (year < yearly.min || year > yearly.max)
      cells.reject(
        field,
        `a year of it would be outside $${yearly.min.toLocaleString("en-US")} to $${yearly.max.toLocaleString("en-US")}`,
        `${(value ?? 0) / 100} per ${period}`,
      );
  }
  if (ends[0] !== null && ends[1] !== null && ends[0] > ends[1])
    cells.reject("salary_min", "the lowest pay is above the highest", `${ends[0] / 100} to ${ends[1] / 100}`);
  return { min: ends[0], max: ends[1], currency: "USD", period };
}

// LinkedIn's job functions, of which a posting names one or more; the first counts.
const functions: readonly (readonly [RegExp, string])[] = [
  [/health care/i, "Health care"],
  [/information technology/i, "Computers"],
  [/engineering|science|research|quality/i, "Engineering and technology"],
  [/sales|business development/i, "Sales"],
  [/customer service|administrative|accounting|finance|human resources|purchasing/i, "Business and office"],
  [/manufacturing|production/i, "Manufacturing and welding"],
  [/supply chain|distribution/i, "Driving and warehouse"],
  [/education|training/i, "Teaching and child care"],
  [/legal/i, "Law and office"],
  [/art|design|writing|marketing|public relations|advertising/i, "Media and communication"],
  [/management|strategy|project|product|consulting|general business|analyst/i, "Business and office"],
];

/** Plain-word category of LinkedIn's `|`-separated job functions. */
export const jobCategory = (words: string | null): string =>
  functions.find(([pattern]) => pattern.test(words?.split("|")[0] ?? ""))?.[1] ?? "Other";

/** The sample leaves employers out: one row stands for them all. */
export function employerNotNamed(on: string): Partner {
  const at = `${on}T00:00:00Z`;
  return {
    id: "linkedin-2023:employer",
    name: "Employer not named in the source",
    type: "employer",
    description: null,
    website: null,
    location: { countyFips: null, county: null, city: null, address: null, zip: null, coordinates: null },
    contact: { phone: null, email: null },
    institution: null,
    statistics: { totalPrograms: null },
    partnershipStartDate: null,
    status: "unknown",
    evidence: { listing: { source: "linkedin-2023", asOf: on, basis: "program" } },
    sample: false,
    createdAt: at,
    updatedAt: at,
  } as unknown as Partner;
}
