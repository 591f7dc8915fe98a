import type { FactRef, Source } from "@pathwayks/contracts";
import type { Facts } from "../../../engine/port.ts";

/** What is behind a number: whose figure, of when, and the publication. */
export interface Behind {
  readonly basis: FactRef["basis"];
  readonly asOf: string | null;
  readonly source: Source | null;
}

export function behind(fact: FactRef | null, facts: Facts): Behind | null {
  if (fact === null) return null;
  return { basis: fact.basis, asOf: fact.asOf, source: fact.source === null ? null : (facts.sources[fact.source] ?? null) };
}
