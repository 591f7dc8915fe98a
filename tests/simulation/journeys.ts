import { fieldKey, type EntryBody, type EntryId, type FieldKey, type Json, type UserId } from "@pathwayks/contracts";
import type { SyncClient } from "../../packages/sync/src/client.ts";
import type { Draft } from "../../packages/sync/src/space/state.ts";
import { aBody } from "../../server/src/testing/entries.ts";
import { testUser } from "../../server/src/testing/actors.ts";
import { syncCatalog } from "../../server/src/testing/sync-catalog.ts";

/** What a journey has at hand, and what the screen has called saved so far. */
export interface Trip {
  readonly client: SyncClient;
  /** Whose cookies this device has. */
  session: UserId | null;
  /** What another device of the person does meanwhile. */
  elsewhere(changes: ReadonlyMap<FieldKey, Json>): Promise<void>;
  /** The server comes back from the backup that was taken before the journey. */
  restore(): void;
  readonly saved: {
    readonly entries: Set<EntryId>;
    readonly fields: Map<FieldKey, Json>;
    readonly drafts: Map<string, Json>;
    /** Fields that were set together last: all of them are there or none. */
    together: ReadonlyMap<FieldKey, Json>;
    /** What was being written to a draft: it may be there without having been called saved. */
    readonly writing: Map<string, Json>;
    /** A draft and the entry that it becomes: exactly one of them is there. */
    readonly becomes: Map<string, EntryId>;
    signedOut: boolean;
  };
}

export const A = testUser(1);
export const B = testUser(2);
export const enrollment = (): EntryBody<"enrollment.submit"> => aBody.enrollment() as unknown as EntryBody<"enrollment.submit">;
const application = (): EntryBody<"application.submit"> => aBody.application() as unknown as EntryBody<"application.submit">;
const key = (text: string): FieldKey => fieldKey.parse(text);

async function set({ client, saved }: Trip, values: Readonly<Record<string, Json>>): Promise<void> {
  const wanted = new Map(Object.entries(values).map(([name, value]) => [key(name), value]));
  saved.together = wanted;
  await client.person.set(wanted);
  for (const [name, value] of wanted) saved.fields.set(name, value);
}

async function signIn(trip: Trip, user: UserId): Promise<void> {
  trip.session = user;
  await trip.client.signedIn(user);
}

async function fill({ client, saved }: Trip, formId: string, words: readonly string[]): Promise<Draft> {
  let draft = await client.drafts.open(formId, "");
  saved.becomes.set(formId, draft.id);
  for (const value of words) {
    saved.writing.set(formId, value);
    draft = (await client.drafts.save(formId, draft.id, value)) ?? draft;
    saved.drafts.set(formId, value);
  }
  return draft;
}

async function send({ client, saved }: Trip, formId: string, draft: Draft): Promise<void> {
  // From here on the entry may stand in the draft's place.
  saved.drafts.delete(formId);
  await client.drafts.finalise(formId, draft, { kind: "enrollment.submit", body: enrollment() });
  saved.entries.add(draft.id);
}

async function apply({ client, saved }: Trip, over: Partial<EntryBody<"application.submit">> = {}, dependsOn: readonly EntryId[] = []): Promise<EntryId> {
  const id = await client.outbox.submit({ kind: "application.submit", body: { ...application(), ...over }, dependsOn });
  saved.entries.add(id);
  return id;
}

const tooLate = { jobId: syncCatalog.expiredJob.id, employerId: syncCatalog.expiredJob.employerId };

