import { replaces, type FieldChange, type FieldKey } from "@pathwayks/contracts";
import { changesOf } from "../outbox/person-set.ts";
import type { About, StoredEntry } from "../space/state.ts";
import type { Work } from "../space/work.ts";

/** A person's fields with the stamps that decide; a value of `null` was taken away. */
export type Fields = ReadonlyMap<FieldKey, FieldChange>;

/** What the screen shows of the person: what the server said, and over it what was changed here and is not in the feed yet. */
export function fold(work: Work): Fields {
  const fields = new Map<FieldKey, FieldChange>();
  const revoked = new Set<string>();
  for (const { kind, id, value } of work.things.values()) {
    if (kind !== "field") continue;
    if (value === null) revoked.add(id);
    else {
      const field = value as unknown as FieldChange;
      fields.set(field.key, field);
    }
  }
  for (const stored of work.inOrder()) {
    if (!counts(stored, work.about)) continue;
    for (const change of changesOf(stored))
      if (!revoked.has(change.key) && replaces(change, fields.get(change.key) ?? null)) fields.set(change.key, change);
  }
  return fields;
}

/** Whether an entry still says something that the feed has not said. */
function counts({ entry, state, receipt, offer }: StoredEntry, { cursor, epoch }: About): boolean {
  if (entry.kind !== "person.set" || state === "withdrawn") return false;
  if (receipt === null || offer) return true;
  const [life, seq] = (cursor ?? ".0").split(".");
  // A cursor of another life of the server knows nothing of this one's numbers.
  return receipt.epoch === life ? receipt.serverSeq > Number(seq) : life !== epoch;
}
