import { canonicalJson, ENTRY_SCHEMA, entryId, MAX_ENTRY_BYTES, tick, uuid7At, type EntryBody, type EntryId, type EntryKind, type OutboxEntry, type Sha256, type Stamp } from "@pathwayks/contracts";
import type { ClockDep, HashDep, RandomDep } from "../ports.ts";
import type { About, StoredEntry } from "../space/state.ts";
import type { Work } from "../space/work.ts";
import { blockDependants } from "./dependants.ts";

/** The id of something that the person begins to decide. Drawn once, when the form is opened. */
export const newEntryId = ({ now, random }: ClockDep & RandomDep): EntryId => entryId.parse(uuid7At(now(), random(10)));

/** What an entry is made of. */
export interface Intent<K extends EntryKind = EntryKind> {
  readonly id: EntryId;
  readonly kind: K;
  readonly body: EntryBody<K>;
  readonly dependsOn?: readonly EntryId[];
  readonly supersedes?: EntryId;
}

/** The wall clock, set right by what is known of the server's. */
export const wall = (about: Pick<About, "skew">, now: number): number => now + about.skew;

/** The next stamp of this device, and `about` that remembers it. Later than `after`, the value that the person replaces. */
export function nextStamp(about: About, now: number, after: Stamp | null = null): { readonly stamp: Stamp; readonly about: About } {
  const last = after !== null && (about.clock === null || after > about.clock) ? after : about.clock;
  const stamp = tick(last, wall(about, now), about.device);
  return { stamp, about: { ...about, clock: stamp } };
}

export const bodyHash = (deps: HashDep, kind: string, schemaV: number, body: OutboxEntry["body"]): Promise<Sha256> =>
  deps.sha256(canonicalJson({ kind, schemaV, body }));

/** Bytes of a body as they count on the wire. */
export const bodyBytes = (body: unknown): number => new TextEncoder().encode(canonicalJson(body)).length;

/** The person's input made an entry larger than the server takes. Forms limit their fields, so this is a bug of a screen. */
export class EntryTooLarge extends Error {}

/**
 * Puts a decision into the outbox. An entry that is there already under this id is given back as it is: the same intent
 * twice is one decision.
 */
export async function enqueue(work: Work, deps: ClockDep & HashDep, intent: Intent): Promise<StoredEntry> {
  const there = work.outbox.get(intent.id);
  if (there) return there;
  const body = intent.body as OutboxEntry["body"];
  if (bodyBytes(body) > MAX_ENTRY_BYTES) throw new EntryTooLarge(`${intent.kind} is too large`);
  const hash = await bodyHash(deps, intent.kind, ENTRY_SCHEMA, body);
  const { stamp, about } = nextStamp(work.about, deps.now());
  work.about = { ...about, seq: about.seq + 1 };
  const entry: OutboxEntry = {
    id: intent.id, seq: about.seq + 1, kind: intent.kind, schemaV: ENTRY_SCHEMA, body, bodyHash: hash, stamp,
    dependsOn: [...(intent.dependsOn ?? [])],
    ...(intent.supersedes === undefined ? {} : { supersedes: intent.supersedes }),
  };
  const made = fresh(entry, deps.now());
  work.outbox.put(intent.id, made);
  blockDependants(work);
  return work.outbox.get(intent.id) ?? made;
}

const fresh = (entry: OutboxEntry, madeAt: number): StoredEntry => ({
  v: 1, entry, state: "queued", madeAt, tries: 0, faults: null, nextAt: 0, receipt: null, offer: false, needs: null, withdrawn: null,
  handedAt: null, stub: false, hidden: false,
});