export const journeys: Readonly<Record<string, (trip: Trip) => Promise<void>>> = {
  "answers questions without an account": async (trip) => {
    for (let i = 0; i < 30; i++) await set(trip, { [`answers/q${i}`]: { tapped: [i] }, assessmentAt: `q${i + 1}` });
    await set(trip, { city: "Wichita", language: "es" });
  },
  "answers questions, signs up, and all of it goes up": async (trip) => {
    for (let i = 0; i < 12; i++) await set(trip, { [`answers/q${i}`]: i, city: `City ${i}` });
    await signIn(trip, A);
    await trip.client.converse();
    await set(trip, { city: "Newton", firstName: "Maya" });
    await trip.client.converse();
  },
  "fills a form, key by key, and sends it": async (trip) => {
    await signIn(trip, A);
    await send(trip, "enroll", await fill(trip, "enroll", ["I", "I w", "I would", "I would like", "I would like to", "I would like to s", "I would like to st", "I would like to sta", "I would like to star", "I would like to start"]));
    await trip.client.converse();
  },
  "sends without a network, a day before signing up": async (trip) => {
    await send(trip, "enroll", await fill(trip, "enroll", ["one"]));
    const first = await apply(trip);
    await apply(trip, {}, [first]);
    await signIn(trip, A);
    await trip.client.converse();
  },
  "applies too late, mends it and sends it again": async (trip) => {
    await signIn(trip, A);
    const bad = await apply(trip, tooLate);
    const waiting = await apply(trip, {}, [bad]);
    await trip.client.converse();
    const good = await trip.client.outbox.sendAgain(bad, "application.submit", application());
    if (good !== null) trip.saved.entries.add(good);
    trip.saved.entries.add(waiting);
    await trip.client.converse();
  },
  "takes back before and after it left": async (trip) => {
    await signIn(trip, A);
    const early = await apply(trip);
    await trip.client.outbox.withdraw(early, "no longer");
    const late = await apply(trip);
    await trip.client.converse();
    await trip.client.outbox.withdraw(late, "found one");
    await trip.client.converse();
  },
  "hears of another device while writing": async (trip) => {
    await signIn(trip, A);
    await set(trip, { city: "Salina", assessmentAt: "q9" });
    await trip.client.converse();
    for (let i = 0; i < 5; i++) {
      await trip.elsewhere(new Map<FieldKey, Json>([[key("lastName"), `Elsewhere ${i}`], [key("maxTravelMinutes"), 20 + i]]));
      await set(trip, { firstName: `Here ${i}` });
      await trip.client.converse();
    }
  },
  "meets a server that came back from a backup": async (trip) => {
    await signIn(trip, A);
    await apply(trip);
    await set(trip, { city: "Dodge City" });
    await trip.client.converse();
    trip.restore();
    await trip.client.converse();
    await trip.client.converse();
  },
  "signs out with nothing left to send": async (trip) => {
    await signIn(trip, A);
    await set(trip, { city: "Liberal" });
    await trip.client.converse();
    trip.saved.signedOut = true;
    await trip.client.signOut();
    trip.session = null;
  },
  "lends the phone to somebody else": async (trip) => {
    await signIn(trip, A);
    await apply(trip);
    await signIn(trip, B);
    await apply(trip);
    await trip.client.converse();
    await signIn(trip, A);
    await trip.client.converse();
  },
  "signs in where the account left work before": async (trip) => {
    await signIn(trip, A);
    await apply(trip);
    await signIn(trip, B);
    await trip.client.signOut();
    await set(trip, { city: "Garden City" });
    await fill(trip, "enroll", ["kept"]);
    await signIn(trip, A);
    await trip.client.converse();
  },
  "fills a form in two tabs and throws one away": async (trip) => {
    await signIn(trip, A);
    await fill(trip, "first", ["a", "ab", "abc", "abcd", "abcde", "abcdef", "abcdefg"]);
    await send(trip, "second", await fill(trip, "second", ["x", "xy", "xyz", "xyza", "xyzab"]));
    trip.saved.writing.set("first", "mended");
    await trip.client.drafts.save("first", (await trip.client.drafts.open("first", "")).id, "mended");
    trip.saved.drafts.set("first", "mended");
    await trip.client.converse();
  },
};
