import { and, eq, inArray, sql } from "drizzle-orm";
import type { EntryId, EntryResult, OutboxEntry, PushAnswer, PushRequest, Result } from "@pathwayks/contracts";
import { fail, ok } from "@pathwayks/contracts";
import { epochIn } from "../feed/epoch.ts";
import { lockOwner } from "../feed/owner.ts";
import { audit } from "../ledger/audit.ts";
import type { Person } from "../policy/actor.ts";
import { part, rows, StorageUnavailable } from "../storage/engine.ts";
import type { Body, Engine, Sql } from "../storage/engine.ts";
import { preparedList } from "../storage/prepared.ts";
import type { MainTables } from "../storage/tables/all.ts";
import type { Vault } from "../vault/vault.ts";
import type { CatalogFacts } from "./catalog-facts.ts";
import type { EntryContext } from "./kind.ts";
import { acceptEntry, asReplay } from "./accept.ts";
import type { EntryRow } from "./accept.ts";
import type { EntryFormat, Kinds } from "./read-entry.ts";

export interface IntakeDeps {
  readonly engine: Engine<MainTables>;
  readonly vault: Vault;
  readonly catalog: () => CatalogFacts | null;
  readonly kinds: Kinds;
  readonly format: EntryFormat;
  readonly now: () => number;
  /** Enrollments and applications of one person within a day; as many as come where nothing is said. */
  readonly submissionsPerDay?: number;
  /** Hears of a fault that one entry met; the others stand. */
  readonly onFault: (error: unknown) => void;
}

/** `not-yours`: the entries belong to another account. `gone`: the account is not there any more. */
export type PushFault = "not-yours" | "gone";

export interface Intake {
  /** Takes entries, each once. What it answers "accepted" to is on the disk, with everything that follows from it. */
  push(actor: Person, request: PushRequest, requestId?: string | null): Promise<Result<PushAnswer, PushFault>>;
}

export const createIntake = (deps: IntakeDeps): Intake => ({
  async push(actor, request, requestId = null) {
    if (request.account !== actor.userId) return fail("not-yours");
    const key = await deps.vault.of(actor.userId);
    if (key === null) return fail("gone");
    const now = deps.now();
    const common = { actor, key, catalog: deps.catalog(), submissionsPerDay: deps.submissionsPerDay ?? Infinity, now, at: new Date(now).toISOString() };
    const pushed = await deps.engine.write((db, tables) => takeAll(deps, { db, tables, ...common }, request, requestId));
    if (pushed === null) return fail("gone");
    for (const error of pushed.faults) deps.onFault(error);
    return ok(pushed.answer);
  },
});

interface Pushed {
  readonly answer: PushAnswer;
  readonly faults: readonly unknown[];
}

/** One transaction for all entries, a savepoint for each. */
function* takeAll(deps: IntakeDeps, common: Omit<EntryContext, "entry" | "guardian">, request: PushRequest, requestId: string | null): Body<Pushed | null> {
  const { db, tables, actor, at } = common;
  const owner = yield* lockOwner(db, tables, actor.userId, request.entries.length);
  if (owner === null || owner.status === "erasing") return null;
  const { guardian } = owner;
  const firstSeq = owner.seq - request.entries.length + 1;
  const known = yield* knownEntries(db, tables, actor, request.entries);
  const faults: unknown[] = [];
  const accepted: OutboxEntry[] = [];

  function* take(entry: OutboxEntry): Body<EntryResult> {
    const before = known.get(entry.id);
    if (before !== undefined) return asReplay(entry, before);
    try {
      const taken = yield* part(() => acceptEntry(deps, { ...common, guardian, entry }, { device: request.device, serverSeq: firstSeq + accepted.length }, entry));
      if (taken.row === null) return taken.result;
      known.set(entry.id, taken.row);
      accepted.push(entry);
      return taken.result;
    } catch (error) {
      if (error instanceof StorageUnavailable) throw error;
      faults.push(error);
      return { id: entry.id, status: "failed" };
    }
  }

  const results = yield* inOrderOfNeed(request.entries, known, take);
  if (accepted.length > 0)
    yield* audit(db, tables, {
      actor, action: "outbox.push", target: `user:${actor.userId}`, requestId, at,
      detail: Object.fromEntries(accepted.map(({ id, kind }) => [id, kind])),
    });
  return { answer: { epoch: yield* epochIn(db, tables), results }, faults };
}

/** Takes entries whose needs are met, until no more can be; what one of this push needs may come after it in the list. */
function* inOrderOfNeed(entries: readonly OutboxEntry[], known: ReadonlyMap<EntryId, EntryRow>, take: (entry: OutboxEntry) => Body<EntryResult>): Body<EntryResult[]> {
  const results: (EntryResult | undefined)[] = entries.map(() => undefined);
  const unmet = (entry: OutboxEntry) => entry.dependsOn.filter((id) => !known.has(id));
  for (let moved = true; moved; ) {
    moved = false;
    for (const [i, entry] of entries.entries()) {
      if (results[i] !== undefined || (!known.has(entry.id) && unmet(entry).length > 0)) continue;
      results[i] = yield* take(entry);
      moved ||= results[i]?.status === "accepted";
    }
  }
  return entries.map((entry, i) => results[i] ?? { id: entry.id, status: "waiting", on: unmet(entry) });
}

/** Which of these entries, and of those they depend on, were accepted before. */
function* knownEntries(db: Sql, tables: Pick<MainTables, "entries">, actor: Person, pushed: readonly OutboxEntry[]): Body<Map<EntryId, EntryRow>> {
  const ids = [...new Set(pushed.flatMap(({ id, dependsOn }) => [id, ...dependsOn]))];
  const found = yield* rows(answered.query(db, tables, ids.length), { user: actor.userId, ...answered.values(ids) });
  return new Map(found.map((row) => [row.id as EntryId, row]));
}

const answered = preparedList((db, { entries }: Pick<MainTables, "entries">, names) =>
  db.select({ id: entries.id, bodyHash: entries.bodyHash, receipt: entries.receipt, serverSeq: entries.serverSeq, receivedAt: entries.receivedAt })
    .from(entries).where(and(eq(entries.userId, sql.placeholder("user")), inArray(entries.id, names.map((name) => sql.placeholder(name))))));
