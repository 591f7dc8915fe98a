import { z } from "./brand.ts";
import { jobId, pathwayId, programId, socCode, sourceId } from "./ids.ts";
import { seekerProfile } from "./profile.ts";
import { isoDate, range } from "./units.ts";
import { bases } from "./vocabulary.ts";

/** Limits that a person sets or a law sets. Each is a pass, a fail, or unknown because a fact is not published. */
export const limitKinds = [
  "travel", "cost", "hours", "schedule", "start", "length", "wage", "childcare", "education", "licence", "age", "background",
] as const;
export type LimitKind = (typeof limitKinds)[number];

/** Limits that the person can change, and so the only ones a counterfactual may speak of. */
export const changeableLimits = ["travel", "car", "cost", "hours", "schedule", "start", "length", "wage", "childcare"] as const;
export type ChangeableLimit = (typeof changeableLimits)[number];

/** The terms of the score. */
export const terms = ["interest", "skill", "preparation", "market", "outcome", "practical", "staleness"] as const;
export type Term = (typeof terms)[number];

/** The fact that a reason or a number rests on. `asOf` is absent for what the person said. */
export const factRef = z.strictObject({
  source: z.nullable(sourceId),
  asOf: z.nullable(isoDate),
  basis: z.enum([...bases, "person"]),
});
export type FactRef = z.infer<typeof factRef>;

/**
 * One additive term against the average candidate, with the evidence behind it. `delta` is in points of the match score
 * (0-100) and signed. `detail` holds only numbers, codes and ids: words are made by the app, in the reader's language.
 */
export const reason = z.strictObject({
  kind: z.enum([
    "interest-fit", "skill-fit", "skill-gap-closed", "preparation", "openings", "growth", "wage", "jobs-open-now",
    "completion", "placement", "time", "cost", "travel", "hours-margin", "earn-while-learning", "no-training-needed",
    "stale", "unknown-facts", "few-local-jobs", "over-estimate", "childcare", "law",
  ]),
  term: z.enum(terms),
  delta: z.number(),
  detail: z.record(z.string(), z.union([z.number(), z.string(), z.boolean(), z.null()])),
  fact: z.nullable(factRef),
});
export type Reason = z.infer<typeof reason>;

/** A rate that may be shown, or the honest silence. Shares 0-1; `n` is the people it rests on. */
export const chance = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("rate"), mean: z.number(), low: z.number(), high: z.number(), n: z.int(), basis: z.enum(bases), fact: factRef }),
  z.strictObject({ kind: z.literal("not-enough-data"), n: z.nullable(z.int()) }),
]);
export type Chance = z.infer<typeof chance>;

export const rankedPathway = z.strictObject({
  id: pathwayId,
  programId: z.nullable(programId),
  soc: socCode,
  /** 0 to 100, whole. */
  matchScore: z.int(),
  /** The unrounded score, 0 to 1. */
  fit: z.number(),
  /** Each term in [0,1] and its weight in this ranking; `value` is null where it is not known (its weight is then 0). */
  terms: z.array(z.strictObject({ term: z.enum(terms), value: z.nullable(z.number()), weight: z.number() })),
  /** Strongest first, at least one. */
  reasons: z.array(reason),
  /** What speaks against it: at least one. */
  against: z.array(reason),
  completion: chance,
  placement: chance,
  /** Weeks to the first paycheck and the part whose range is widest. */
  weeksToPaycheck: z.nullable(
    z.strictObject({
      total: range, wait: range, training: range, search: range,
      widest: z.enum(["wait", "training", "search"]),
      basis: z.strictObject({ wait: z.enum(["published", "assumed"]), training: z.enum(["published", "award-band", "none"]), search: z.enum(["published", "openings-rate"]) }),
    }),
  ),
  /** Cents. `outOfPocket` is after the aid that the program itself declares. */
  cost: z.strictObject({
    outOfPocket: z.nullable(range),
    parts: z.array(z.strictObject({ part: z.enum(["tuition", "fees", "books", "travel"]), amount: range, basis: z.enum([...bases, "person"]) })),
    basis: z.enum(["program", "institution", "not-published", "none"]),
    aidDeclared: z.array(z.enum(["federal-aid", "wichita-promise"])),
    fact: z.nullable(factRef),
  }),
  /** Cents a year. `start`: what may be counted on without training and without having done the job; `null` elsewhere: usual pay. */
  wage: z.nullable(
    z.strictObject({ start: z.nullable(z.number()), low: z.nullable(z.number()), median: z.number(), high: z.nullable(z.number()), basis: z.enum(bases), fact: factRef }),
  ),
  /** About; great circle times 1.3. `null` where either end is not known; online is 0. */
  distance: z.nullable(z.strictObject({ kilometers: z.number(), minutes: z.nullable(z.number()), mode: z.string() })),
  nextStart: z.nullable(isoDate),
  /** Open jobs now, within reach first. */
  jobs: z.array(jobId),
  jobsWithinReach: z.int(),
  /** Limits that could not be checked because a fact is not published. */
  unknownLimits: z.array(z.enum(limitKinds)),
  skillGap: z.nullable(z.strictObject({ now: z.number(), after: z.number(), from: socCode })),
  /** Oldest group of facts it rests on: days, and whether it is past its limit. */
  freshness: z.strictObject({ oldestDays: z.nullable(z.number()), confirmFirst: z.boolean() }),
  sample: z.boolean(),
});
export type RankedPathway = z.infer<typeof rankedPathway>;

/** The smallest change of a limit (or of a pair of limits, where no single one works) that lets a better pathway in. */
export const counterfactual = z.strictObject({
  changes: z.array(
    z.strictObject({
      limit: z.enum(changeableLimits),
      /** In the unit of the limit: minutes, cents, hours, days (dates), weeks, cents a year; 0/1 for car and childcare; dayparts as a bit set. */
      from: z.nullable(z.number()),
      to: z.nullable(z.number()),
    }),
  ),
  pathway: pathwayId,
  matchScore: z.int(),
  /** Pathways that the change would let in altogether. */
  opens: z.int(),
});
export type Counterfactual = z.infer<typeof counterfactual>;

export const rankResult = z.strictObject({
  catalogVersion: z.int(),
  today: isoDate,
  /** Three to five, best first, chosen for variety; fewer only when fewer survive. */
  pathways: z.array(rankedPathway),
  candidates: z.int(),
  survivors: z.int(),
  /** How many candidates each limit removes: in all, and those that no other limit removes. */
  removed: z.array(z.strictObject({ limit: z.enum(limitKinds), total: z.int(), alone: z.int() })),
  /** Offered as questions when fewer than five survive; never applied. */
  relaxations: z.array(counterfactual),
  counterfactuals: z.array(counterfactual),
  /** What the ranking does not know about the person. */
  notes: z.array(z.enum(["interests-missing", "interests-flat", "skills-missing", "place-missing", "nothing-survives", "wages-national", "few-jobs-nearby"])),
});
export type RankResult = z.infer<typeof rankResult>;

/** Body of `POST /api/v1/matching/recommendations`. `today` is the caller's date; the server's own where it is absent. */
export const rankRequest = z.strictObject({
  profile: seekerProfile,
  top: z.optional(z.int().check(z.gte(1), z.lte(50))),
  today: z.optional(isoDate),
});
export type RankRequest = z.infer<typeof rankRequest>;
