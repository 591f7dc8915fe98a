import type { Job } from "@pathwayks/contracts";
import { socToInt } from "../../codes.ts";
import { UNKNOWN } from "../../view.ts";
import type { OccupationIndex } from "./occupations.ts";
import { telling, titleKey } from "./occupations.ts";

export interface JobLink {
  /** SOC as an integer, UNKNOWN where no occupation is near enough. */
  readonly soc: number;
  /** 1: the source names it. Below: confidence in the title. 0: none. */
  readonly score: number;
}

/** Confidence in an exact match: an occupation's own title, a lay title of one occupation, a lay title of several. */
const OWN_TITLE = 0.97, LAY_TITLE = 0.9, SHARED_TITLE = 0.7;

/**
 * What a likeness needs to become a link. Of a tenth of O*NET's lay titles, kept out of the index, those without an exact
 * match are linked in 32 of 100 cases, of these 68 to an occupation that has the title and 76 within its minor group
 * (DESIGN.md, "Links").
 */
export const nearness = {
  /** Confidence below which a title is linked to nothing. */
  least: 0.45,
  /** Titles that vote. */
  neighbours: 8,
  /** What a title keeps whose last word, the one that says what a person is, is another. */
  otherHead: 0.6,
} as const;

const none: JobLink = { soc: UNKNOWN, score: 0 };

/** Links jobs to occupations: what the source says, else the title. Titles repeat, so their answers are kept. */
export function jobLinker(index: OccupationIndex): (job: Pick<Job, "soc" | "title">) => JobLink {
  const near = nearestTitles(index);
  const known = new Map<string, JobLink>();
  return (job) => {
    if (job.soc !== null) return { soc: socToInt(job.soc), score: 1 };
    const title = plainTitle(job.title.en);
    const link = known.get(title) ?? exactLink(index, title) ?? near(title);
    known.set(title, link);
    return link;
  };
}

/** Seniority, shift, kind of contract and numbers: about the posting, not about the work. */
const aboutThePosting = new RegExp([
  "\\b(?:sr|senior|jr|junior|lead|entry level|part[- ]time|full[- ]time|prn|remote|travel|hiring|now",
  "weekends?|nights?|days?|evenings?|shifts?|\\d(?:st|nd|rd|th)|i{1,3}|iv|\\d+)\\b\\.?",
].join("|"), "gi");

/**
 * A posting's title without what is about the posting: brackets, pay, shift, place after a dash, seniority. `Manager,
 * Warehouse` becomes `Warehouse Manager`.
 */
export function plainTitle(title: string): string {
  const bare = title.replace(/\([^)]*\)|\[[^\]]*\]|\{[^}]*\}/g, " ").replace(/\$[\d.,]+\S*/g, " ");
  const [first = ""] = bare.split(/\s[-–—|@]+\s|[;:|–—]|\s(?:at|in)\s/);
  const [head = "", tail] = first.split(",").map((part) => part.trim());
  const turned = tail !== undefined && tail !== "" && !head.includes(" ") ? `${tail} ${head}` : head;
  const rest = turned.replace(aboutThePosting, " ").replace(/\s+/g, " ").trim();
  return rest === "" ? bare.replace(/\s+/g, " ").trim() : rest;
}

function exactLink(index: OccupationIndex, title: string): JobLink | null {
  const found = index.exact(titleKey(title));
  const best = found[0];
  if (best === undefined) return null;
  return { soc: best.soc, score: best.own ? OWN_TITLE : found.length === 1 ? LAY_TITLE : SHARED_TITLE };
}

interface Document {
  readonly soc: number;
  readonly words: readonly string[];
}

/** The occupation that the nearest titles agree on, by TF-IDF cosine over words, through an inverted index. */
function nearestTitles(index: OccupationIndex): (title: string) => JobLink {
  const documents: Document[] = [];
  const postings = new Map<string, number[]>();
  for (const { soc, occupation } of index.bySoc.values())
    for (const title of [occupation.title.en, ...occupation.altTitles])
      documents.push({ soc, words: [...new Set(telling(title))] });
  documents.forEach(({ words }, i) => {
    for (const word of words) {
      const rows = postings.get(word);
      if (rows === undefined) postings.set(word, [i]);
      else rows.push(i);
    }
  });
  // A word that no title has says nothing about which is nearest, but much about how near: it counts as the rarest.
  const idf = (word: string) => Math.log(1 + documents.length / (1 + (postings.get(word)?.length ?? 0)));
  const norm = (words: readonly string[]) => Math.hypot(...words.map(idf));
  const norms = Float64Array.from(documents, (document) => norm(document.words));
  const dots = new Float64Array(documents.length);
  return (title) => {
    const words = [...new Set(telling(title))];
    // One word that is nobody's title ("Manager") is near to hundreds and like none.
    if (words.length < 2) return none;
    const touched = new Set<number>();
    for (const word of words) {
      const square = idf(word) ** 2;
      for (const i of postings.get(word) ?? []) {
        dots[i] = (dots[i] ?? 0) + square;
        touched.add(i);
      }
    }
    const own = norm(words), head = words.at(-1);
    const near = [...touched].map((i) => {
      const document = documents[i];
      const cosine = (dots[i] ?? 0) / (own * (norms[i] ?? 1));
      dots[i] = 0;
      return { soc: document?.soc ?? UNKNOWN, score: cosine * (document?.words.at(-1) === head ? 1 : nearness.otherHead) };
    });
    return agree(near.sort((a, b) => b.score - a.score || a.soc - b.soc).slice(0, nearness.neighbours));
  };
}

/** The occupation with the most votes, each worth its likeness squared; its confidence is its best likeness times its share. */
function agree(near: readonly JobLink[]): JobLink {
  const votes = new Map<number, number>();
  for (const { soc, score } of near) votes.set(soc, (votes.get(soc) ?? 0) + score ** 4);
  const all = [...votes.values()].reduce((sum, vote) => sum + vote, 0);
  const [winner] = [...votes].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  if (winner === undefined) return none;
  const best = Math.max(...near.filter((n) => n.soc === winner[0]).map((n) => n.score));
  const score = Math.fround(Math.min(best * Math.sqrt(winner[1] / all), LAY_TITLE) * 0.9);
  return score >= nearness.least ? { soc: winner[0], score } : none;
}
