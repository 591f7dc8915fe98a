import { awardLevels, employmentTypes } from "@pathwayks/contracts";
import type { JobFilters, ProgramFilters } from "../../../engine/port.ts";

/** Where the catalog stands, as it is in the address: a link opens the same list again, without a network too. */
export interface CatalogSearch {
  readonly tab: "programs" | "jobs";
  readonly q: string;
  readonly county: string;
  readonly category: string;
  /** Award level on the programs, kind of employment on the jobs; "" = any. */
  readonly kind: string;
  /** Programs of one school. */
  readonly provider: string;
  /** Jobs of one occupation. */
  readonly soc: string;
  readonly online: boolean;
}

export const noSearch: CatalogSearch = {
  tab: "programs",
  q: "",
  county: "",
  category: "",
  kind: "",
  provider: "",
  soc: "",
  online: false,
};

/** Reads an address; whatever is not understood is left out. */
export function readSearch(raw: Readonly<Record<string, unknown>>): CatalogSearch {
  const tab = raw["tab"] === "jobs" ? "jobs" : "programs";
  const kinds: readonly string[] = tab === "jobs" ? employmentTypes : awardLevels;
  const kind = text(raw["kind"]);
  const county = text(raw["county"]);
  return {
    tab,
    q: text(raw["q"]).slice(0, 200),
    county: /^\d{5}$/.test(county) ? county : "",
    category: text(raw["category"]).slice(0, 120),
    kind: kinds.includes(kind) ? kind : "",
    provider: tab === "programs" ? text(raw["provider"]) : "",
    soc: tab === "jobs" && /^\d{2}-\d{4}$/.test(text(raw["soc"])) ? text(raw["soc"]) : "",
    online: raw["online"] === true || raw["online"] === "true" || raw["online"] === 1,
  };
}

// An address may hold a number where somebody searched for one: `?q=2024`.
const text = (value: unknown): string => (typeof value === "string" ? value : typeof value === "number" ? String(value) : "");

/** The address of a state: what says nothing is left out, so that links stay short. */
export function writeSearch({ tab, online, ...texts }: CatalogSearch): Partial<CatalogSearch> {
  const said = Object.fromEntries(Object.entries(texts).filter(([, value]) => value !== ""));
  return { tab, ...said, ...(online && { online }) };
}

export const programFilters = ({ county, category, kind, provider, online }: CatalogSearch): ProgramFilters => ({
  ...(county !== "" && { county }),
  ...(category !== "" && { category }),
  ...(kind !== "" && { awardLevels: [kind] }),
  ...(provider !== "" && { providerId: provider }),
  ...(online && { onlineOnly: true }),
});

export const jobFilters = ({ county, category, kind, soc, online }: CatalogSearch): JobFilters => ({
  ...(county !== "" && { county }),
  ...(category !== "" && { category }),
  ...(kind !== "" && { employmentTypes: [kind] }),
  ...(soc !== "" && { soc }),
  ...(online && { remoteOnly: true }),
});

/** How many filters are set, so that the closed panel can say so. */
export const filterCount = ({ county, category, kind, provider, soc, online }: CatalogSearch): number =>
  [county, category, kind, provider, soc].filter((value) => value !== "").length + (online ? 1 : 0);
