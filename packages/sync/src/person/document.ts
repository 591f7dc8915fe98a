import { fieldChange, type FieldChange, type FieldKey, type Json } from "@pathwayks/contracts";
import { newEntryId, nextStamp } from "../outbox/make.ts";
import { setFields } from "../outbox/person-set.ts";
import type { ClockDep, HashDep, RandomDep } from "../ports.ts";
import type { Space } from "../space/space.ts";
import type { Work } from "../space/work.ts";
import { fold, type Fields } from "./fold.ts";

/** A value does not fit its field: the screen let something through that the wire does not know. */
export class UnfitField extends Error {}

/** What a person said of themselves, on this device and on all others, as one flat map of fields. */
export interface PersonDocument {
  /** `null` where nothing was said, or it was taken back. Members of sets are `family/name`. */
  get(key: FieldKey): Json;
  /** Everything that was said, without what was taken back. */
  all(): ReadonlyMap<FieldKey, Json>;
  /**
   * Sets fields; `null` takes back. Resolves once the screen's state and its entry are on the device together. Rejects with
   * {@link UnfitField}, and with a `DeviceFault` when storage fails: then nothing was changed.
   */
  set(fields: ReadonlyMap<FieldKey, Json>): Promise<void>;
  /** Told after each change, also from other tabs and devices. Returns how to stop. */
  subscribe(listener: () => void): () => void;
}

export type DocumentDeps = ClockDep & RandomDep & HashDep & { readonly wake?: () => void };

/** The person of a space. */
export function personOf(space: Space, deps: DocumentDeps): PersonDocument {
  let seen: { readonly revision: number; readonly fields: Fields } | null = null;
  const fields = (): Fields => {
    if (seen?.revision !== space.revision) seen = { revision: space.revision, fields: fold(space.view) };
    return seen.fields;
  };
  return {
    get: (key) => fields().get(key)?.value ?? null,
    all: () => new Map([...fields()].flatMap(([key, { value }]) => (value === null ? [] : [[key, value] as const]))),
    set: async (wanted) => {
      if (wanted.size === 0) return;
      const ids = Array.from({ length: wanted.size }, () => newEntryId(deps));
      await space.change((work) => apply(work, deps, wanted, ids));
      deps.wake?.();
    },
    subscribe: (listener) => space.subscribe(listener),
  };
}

async function apply(work: Work, deps: ClockDep & HashDep, wanted: ReadonlyMap<FieldKey, Json>, ids: Parameters<typeof setFields>[3]): Promise<void> {
  const before = fold(work);
  const changes: FieldChange[] = [];
  for (const [key, value] of wanted) {
    const { stamp, about } = nextStamp(work.about, deps.now(), before.get(key)?.stamp ?? null);
    const change = fieldChange.safeParse({ key, value, stamp });
    if (!change.success) throw new UnfitField(`${key} does not take this value`);
    work.about = about;
    changes.push(change.data);
  }
  await setFields(work, deps, changes, ids);
}
