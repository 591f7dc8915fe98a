import type { Job } from "@pathwayks/contracts";
import { socToInt } from "../../codes.ts";
import { UNKNOWN } from "../../view.ts";
import type { OccupationIndex } from "./occupations.ts";
import { meaningful, titleKey } from "./occupations.ts";

export interface JobLink {
  /** SOC as an integer, UNKNOWN where no occupation is near enough. */
  readonly soc: number;
  /** 1: the source names it. Below: confidence in the title. 0: none. */
  readonly score: number;
}

/** Confidence in an exact match: an occupation's own title, a lay title of one occupation, a lay title of several. */
const OWN_TITLE = 0.97, LAY_TITLE = 0.9, SHARED_TITLE = 0.7;
/** Cosine below which a title is linked to nothing. */
const NEAR_ENOUGH = 0.62;

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

/** A posting's title without what is about the posting: brackets, pay, shift, place after a dash, seniority. */
export function plainTitle(title: string): string {
  const bare = title.replace(/\([^)]*\)|\[[^\]]*\]/g, " ").replace(/\$[\d.,]+\S*/g, " ");
  const [head = ""] = bare.split(/\s[-–—|@]\s|\s(?:at|in)\s|[,;:|]/);
  const rest = head.replace(/\b(sr|senior|jr|junior|lead|entry level|part[- ]time|full[- ]time|prn|remote|weekend|night|day|evening|shift|hiring|now)\b\.?/gi, " ");
  return rest.trim() === "" ? bare.trim() : rest.replace(/\s+/g, " ").trim();
}

function exactLink(index: OccupationIndex, title: string): JobLink | null {
  const found = index.exact(titleKey(title));
  const best = found[0];
  if (best === undefined) return null;
  return { soc: best.soc, score: best.own ? OWN_TITLE : found.length === 1 ? LAY_TITLE : SHARED_TITLE };
}

interface Document {
  readonly soc: number;
  readonly norm: number;
}

/** Nearest title by TF-IDF cosine over words, through an inverted index. */
function nearestTitles(index: OccupationIndex): (title: string) => JobLink {
  const documents: Document[] = [];
  const postings = new Map<string, number[]>();
  for (const { soc, occupation } of index.bySoc.values()) {
    for (const title of [occupation.title.en, ...occupation.altTitles]) {
      const words = new Set(meaningful(title));
      for (const word of words) postings.set(word, postings.get(word) ?? []).get(word)?.push(documents.length);
      documents.push({ soc, norm: Math.hypot(...[...words].map(index.idf)) });
    }
  }
  return (title) => {
    const words = new Set(meaningful(title));
    const norm = Math.hypot(...[...words].map(index.idf));
    const dots = new Map<number, number>();
    for (const word of words) {
      const square = index.idf(word) ** 2;
      for (const document of postings.get(word) ?? []) dots.set(document, (dots.get(document) ?? 0) + square);
    }
    let best = none;
    for (const [i, dot] of dots) {
      const document = documents[i];
      if (document === undefined) continue;
      const score = dot / (norm * document.norm);
      if (score > best.score || (score === best.score && document.soc < best.soc)) best = { soc: document.soc, score };
    }
    // A likeness never reaches the confidence of an exact match.
    return best.score >= NEAR_ENOUGH ? { soc: best.soc, score: Math.fround(Math.min(best.score, LAY_TITLE) * 0.9) } : none;
  };
}
