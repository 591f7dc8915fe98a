import { readFileSync } from "node:fs";
import type { LocalText } from "@pathwayks/contracts";

// Plain words for a field of study. The official CIP title stays as the subcategory.

const families: Readonly<Record<string, string>> = {
  "01": "Farming and animals",
  "03": "Nature and environment",
  "04": "Building design",
  "05": "Culture and languages",
  "09": "Media and communication",
  "10": "Media and communication",
  "11": "Computers",
  "12": "Beauty and hair",
  "13": "Teaching and child care",
  "14": "Engineering and technology",
  "15": "Engineering and technology",
  "16": "Culture and languages",
  "19": "Teaching and child care",
  "22": "Law and office",
  "23": "Culture and languages",
  "24": "General studies",
  "25": "Law and office",
  "26": "Science",
  "27": "Science",
  "28": "Public safety",
  "29": "Public safety",
  "30": "General studies",
  "31": "Sports and fitness",
  "32": "Basic skills",
  "33": "Community and social services",
  "34": "Health care",
  "36": "General studies",
  "37": "Basic skills",
  "38": "Culture and languages",
  "39": "Religion",
  "40": "Science",
  "41": "Science",
  "42": "Community and social services",
  "43": "Public safety",
  "44": "Community and social services",
  "45": "Culture and languages",
  "46": "Construction",
  "47": "Repair and mechanics",
  "48": "Manufacturing and welding",
  "49": "Driving and flying",
  "50": "Art and design",
  "51": "Health care",
  "52": "Business and office",
  "53": "Basic skills",
  "54": "Culture and languages",
  "60": "Health care",
  "61": "Health care",
};

/** Where four digits say more than two. */
const groups: Readonly<Record<string, string>> = {
  "12.03": "Personal services",
  "12.05": "Cooking and food service",
  "19.05": "Cooking and food service",
  "52.09": "Hotels, travel and events",
  "52.18": "Sales",
  "52.19": "Sales",
};

/** Plain-word category of a CIP code. */
export const categoryOf = (cip: string | null): string =>
  groups[cip?.slice(0, 5) ?? ""] ?? families[cip?.slice(0, 2) ?? ""] ?? "Other";

type Names = Readonly<Record<string, readonly [en: string, es: string]>>;

/** The hand-written names in both languages, read once. */
function named(file: string): () => Names {
  let names: Names | undefined;
  return () => (names ??= JSON.parse(readFileSync(new URL(`../../starter/${file}`, import.meta.url), "utf8")) as Names);
}
const cipNames = named("cip-names.json");
const occupationNames = named("occupation-names.json");

/** Everyday name of a field of study in both languages where the hand-written table has one, else the CIP title, tidied. */
export function programName(cip: string, cipTitle: string): LocalText {
  const known = cipNames()[cip];
  return known === undefined ? { en: tidyTitle(cipTitle) } : { en: known[0], es: known[1] };
}

/** Everyday name of an occupation in both languages where the hand-written table has one, else O*NET's title. */
export function occupationName(soc: string, title: string): LocalText {
  const known = occupationNames()[soc];
  return known === undefined ? { en: title } : { en: known[0], es: known[1] };
}

// Categories of jobs by the SOC major group.
const majorGroups: Readonly<Record<string, string>> = {
  "11": "Business and office",
  "13": "Business and office",
  "15": "Computers",
  "17": "Engineering and technology",
  "19": "Science",
  "21": "Community and social services",
  "23": "Law and office",
  "25": "Teaching and child care",
  "27": "Art and design",
  "29": "Health care",
  "31": "Health care",
  "33": "Public safety",
  "35": "Cooking and food service",
  "37": "Cleaning and grounds",
  "39": "Personal services",
  "41": "Sales",
  "43": "Business and office",
  "45": "Farming and animals",
  "47": "Construction",
  "49": "Repair and mechanics",
  "51": "Manufacturing and welding",
  "53": "Driving and warehouse",
};

/** Plain-word category of a job by its occupation. */
export const jobCategoryOf = (soc: string): string =>
  soc.startsWith("39-50") ? "Beauty and hair" : (majorGroups[soc.slice(0, 2)] ?? "Other");

/** The closed list of categories, sorted: what a filter offers and a translation must cover. */
export const categories: readonly string[] = [
  ...new Set([...Object.values(families), ...Object.values(groups), ...Object.values(majorGroups), "Other"]),
].sort();

/** A CIP title as people would write it: without the final dot and the ", General" of the classification. */
export const tidyTitle = (title: string): string =>
  title
    .replace(/\.$/, "")
    .replace(/, General$/, "")
    .trim();

/** Lower-case words joined by hyphens, for readable ids; at most 60 characters. */
export const slug = (text: string): string =>
  text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f]/g, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60)
    .replace(/-+$/, "");
