import { asc, gt } from "drizzle-orm";
import { first, rows } from "../storage/engine.ts";
import type { Engine } from "../storage/engine.ts";
import type { MainTables } from "../storage/tables/all.ts";
import { chainHash, GENESIS } from "./audit.ts";

/** A point of the chain as somebody else keeps it. */
export interface Anchor {
  readonly seq: number;
  readonly hash: string;
}

/** The first place where the chain does not hold. `seq` is the row's number. */
export type ChainFault =
  | { readonly kind: "gap"; readonly seq: number }
  | { readonly kind: "changed"; readonly seq: number }
  | { readonly kind: "head"; readonly seq: number }
  /** Rows that an anchor saw are gone, or are not those that it saw. */
  | { readonly kind: "anchor"; readonly seq: number };

export interface ChainReport extends Anchor {
  readonly fault: ChainFault | null;
}

const PAGE = 1_000;

/**
 * Walks the audit from its first row and says where it was altered, if anywhere. By itself it finds every changed, missing
 * and moved row; rows cut off at the end together with a head that was set back are found by anchors alone, up to the last one.
 */
export async function verifyChain(engine: Engine<MainTables>, anchors: readonly Anchor[] = []): Promise<ChainReport> {
  const anchored = new Map(anchors.map((anchor) => [anchor.seq, anchor.hash]));
  let at: Anchor = { seq: 0, hash: GENESIS };
  for (let ends = 0; ends < 2; ) {
    // A server may be writing on. The head is read before the rows, so they must reach it; and at the next look it must have
    // reached the rows that were seen before.
    const head = await headOf(engine);
    if (head.seq < at.seq) return { ...at, fault: { kind: "head", seq: at.seq } };
    let atHead = head.seq === at.seq ? at.hash : null;
    const page = await engine.read((db, { audit }) => rows(db.select().from(audit).where(gt(audit.seq, at.seq)).orderBy(asc(audit.seq)).limit(PAGE)));
    for (const { hash, ...row } of page) {
      const seq = at.seq + 1;
      if (row.seq !== seq) return { ...at, fault: { kind: "gap", seq } };
      if (hash !== chainHash(at.hash, row)) return { ...at, fault: { kind: "changed", seq } };
      if ((anchored.get(seq) ?? hash) !== hash) return { ...at, fault: { kind: "anchor", seq } };
      at = { seq, hash };
      if (seq === head.seq) atHead = hash;
    }
    if (page.length === PAGE) continue;
    const beyond = anchors.find(({ seq }) => seq > at.seq);
    if (beyond) return { ...at, fault: { kind: "anchor", seq: beyond.seq } };
    if (atHead !== head.hash) return { ...at, fault: { kind: "head", seq: at.seq } };
    ends = head.seq === at.seq ? 2 : ends + 1;
  }
  return { ...at, fault: null };
}

/** The newest point of the chain, as the head says. */
export async function headOf(engine: Engine<MainTables>): Promise<Anchor> {
  const head = await engine.read((db, { auditHead }) => first(db.select().from(auditHead)));
  return head === null ? { seq: 0, hash: GENESIS } : { seq: head.seq, hash: head.hash };
}
