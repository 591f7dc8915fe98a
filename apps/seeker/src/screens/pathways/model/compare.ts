import type { RankedPathway } from "@pathwayks/contracts";
import { dayNumber } from "@pathwayks/contracts";
import type { Phrase } from "../reasons/phrase.ts";
import { bare } from "../reasons/phrase.ts";
import { reasonPhrase } from "../reasons/reasons.ts";
import { chancePhrase, costFact, distancePhrase, nextStartPhrase, weeksFact } from "./card.ts";

/** What a person asks when they weigh ways against each other, in the order in which they ask it. */
export const rowIds = ["start", "paycheck", "cost", "wage", "distance", "match", "finish", "work", "jobs", "against"] as const;
export type RowId = (typeof rowIds)[number];

export interface CompareCell {
  readonly text: Phrase;
  /** One of the best of its row; never where a row has nothing to tell apart. */
  readonly best: boolean;
}
export interface CompareRow {
  readonly id: RowId;
  readonly cells: readonly CompareCell[];
}

interface Question {
  readonly text: (pathway: RankedPathway) => Phrase;
  /** Larger is better; null: not known, so it takes no part. Absent: nothing to rank by. */
  readonly worth?: (pathway: RankedPathway) => number | null;
}

const unknown: Phrase = { key: "pathways:notPublished" };
const negated = (value: number | null | undefined) => (value === null || value === undefined ? null : -value);

/** The row asks the question already, so silence needs no subject; without training nobody finishes anything. */
function chanceCell(which: "completion" | "placement", pathway: RankedPathway): Phrase {
  if (pathway.programId === null) return { key: "pathways:compare.noTraining" };
  return pathway[which].kind === "rate" ? chancePhrase(which, pathway[which]) : { key: "pathways:chance.short" };
}

const questions: Record<RowId, Question> = {
  // What needs no training can be begun today, before any class.
  start: {
    text: nextStartPhrase,
    worth: ({ nextStart, programId }) => (programId === null ? 0 : nextStart === null ? null : -dayNumber(nextStart)),
  },
  paycheck: {
    text: (pathway) => weeksFact(pathway).value ?? unknown,
    worth: ({ weeksToPaycheck }) => negated(weeksToPaycheck?.total.max),
  },
  cost: { text: (pathway) => costFact(pathway).value ?? unknown, worth: ({ cost }) => negated(cost.outOfPocket?.max) },
  wage: {
    text: ({ wage }) =>
      wage === null
        ? unknown
        : { key: wage.start === null ? "pathways:wage.aYear" : "pathways:wage.atStart", values: { amount: { kind: "money", cents: wage.start ?? wage.median } } },
    worth: ({ wage }) => wage?.start ?? wage?.median ?? null,
  },
  distance: {
    text: (pathway) => distancePhrase(pathway) ?? { key: "pathways:distance.unknown" },
    worth: ({ distance }) => negated(distance?.minutes ?? distance?.kilometers),
  },
  match: {
    text: ({ matchScore }) => ({ key: "pathways:match.words", values: { score: matchScore } }),
    worth: ({ matchScore }) => matchScore,
  },
  finish: {
    text: (pathway) => chanceCell("completion", pathway),
    worth: ({ completion }) => (completion.kind === "rate" ? completion.mean : null),
  },
  work: {
    text: (pathway) => chanceCell("placement", pathway),
    worth: ({ placement }) => (placement.kind === "rate" ? placement.mean : null),
  },
  jobs: {
    text: ({ jobsWithinReach }) => bare({ kind: "count", n: jobsWithinReach }),
    worth: ({ jobsWithinReach }) => jobsWithinReach,
  },
  against: {
    text: ({ against }) =>
      against[0] === undefined ? { key: "pathways:compare.nothingAgainst" } : reasonPhrase(against[0], "against"),
  },
};

/** Rows of the comparison, one cell a pathway, with the best cells of each row marked. */
export const compareRows = (pathways: readonly RankedPathway[]): readonly CompareRow[] =>
  rowIds.map((id) => compareRow(id, pathways));

function compareRow(id: RowId, pathways: readonly RankedPathway[]): CompareRow {
  const { text, worth } = questions[id];
  const worths = pathways.map((pathway) => worth?.(pathway) ?? null);
  const known = worths.filter((value) => value !== null);
  const top = Math.max(...known);
  // With one known value, or all alike, nothing is better than anything.
  const tells = known.length > 1 && known.some((value) => value !== top);
  return { id, cells: pathways.map((pathway, column) => ({ text: text(pathway), best: tells && worths[column] === top })) };
}
