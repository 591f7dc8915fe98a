import { canonicalJson, type EntryId, type PushRequest, type Stamp, type UserId } from "@pathwayks/contracts";
import type { About, StoredEntry } from "../../packages/sync/src/space/state.ts";
import type { Commit, Snapshot } from "../../packages/sync/src/store/local-store.ts";

const DAY = 24 * 3_600_000;

/** Watches every commit and every push of a run, and writes down what must never be. */
export class Watch {
  readonly broken: string[] = [];
  /** Submissions and fields that a screen called saved. */
  readonly acked = new Map<EntryId, { readonly account: () => UserId | null; readonly kind: string }>();
  /** Spaces that a person threw away, knowing what was unsent. */
  readonly forgotten = new Set<string>();
  /** Quiet entries that left a device in old age. */
  readonly pruned = new Set<string>();
  readonly ownerOf = new Map<EntryId, UserId | null>();
  readonly spaceOf = new Map<EntryId, string>();
  readonly #bytes = new Map<EntryId, string>();
  readonly #serverNow: () => number;

  constructor(serverNow: () => number) {
    this.#serverNow = serverNow;
  }

  say(what: string): void {
    if (this.broken.length < 20) this.broken.push(what);
  }

  /** Looks at a commit that happened. `before`: the spaces it wrote to, as they were. */
  committed(commit: Commit, before: ReadonlyMap<string, Snapshot | null>): void {
    for (const space of commit.forget ?? []) this.forgotten.add(space);
    for (const space of new Set(commit.writes.map((write) => write.space))) {
      const writes = commit.writes.filter((write) => write.space === space);
      const was = before.get(space)?.rows;
      const oldAbout = was?.about.get("about")?.value as About | undefined;
      const about = (writes.find(({ group }) => group === "about")?.value ?? oldAbout) as unknown as About;
      if (oldAbout) this.#aboutMoves(oldAbout, about);
      for (const { group, key, value } of writes)
        if (group === "outbox") this.#entryMoves(space, about, was?.outbox.get(key)?.value as StoredEntry | undefined, value as unknown as StoredEntry | null, oldAbout?.clock ?? null);
    }
  }

  #aboutMoves(old: About, about: About): void {
    const [a, b] = [old.cursor?.split("."), about.cursor?.split(".")];
    if (a && b && a[0] === b[0] && Number(b[1]) < Number(a[1])) this.say(`I4: the cursor went back from ${old.cursor} to ${about.cursor}`);
    if (old.clock !== null && (about.clock === null || about.clock < old.clock)) this.say(`I7: the clock went back from ${old.clock} to ${about.clock}`);
    if (about.seq < old.seq) this.say("I2: the count of entries went back");
    if (old.account !== null && about.account !== old.account) this.say("I10: a space changed its account");
  }

  #entryMoves(space: string, about: About, old: StoredEntry | undefined, now: StoredEntry | null, clock: Stamp | null): void {
    if (now === null) {
      if (old) this.pruned.add(old.entry.id);
      if (old && (old.receipt === null || old.receipt.atMs > this.#serverNow() - 30 * DAY)) this.say(`I9: entry ${old.entry.id} left the device`);
      return;
    }
    const { id } = now.entry;
    if (!old && clock !== null && now.entry.stamp <= clock && this.ownerOf.get(id) === undefined) this.say(`I7: entry ${id} has a stamp of before`);
    const owner = this.ownerOf.get(id) ?? null;
    if (owner !== null && owner !== about.account) this.say(`I10: entry ${id} moved to another account`);
    this.ownerOf.set(id, about.account);
    this.spaceOf.set(id, space);
    if (old && old.tries > 0 && !now.stub && !old.stub && canonicalJson(old.entry) !== canonicalJson(now.entry)) this.say(`I2: entry ${id} changed after it was offered`);
    if (old?.receipt && now.receipt === null) this.say(`P3: entry ${id} lost its receipt`);
  }

  /** Looks at what the network carries. */
  pushed(request: PushRequest): void {
    for (const entry of request.entries) {
      const bytes = canonicalJson(entry);
      const known = this.#bytes.get(entry.id);
      if (known !== undefined && known !== bytes) this.say(`I2: entry ${entry.id} was sent with other bytes`);
      this.#bytes.set(entry.id, bytes);
    }
  }

  /** Looks at what the server took under whose session. */
  accepted(user: UserId, ids: readonly EntryId[]): void {
    for (const id of ids) if (this.ownerOf.get(id) !== user) this.say(`I10: entry ${id} was taken for somebody else`);
  }
}
