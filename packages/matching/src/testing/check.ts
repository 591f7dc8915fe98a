import type { CatalogView } from "@pathwayks/catalog";
import type { Counterfactual, IsoDate, LimitKind, RankResult, SeekerProfile } from "@pathwayks/contracts";
import { applyChanges } from "../changes.ts";
import { createReference } from "./reference.ts";
import type { Judged } from "./reference.ts";

/** Limits of the person that a pathway breaks, found by the naive twin. Throws where there is no such candidate. */
export type CheckLimits = (profile: SeekerProfile, pathway: string) => readonly LimitKind[];

/** The independent checker for one catalog and day. */
export function createChecker(view: CatalogView, today: IsoDate): CheckLimits {
  const reference = createReference(view, today);
  return (profile, pathway) => {
    const limits = reference.limits(profile)(pathway);
    if (limits === null) throw new Error(`${pathway} is no candidate of this person`);
    return limits.fails;
  };
}

/** {@link createChecker} for a single question. */
export const checkLimits = (view: CatalogView, today: IsoDate, profile: SeekerProfile, pathway: string): readonly LimitKind[] =>
  createChecker(view, today)(profile, pathway);

/** What {@link wrongChanges} needs to know of a candidate. */
export type Standing = Pick<Judged, "id" | "fit"> & { readonly fails: { readonly length: number } };

const step: Record<string, number> = { cost: 100, wage: -10_000 };

/** The same changes with one unit less of the `i`th: a yes-or-no change is not made at all. */
function oneLess(changes: Counterfactual["changes"], i: number): Counterfactual["changes"] {
  const { limit, from, to } = changes[i]!;
  if (limit === "car" || limit === "childcare" || limit === "schedule") return changes.filter((_, k) => k !== i);
  const less = Number(to) - (step[limit] ?? 1);
  const nothing = limit === "wage" ? less >= Number(from) : less <= Number(from);
  return nothing ? changes.filter((_, k) => k !== i) : changes.with(i, { limit, from, to: less });
}

const protectedFields = ["interests", "skills", "pastJobs", "educationLevel", "credentials", "age", "backgroundConcern", "location", "weights"] as const;

/**
 * What is wrong with the changes that a result offers, by ranking again (`order`: the twin's or the engine's): the pathway must come in and be better than
 * the worst one shown; with one unit less of any part nothing that was out may do so; and nothing protected may change.
 */
export function wrongChanges(order: (profile: SeekerProfile) => readonly Standing[], profile: SeekerProfile, result: RankResult): string[] {
  const wrong: string[] = [];
  const before = order(profile);
  const out = new Set(before.filter((one) => one.fails.length > 0).map((one) => one.id));
  const few = result.survivors < 5;
  const worst = few ? undefined : result.pathways.reduce((a, b) => (b.fit <= a.fit ? b : a)).id;
  for (const offer of [...result.relaxations, ...result.counterfactuals]) {
    const cameIn = (changes: Counterfactual["changes"]): Standing[] => {
      const after = order(applyChanges(profile, changes));
      const bar = worst === undefined ? -1 : after.find((one) => one.id === worst)!.fit;
      return after.filter((one) => out.has(one.id) && one.fails.length === 0 && one.fit > bar);
    };
    const say = (what: string) => wrong.push(`${JSON.stringify(offer)}: ${what}`);
    const now = cameIn(offer.changes);
    const named = now.find((one) => one.id === offer.pathway);
    if (named === undefined) say("the named pathway does not come in");
    else if (Math.round(100 * named.fit) !== offer.matchScore) say(`its score is ${named.fit}`);
    if (few && now.length !== offer.opens) say(`it opens ${now.length}`);
    offer.changes.forEach((_, i) => {
      if (cameIn(oneLess(offer.changes, i)).length > 0) say(`one unit less of ${offer.changes[i]!.limit} does it too`);
    });
    const changed = applyChanges(profile, offer.changes);
    for (const field of protectedFields) if (changed[field] !== profile[field]) say(`it changes ${field}`);
  }
  return wrong;
}
