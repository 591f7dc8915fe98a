import { fieldKey, type EntryBody, type EntryId, type FieldKey, type Json } from "@pathwayks/contracts";
import type { SyncClient } from "../../packages/sync/src/client.ts";
import { aBody } from "../../server/src/testing/entries.ts";
import { syncCatalog } from "../../server/src/testing/sync-catalog.ts";
import type { Device } from "./device.ts";
import type { Tab } from "./tab.ts";
import type { World } from "./world.ts";

// What people do. Whatever a screen would call saved is written down, to be looked for at the end.

const fields: Readonly<Record<string, (n: number) => Json>> = {
  city: (n) => `City ${n}`,
  firstName: (n) => `Name ${n}`,
  language: (n) => (n % 2 === 0 ? "en" : "es"),
  maxTravelMinutes: (n) => n % 90,
  "savedPrograms/sim-school:welding": (n) => (n % 3 === 0 ? null : { savedAt: `2026-11-23T14:00:${String(n % 60).padStart(2, "0")}Z` }),
  "answers/q1": (n) => ({ tapped: [n] }),
};

const enrollment = (): EntryBody<"enrollment.submit"> => aBody.enrollment() as unknown as EntryBody<"enrollment.submit">;
const application = (): EntryBody<"application.submit"> => aBody.application() as unknown as EntryBody<"application.submit">;

export const deedWeights = { set: 30, enroll: 10, enrollTwice: 4, apply: 8, applyTooLate: 4, mend: 5, withdraw: 5, remove: 2, tryAgain: 2 } as const;
export type Deed = keyof typeof deedWeights;

/** Does one thing in some tab of a device. Resolves when the screen would say that it is saved. */
export async function doDeed(world: World, device: Device, deed: Deed): Promise<void> {
  const tab = await device.tab();
  const { client } = tab;
  if (!client) return;
  await deeds[deed](world, tab, client);
}

const acked = (world: World, id: EntryId, kind: string): void => void world.watch.acked.set(id, { account: () => world.watch.ownerOf.get(id) ?? null, kind });

const deeds: Readonly<Record<Deed, (world: World, tab: Tab, client: SyncClient) => Promise<void>>> = {
  set: async ({ chance, watch }, _tab, client) => {
    const wanted = new Map<FieldKey, Json>();
    for (let i = 0; i <= chance.int(3); i++) {
      const key = chance.one(Object.keys(fields));
      wanted.set(fieldKey.parse(key), fields[key]?.(chance.int(1_000)) ?? null);
    }
    const { space } = client;
    await client.person.set(wanted);
    const { view } = space;
    for (const stored of view.outbox.values()) if (stored.entry.kind === "person.set" && stored.receipt === null) watch.acked.set(stored.entry.id, { account: () => null, kind: "person.set" });
  },
  enroll: async (world, _tab, client) => {
    const { drafts } = client;
    const draft = await drafts.open("enroll", { message: "" });
    const saved = await drafts.save("enroll", draft.id, { message: `words ${world.chance.int(100)}` });
    if (!saved) return;
    const sent = await drafts.finalise("enroll", saved, { kind: "enrollment.submit", body: enrollment() });
    if (sent.status !== "changed") acked(world, draft.id, "enrollment.submit");
  },
  enrollTwice: async (world, tab) => {
    const other = tab.device.tabs.find(({ client }) => client !== null && client !== tab.client) ?? (await tab.device.open());
    world.faults.add("second-tab");
    if (!tab.client || !other.client || tab.client.space.id !== other.client.space.id) return;
    const draft = await tab.client.drafts.open("twice", {});
    const finalised = [tab.client, other.client].map(({ drafts }) => drafts.finalise("twice", draft, { kind: "enrollment.submit", body: enrollment() }));
    const sent = await Promise.all(finalised);
    if (sent.filter(({ status }) => status === "queued").length > 1) world.watch.say("bar 6: one draft was sent twice");
    if (sent.some(({ status }) => status !== "changed")) acked(world, draft.id, "enrollment.submit");
  },
  apply: async (world, _tab, client) => {
    const known = client.outbox.list().map(({ id }) => id);
    const dependsOn = known.length > 0 && world.chance.is(0.4) ? [world.chance.one(known)] : [];
    acked(world, await client.outbox.submit({ kind: "application.submit", body: application(), dependsOn }), "application.submit");
  },
  applyTooLate: async (world, _tab, client) => {
    const { id, employerId } = syncCatalog.expiredJob;
    acked(world, await client.outbox.submit({ kind: "application.submit", body: { ...application(), jobId: id, employerId } }), "application.submit");
  },
  mend: async (world, _tab, client) => {
    const broken = client.outbox.list().filter(({ needs }) => needs?.kind === "rejected");
    if (broken.length === 0) return;
    const id = await client.outbox.sendAgain(world.chance.one(broken).id, "application.submit", application());
    if (id !== null) acked(world, id, "application.submit");
  },
  withdraw: async (world, _tab, client) => {
    const list = client.outbox.list().filter(({ kind }) => kind === "enrollment.submit" || kind === "application.submit");
    if (list.length > 0) await client.outbox.withdraw(world.chance.one(list).id, "changed my mind");
  },
  remove: async (world, _tab, client) => {
    const list = client.outbox.list().filter(({ state }) => state === "withdrawn" || state === "needs-you");
    if (list.length > 0) await client.outbox.remove(world.chance.one(list).id);
  },
  tryAgain: async (world, _tab, client) => {
    const list = client.outbox.list().filter(({ needs }) => needs?.kind === "parked");
    if (list.length > 0) await client.outbox.tryAgain(world.chance.one(list).id);
  },
};
