import type { LimitKind, Reason, Term } from "@pathwayks/contracts";
import { occupationOf, programOf } from "./board.ts";
import type { Board } from "./board.ts";
import { costOf, factOf } from "./facts.ts";
import { failsOf, kindsOf, unknownsOf } from "./limits.ts";
import type { Verdict } from "./limits.ts";
import { payAtStart } from "./pay.ts";
import { costBasis } from "./prepare/programs.ts";
import { bindsAcrossStates, rulesOf } from "./prepare/rules.ts";

const kindOfLimit: Record<LimitKind, { readonly kind: Reason["kind"]; readonly term: Term }> = {
  travel: { kind: "travel", term: "practical" }, cost: { kind: "cost", term: "practical" }, hours: { kind: "hours-margin", term: "practical" },
  schedule: { kind: "hours-margin", term: "practical" }, start: { kind: "time", term: "practical" }, length: { kind: "time", term: "practical" },
  wage: { kind: "wage", term: "market" }, childcare: { kind: "childcare", term: "practical" }, education: { kind: "preparation", term: "preparation" },
  licence: { kind: "law", term: "preparation" }, age: { kind: "law", term: "preparation" }, background: { kind: "law", term: "preparation" },
};

/** For a pathway that is opened although a limit removes it from every list: the limits that it breaks, named first. */
export const brokenLimits = (verdict: Verdict): Reason[] =>
  kindsOf(failsOf(verdict)).map((limit) => ({ ...kindOfLimit[limit], delta: 0, detail: { limit, fails: true }, fact: null }));

/** Without points, but never silent: a law that asks for something of this person, and childcare that is not published. */
export function cautions(board: Board, c: number, verdict: Verdict): Reason[] {
  const { view } = board.prepared;
  const o = occupationOf(board.prepared, c);
  const unknown = kindsOf(unknownsOf(verdict));
  const found: Reason[] = [];
  for (const rule of rulesOf(view.occupations.rules.get(o))) {
    const limit = rule.kind === "min-age" ? "age" : rule.kind === "background-check" ? "background" : "licence";
    if (!unknown.includes(limit) || (rule.age ?? Infinity) <= board.person.age) continue;
    const fact = factOf(view, view.occupations.evidence.listing, o, "occupation-national");
    found.push({ kind: "law", term: "preparation", delta: 0, detail: { rule: rule.kind, law: rule.law, age: rule.age ?? null, across: bindsAcrossStates(rule), limit }, fact });
  }
  if (unknown.includes("childcare")) found.push({ kind: "childcare", term: "practical", delta: 0, detail: { published: false }, fact: null });
  return found;
}

/** Said first, and in the place of the pay's own reason: usual pay is within the limit, but who starts may earn less than it. */
export function lowStart({ prepared, person }: Board, c: number, verdict: Verdict): Reason[] {
  const o = occupationOf(prepared, c);
  const start = payAtStart(prepared, person, o, programOf(prepared, c) < 0);
  if (start < 0 || !kindsOf(unknownsOf(verdict)).includes("wage")) return [];
  const fact = factOf(prepared.view, prepared.view.occupations.evidence.wages, o, "occupation-national");
  return [{ kind: "wage", term: "market", delta: 0, detail: { start, floor: person.wageFloor }, fact }];
}

/** Whether the institution's estimate may exceed what the person can pay. It is no fail, because it is not the program's price. */
export const exceedsEstimate = ({ prepared, person }: Board, p: number): boolean =>
  person.money >= 0 && prepared.programs.costBasis[p] === costBasis.institution && prepared.programs.costMax[p]! > person.money;

/** Said even where the cost speaks for it on the whole. */
export function overEstimate(board: Board, c: number): Reason[] {
  const p = programOf(board.prepared, c);
  if (p < 0 || !exceedsEstimate(board, p)) return [];
  const { outOfPocket, basis, fact } = costOf(board, p);
  return [{ kind: "over-estimate", term: "practical", delta: 0, detail: { min: outOfPocket?.min ?? null, max: outOfPocket?.max ?? null, basis, limit: board.person.money }, fact }];
}
