import { ENTRY_SCHEMA, MAX_ENTRY_BYTES, type EntryBody, type EntryId, type FieldChange, type FieldKey, type OutboxEntry } from "@pathwayks/contracts";
import type { ClockDep, HashDep } from "../ports.ts";
import type { StoredEntry } from "../space/state.ts";
import type { Work } from "../space/work.ts";
import { end } from "./end.ts";
import { bodyBytes, bodyHash, enqueue } from "./make.ts";

/** Fields in one entry. */
const MAX_CHANGES = 100;

export const changesOf = ({ entry }: StoredEntry): readonly FieldChange[] =>
  entry.kind === "person.set" && entry.body !== null ? (entry.body as EntryBody<"person.set">).changes : [];

/** Never offered to the network: it may still take in what is changed. */
const isOpen = (stored: StoredEntry): boolean => stored.entry.kind === "person.set" && stored.state === "queued" && stored.tries === 0;

/**
 * Puts changed fields into the outbox: into the open entry that has the field already, else into the newest open one with
 * room, else into a new one under the next of `ids`.
 */
export async function setFields(work: Work, deps: ClockDep & HashDep, changes: readonly FieldChange[], ids: readonly EntryId[]): Promise<void> {
  const open = work.inOrder().filter(isOpen).map((stored) => ({ stored, changes: new Map(changesOf(stored).map((change) => [change.key, change])) }));
  const touched = new Set<(typeof open)[number]>();
  const left: FieldChange[] = [];
  for (const change of changes) {
    const home = open.find((one) => one.changes.has(change.key)) ?? open.at(-1);
    const before = home?.changes.get(change.key);
    home?.changes.set(change.key, change);
    if (home && home.changes.size <= MAX_CHANGES && fits(home.changes)) touched.add(home);
    else {
      if (before) home?.changes.set(change.key, before);
      else home?.changes.delete(change.key);
      left.push(change);
    }
  }
  for (const { stored, changes: merged } of touched) await rewrite(work, deps, stored, [...merged.values()]);
  for (const [i, group] of grouped(left).entries()) {
    const id = ids[i];
    if (id === undefined) throw new Error("too few new ids");
    await enqueue(work, deps, { id, kind: "person.set", body: { changes: group } });
  }
}

const fits = (changes: ReadonlyMap<FieldKey, FieldChange>): boolean => bodyBytes({ changes: [...changes.values()] }) <= MAX_ENTRY_BYTES;

/** As few groups as the limits of an entry allow, in their order. */
export function grouped(changes: readonly FieldChange[]): FieldChange[][] {
  const groups: FieldChange[][] = [];
  for (const change of changes) {
    const group = groups.at(-1);
    if (group && group.length < MAX_CHANGES && bodyBytes({ changes: [...group, change] }) <= MAX_ENTRY_BYTES) group.push(change);
    else groups.push([change]);
  }
  return groups;
}

async function rewrite(work: Work, deps: HashDep, stored: StoredEntry, changes: readonly FieldChange[]): Promise<void> {
  const body = { changes: [...changes] } as OutboxEntry["body"];
  const stamp = changes.reduce((latest, change) => (change.stamp > latest ? change.stamp : latest), stored.entry.stamp);
  const entry = { ...stored.entry, body, stamp, bodyHash: await bodyHash(deps, "person.set", ENTRY_SCHEMA, body) };
  work.outbox.put(entry.id, { ...stored, entry });
}

/** Takes a field out of everything that was never offered. */
export async function dropField(work: Work, deps: HashDep, key: string): Promise<void> {
  for (const stored of work.inOrder().filter(isOpen)) {
    const left = changesOf(stored).filter((change) => change.key !== key);
    if (left.length === changesOf(stored).length) continue;
    if (left.length === 0) end(work, stored, "revoked");
    else await rewrite(work, deps, stored, left);
  }
}
