import { canonicalJson, type FeedCursor, type UserId } from "@pathwayks/contracts";
import { fold } from "../../packages/sync/src/person/fold.ts";
import type { StoredEntry } from "../../packages/sync/src/space/state.ts";
import { Work } from "../../packages/sync/src/space/work.ts";
import { isWaiting } from "../../packages/sync/src/flush/pick.ts";
import type { Device } from "./device.ts";
import type { World } from "./world.ts";

/** Every space on the disk of a device, as it is. */
export async function spacesOf(device: Device): Promise<readonly { readonly id: string; readonly active: boolean; readonly work: Work }[]> {
  const { spaces, active } = await device.disk.directory();
  const snapshots = await Promise.all(spaces.map((id) => device.disk.read(id)));
  return snapshots.flatMap((snapshot) => (snapshot ? [{ id: snapshot.space, active: snapshot.space === active, work: new Work(snapshot) }] : []));
}

export const waitingIn = (work: Work): StoredEntry[] => [...work.outbox.values()].filter(isWaiting);

/** All that the server would tell a device of `user` that begins anew. */
async function wholeFeed(world: World, user: UserId): Promise<Map<string, string>> {
  const feed = new Map<string, string>();
  let cursor: FeedCursor | null = null;
  for (;;) {
    const page = await world.server.inside.changes(user, cursor);
    for (const { kind, id, value } of page.changes) if (value !== null) feed.set(`${kind}|${id}`, canonicalJson(value));
    if (!page.more) return feed;
    cursor = page.next;
  }
}

/** P8, I1 and I6: every device that shows `user` holds what the server holds, and shows it. */
export async function checkSame(world: World, user: UserId): Promise<void> {
  const feed = await wholeFeed(world, user);
  for (const [i, device] of world.devices.entries())
    for (const { active, work } of await spacesOf(device)) {
      if (!active || work.about.account !== user) continue;
      const things = new Map([...work.things.entries()].filter(([, { value }]) => value !== null).map(([key, { value }]) => [key, canonicalJson(value)]));
      for (const key of new Set([...feed.keys(), ...things.keys()]))
        if (feed.get(key) !== things.get(key)) world.watch.say(`divergent: device ${i} has ${things.get(key)} for ${key}, the server ${feed.get(key)}`);
      for (const [key, change] of fold(work))
        if (canonicalJson(change) !== feed.get(`field|${key}`)) world.watch.say(`I1: device ${i} shows ${canonicalJson(change)} for ${key}`);
    }
}

/** P2, P4, I2, I3 and I5, for everything on every disk. */
export async function checkEntries(world: World): Promise<void> {
  const { watch } = world;
  const rows = new Map(await Promise.all(world.users.map(async (user) => [user, await world.server.inside.rows(user)] as const)));
  const found = new Map<string, StoredEntry>();
  for (const device of world.devices)
    for (const { work } of await spacesOf(device)) {
      const entries = work.inOrder();
      const seqs = entries.map(({ entry }) => entry.seq);
      if (new Set(seqs).size !== seqs.length || (seqs.at(-1) ?? 0) > work.about.seq) watch.say("I2: sequence numbers are not one for each entry");
      const taken = new Map((work.about.account === null ? [] : (rows.get(work.about.account)?.entries ?? [])).map((row) => [row.id, row]));
      for (const stored of entries) {
        found.set(stored.entry.id, stored);
        const row = taken.get(stored.entry.id);
        if (stored.receipt && !row && !stored.stub) watch.say(`lost: the server does not have ${stored.entry.kind} ${stored.entry.id}, ${stored.state}`);
        if (stored.receipt && row && row.bodyHash !== stored.entry.bodyHash) watch.say(`I2: the server has other bytes for ${stored.entry.id}`);
        if (stored.state === "needs-you" && !explained(stored, world)) watch.say(`stuck: ${stored.entry.kind} ${stored.entry.id} needs the person for ${canonicalJson(stored.needs)}`);
        for (const on of stored.entry.dependsOn) {
          const [before, after] = [taken.get(on)?.serverSeq, row?.serverSeq];
          if (before !== undefined && after !== undefined && before > after) watch.say(`I5: ${stored.entry.id} was applied before ${on}`);
        }
      }
    }
  for (const [id, { kind }] of watch.acked) if (!found.has(id) && !accountedFor(world, id, kind)) watch.say(`lost: ${kind} ${id} was saved and is gone`);
  for (const user of world.users) checkEffects(world, rows.get(user));
}

/** What the person threw away, and quiet changes so old that only their values are kept. */
function accountedFor({ watch }: World, id: string, kind: string): boolean {
  const space = [...watch.spaceOf].find(([entry]) => entry === id)?.[1];
  return space === undefined || watch.forgotten.has(space) || (kind === "person.set" && watch.pruned.has(id));
}

function explained({ needs }: StoredEntry, { faults }: World): boolean {
  if (needs?.kind === "rejected") return !["id_reused", "invalid", "unknown_kind", "too_large", "schema_too_old", "schema_too_new"].includes(needs.code);
  if (needs?.kind === "parked") return (faults.counts.get("poison") ?? 0) > 0;
  return needs?.kind === "depends";
}

function checkEffects({ watch }: World, rows: Awaited<ReturnType<World["server"]["inside"]["rows"]>> | undefined): void {
  if (!rows) return;
  const submitted = rows.entries.filter(({ kind }) => kind === "enrollment.submit" || kind === "application.submit").length;
  const ids = [...rows.enrollments, ...rows.applications].map(({ id }) => id);
  const handoffs = rows.jobs.filter(({ id }) => id.startsWith("handoff:")).map(({ id }) => id);
  if (new Set(rows.entries.map(({ id }) => id)).size !== rows.entries.length) watch.say("doubled: one entry has two rows");
  if (ids.length !== submitted || new Set(ids).size !== ids.length) watch.say(`doubled: ${submitted} entries made ${ids.length} submissions`);
  if (new Set(handoffs).size !== handoffs.length || handoffs.length !== submitted) watch.say(`doubled: ${submitted} entries made ${handoffs.length} hand-offs`);
}
