import { passingCodes, type EntryBody, type EntryId, type EntryKind, type Json } from "@pathwayks/contracts";
import type { ClockDep, HashDep } from "../ports.ts";
import { thingKey, type StoredEntry, type Thing } from "../space/state.ts";
import type { Work } from "../space/work.ts";
import { blockDependants } from "./dependants.ts";
import { end, stub } from "./end.ts";
import { enqueue, type Intent } from "./make.ts";

// What a person can do with an entry in the list.

/** Whether the server may know of it: then only the server can take it back. */
const maybeThere = ({ state, tries }: StoredEntry): boolean => (state === "queued" || state === "sending" ? tries > 0 : state === "received" || state === "answered");

/**
 * Takes a decision back. What never left is withdrawn at once; what may have arrived is taken back by an entry of its own,
 * `withdrawal`, whose acceptance makes it so. `null` where there is nothing to take back.
 */
export async function withdraw(work: Work, deps: ClockDep & HashDep, id: EntryId, reason: string, withdrawal: EntryId): Promise<"withdrawn" | "asked" | null> {
  const stored = work.outbox.get(id);
  const heard = ["enrollment", "application"].some((kind) => isCurrent(work.things.get(thingKey(kind, id))));
  if (!heard && (!stored || stored.state === "withdrawn")) return null;
  if (stored && !heard && !maybeThere(stored)) {
    end(work, stored, "person");
    blockDependants(work);
    return "withdrawn";
  }
  const dependsOn = stored && maybeThere(stored) ? [id] : [];
  await enqueue(work, deps, { id: withdrawal, kind: "submission.withdraw", body: { entryId: id, reason }, dependsOn });
  return "asked";
}

const isCurrent = (thing: Thing | null): boolean => thing !== null && thing.value !== null;

/** Offers the same entry again, under its id: for what was parked or refused for reasons that have passed. */
export function tryAgain(work: Work, id: EntryId): boolean {
  const stored = work.outbox.get(id);
  if (stored?.state !== "needs-you" || (stored.needs?.kind === "rejected" && !passingCodes.includes(stored.needs.code))) return false;
  work.outbox.put(id, { ...stored, state: "queued", needs: null, faults: null, nextAt: 0 });
  blockDependants(work);
  return true;
}

/** A corrected body for an entry that needs the person. */
export interface Correction<K extends EntryKind = EntryKind> {
  readonly old: EntryId;
  /** Of the new entry; drawn when the person began to correct. */
  readonly id: EntryId;
  readonly kind: K;
  readonly body: EntryBody<K>;
}

/**
 * Edit and send again: a new entry supersedes the old one, and what waited for the old one is made anew to wait for the
 * new. `ids`: new ids for those, as many as {@link waitingFor} names. `null` where the old one needs nobody.
 */
export async function sendAgain(work: Work, deps: ClockDep & HashDep, { old, ...intent }: Correction, ids: readonly EntryId[]): Promise<StoredEntry | null> {
  const there = work.outbox.get(intent.id);
  if (there) return there;
  const stored = work.outbox.get(old);
  if (stored?.state !== "needs-you") return null;
  const renamed = new Map([[old, intent.id]]);
  const waiting = waitingFor(work, old);
  end(work, stored, "replaced");
  const made = await enqueue(work, deps, { ...intent, dependsOn: stored.entry.dependsOn, supersedes: old });
  for (const [i, one] of waiting.entries()) {
    const id = ids[i];
    if (id === undefined) throw new Error("too few new ids");
    renamed.set(one.entry.id, id);
    end(work, one, "replaced");
    await enqueue(work, deps, again(one, id, renamed));
  }
  return made;
}

/** Entries that wait for `id`, also through others, in their order. */
export function waitingFor(work: Work, id: EntryId): StoredEntry[] {
  const blocked = new Set<EntryId>([id]);
  const found: StoredEntry[] = [];
  for (const stored of work.inOrder()) {
    if (stored.state !== "needs-you" && stored.state !== "queued") continue;
    if (!stored.entry.dependsOn.some((on) => blocked.has(on)) || blocked.has(stored.entry.id)) continue;
    blocked.add(stored.entry.id);
    found.push(stored);
  }
  return found;
}

function again({ entry }: StoredEntry, id: EntryId, renamed: ReadonlyMap<EntryId, EntryId>): Intent {
  const kind = entry.kind as EntryKind;
  const dependsOn = entry.dependsOn.map((on) => renamed.get(on) ?? on);
  const body = retargeted(entry.body, renamed) as EntryBody<EntryKind>;
  return { id, kind, body, dependsOn, supersedes: entry.id };
}

/** A withdrawal names the entry that it takes back; that one has a new id now. */
function retargeted(body: Json, renamed: ReadonlyMap<EntryId, EntryId>): Json {
  if (typeof body !== "object" || body === null || Array.isArray(body)) return body;
  const target = (body as { readonly entryId?: Json }).entryId;
  const renamedTo = [...renamed].find(([from]) => from === target)?.[1];
  return renamedTo === undefined ? body : { ...body, entryId: renamedTo };
}

/** Marks what staff has been given; it still needs somebody. */
export function handOver(work: Work, deps: ClockDep, id: EntryId): StoredEntry | null {
  const stored = work.outbox.get(id);
  if (!stored) return null;
  const handed = { ...stored, handedAt: deps.now() };
  work.outbox.put(id, handed);
  return handed;
}

/**
 * Takes out of the list what is over, or what the person gives up: what is still on its way has to be withdrawn first. The
 * number stays taken, and what the server acknowledged stays to be offered again.
 */
export function remove(work: Work, id: EntryId): boolean {
  const stored = work.outbox.get(id);
  if (!stored || (stored.state !== "withdrawn" && stored.state !== "needs-you")) return false;
  const hidden: StoredEntry = { ...stored, state: "withdrawn", withdrawn: stored.withdrawn ?? "person", needs: null, hidden: true };
  work.outbox.put(id, stored.receipt === null ? stub(hidden) : hidden);
  blockDependants(work);
  return true;
}
