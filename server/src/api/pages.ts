import { z } from "zod";
import { awardLevels, countyFips, employmentTypes, partnerId, socCode } from "@pathwayks/contracts";

// The wire shapes of lists. Query values arrive as text, one or several of a name; each schema says the type it stands for.

const number = (text: unknown) => (typeof text === "string" && /^-?\d{1,9}$/.test(text) ? Number(text) : text);
const yes = (text: unknown) => (text === "true" ? true : text === "false" ? false : text);
const list = (value: unknown) => (typeof value === "string" ? [value] : value);

export const MAX_PAGE = 100;

export const paging = {
  limit: z.preprocess(number, z.int().min(1).max(MAX_PAGE).default(20)).describe("How many entries at most"),
  offset: z
    .preprocess(number, z.int().min(0).max(1_000_000).default(0))
    .describe("How many entries to leave out at the beginning"),
};
const q = z.string().trim().min(1).max(200).describe("Words to look for: typing mistakes and missing endings are forgiven");
const category = z.string().min(1).max(120).optional().describe("A category, exactly as the list of categories has it");
const county = z.optional(countyFips).describe("County, five digits: 20173 is Sedgwick");

const programFilters = {
  county,
  awardLevel: z
    .preprocess(list, z.array(z.enum(awardLevels)).max(8).optional())
    .describe("Award levels; repeat the parameter for several"),
  category,
  providerId: z.optional(partnerId).describe("The school"),
  onlineOnly: z.preprocess(yes, z.boolean().optional()).describe("Only what can be done online throughout"),
};
const jobFilters = {
  county,
  employmentType: z
    .preprocess(list, z.array(z.enum(employmentTypes)).max(6).optional())
    .describe("Kinds of employment; repeat the parameter for several"),
  category,
  soc: z.optional(socCode).describe("Occupation by SOC code"),
  remoteOnly: z.preprocess(yes, z.boolean().optional()).describe("Only what can be done from home"),
};

export const programsQuery = z.strictObject({ ...programFilters, ...paging });
export const programSearchQuery = z.strictObject({ q, ...programFilters, ...paging });
export const jobsQuery = z.strictObject({ ...jobFilters, ...paging });
export const jobSearchQuery = z.strictObject({ q, ...jobFilters, ...paging });

/** Routes that take no parameters refuse all, so that a misspelt one is not silently ignored. */
export const noQuery = z.strictObject({});

const catalogVersion = z.int().min(1).describe("Version of the release that the answer was read from");

/** One page of a list. `next` is the address of the following page. */
export const pageOf = <T extends z.core.$ZodType>(item: T) =>
  z.strictObject({
    catalogVersion,
    total: z.int().min(0),
    offset: z.int(),
    limit: z.int(),
    next: z.string().nullable(),
    items: z.array(item),
  });

export const withVersion = <T extends z.ZodRawShape>(shape: T) => z.strictObject({ catalogVersion, ...shape });

/** Where the next page of this request is, or `null` at the end. The address is built from checked values only. */
export function nextPage(
  path: string,
  query: Readonly<Record<string, unknown>>,
  offset: number,
  limit: number,
  total: number,
): string | null {
  if (offset + limit >= total) return null;
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (name === "offset" || name === "limit" || value === undefined) continue;
    for (const one of Array.isArray(value) ? value : [value]) parameters.append(name, String(one));
  }
  parameters.set("limit", String(limit));
  parameters.set("offset", String(offset + limit));
  return `${path}?${parameters.toString()}`;
}
