import { createHash } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { canonicalJson } from "@pathwayks/contracts";
import { actorName } from "../policy/actor.ts";
import type { Actor } from "../policy/actor.ts";
import { done, first } from "../storage/engine.ts";
import type { Body, Sql } from "../storage/engine.ts";
import { prepared } from "../storage/prepared.ts";
import type { MainTables } from "../storage/tables/all.ts";

/** Hash of the row before the first. */
export const GENESIS = "0".repeat(64);
const HEAD = 1;

type Tables = Pick<MainTables, "audit" | "auditHead">;

export interface AuditEntry {
  readonly actor: Actor;
  /** Verb and thing, such as `session.revoke`. */
  readonly action: string;
  /** `kind:id`. */
  readonly target: string;
  /** Codes and counts only; personal values go in as a keyed hash. */
  readonly detail?: Readonly<Record<string, string | number | boolean | null>>;
  readonly requestId?: string | null;
  /** UTC. */
  readonly at: string;
}

/**
 * Adds a row to the chain, inside the transaction of the change that it records: neither stands without the other. Counting
 * up the head makes writers of the chain wait for each other.
 */
export function* audit(db: Sql, tables: Tables, entry: AuditEntry): Body<void> {
  let head = yield* first(countUp(db, tables));
  if (head === null) {
    yield* done(db.insert(tables.auditHead).values({ id: HEAD, seq: 0, hash: GENESIS }).onConflictDoNothing());
    head = yield* first(countUp(db, tables));
  }
  if (head === null) throw new Error("the audit has no head");
  const row = {
    seq: head.seq, at: entry.at, actor: actorName(entry.actor), action: entry.action, target: entry.target,
    detail: canonicalJson(entry.detail ?? {}), requestId: entry.requestId ?? null,
  };
  const hash = chainHash(head.hash, row);
  yield* done(addRow(db, tables), { ...row, hash });
  yield* done(setHead(db, tables), { hash });
}

const value = sql.placeholder;
const countUp = prepared((db, { auditHead }: Tables) => db.update(auditHead).set({ seq: sql`${auditHead.seq} + 1` }).where(eq(auditHead.id, HEAD)).returning());
const addRow = prepared((db, { audit: table }: Tables) =>
  db.insert(table).values({
    seq: value("seq"), at: value("at"), actor: value("actor"), action: value("action"), target: value("target"), detail: value("detail"),
    requestId: value("requestId"), hash: value("hash"),
  }));
const setHead = prepared((db, { auditHead }: Tables) => db.update(auditHead).set({ hash: sql`${value("hash")}` }).where(eq(auditHead.id, HEAD)));

/** SHA-256 over the hash before and the row, hex. */
export const chainHash = (before: string, row: object): string => createHash("sha256").update(before).update(canonicalJson(row)).digest("hex");
