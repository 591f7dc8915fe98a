import type { RankedPathway } from "@pathwayks/contracts";
import { rankedPathway } from "@pathwayks/contracts";
import type { Facts } from "../../../engine/port.ts";

// For tests only: a whole pathway from the few fields that a test cares about, checked by the contract's schema.

export const noFacts: Facts = { programs: {}, occupations: {}, jobs: {}, partners: {}, sources: {} };

type Over = { readonly [K in keyof RankedPathway]?: unknown };

/** A pathway about which much is unknown. */
export const aPathway = (over: Over = {}): RankedPathway =>
  rankedPathway.parse({
    id: "sample-college:welding~51-4121",
    programId: "sample-college:welding",
    soc: "51-4121",
    matchScore: 70,
    fit: 0.7,
    terms: [],
    reasons: [{ kind: "interest-fit", term: "interest", delta: 4, detail: {}, fact: null }],
    against: [{ kind: "time", term: "practical", delta: -2, detail: {}, fact: null }],
    completion: { kind: "not-enough-data", n: null },
    placement: { kind: "not-enough-data", n: null },
    weeksToPaycheck: null,
    cost: { outOfPocket: null, parts: [], basis: "not-published", aidDeclared: [], fact: null },
    wage: null,
    distance: null,
    nextStart: null,
    jobs: [],
    jobsWithinReach: 0,
    unknownLimits: [],
    skillGap: null,
    freshness: { oldestDays: null, confirmFirst: false },
    sample: false,
    ...over,
  });
