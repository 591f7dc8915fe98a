import { expect, test } from "vitest";
import { changesAnswer, ENTRY_SCHEMA, entryKinds, feedKinds, OLDEST_ENTRY_SCHEMA, pushAnswer, pushRequest } from "@pathwayks/contracts";
import type { EntryBody, PartnerId, PushRequest } from "@pathwayks/contracts";
import { anEnrollment, MAYA, okReply, phone, taking } from "../../../packages/sync/src/client.testing.ts";
import type { CatalogFacts } from "../../../server/src/intake/catalog-facts.ts";
import { entryKindTable } from "../../../server/src/intake/kinds.ts";
import { createIntake } from "../../../server/src/intake/push.ts";
import type { EntryFormat, Kinds } from "../../../server/src/intake/read-entry.ts";
import { rows } from "../../../server/src/storage/engine.ts";
import { actorOf, addActor } from "../../../server/src/testing/actors.ts";
import { NOON } from "../../../server/src/testing/app.ts";
import { memoryVault } from "../../../server/src/testing/storage.ts";
import { needOf } from "../../../apps/seeker/src/screens/plan/need.ts";
import { recordedServer, recordings } from "./exchange.ts";

// Bar 9: apps and servers of different ages talk with each other. What is recorded was said by an app of its version.

const all = recordings();
const pushesOf = ({ exchange }: (typeof all)[number]): PushRequest[] =>
  exchange.flatMap(({ request }) => (request.method === "POST" && request.path.endsWith("/outbox") ? [pushRequest.parse(request.body)] : []));

/** An answer without what differs each time, and without words, which may be put better. */
const meaning = (answer: unknown): unknown =>
  JSON.parse(JSON.stringify(answer, (_, value: unknown) => {
    if (typeof value !== "object" || value === null || !("requestId" in value || "field" in value)) return value;
    return Object.fromEntries(Object.entries(value).filter(([name]) => name !== "requestId" && name !== "message"));
  })) as unknown;

test("every version that is taken is recorded, with every kind of entry and everything that the feed can hold", () => {
  const versions = all.map(({ schemaV }) => schemaV);
  for (let version = OLDEST_ENTRY_SCHEMA; version <= ENTRY_SCHEMA; version++) expect(versions).toContain(version);
  const newest = all.find(({ schemaV }) => schemaV === ENTRY_SCHEMA);
  expect(new Set(newest === undefined ? [] : pushesOf(newest).flatMap(({ entries }) => entries.map(({ kind }) => kind)))).toEqual(new Set([...entryKinds, "person.erase"]));
  const heard = newest?.exchange.flatMap(({ answer }) => changesAnswer.safeParse(answer.body).data?.changes.map(({ kind }) => kind) ?? []);
  expect(new Set(heard)).toEqual(new Set(feedKinds));
});

test.each(all)("an app of format $schemaV: the whole conversation means today what it meant when it was recorded", async ({ exchange }) => {
  const server = await recordedServer();
  for (const { what, request, answer } of exchange) {
    const today = await server.ask(request);
    expect([what, today.status, today.cookies]).toEqual([what, answer.status, answer.cookies]);
    expect(meaning(today.body)).toMatchObject(meaning(answer.body) as object);
  }
  await server.storage.close();
});

const facts: CatalogFacts = {
  program: (id) => ({ providerId: id.split(":")[0] as PartnerId, sample: true }),
  job: () => ({ employerId: "sample-employer" as PartnerId, sample: true, expires: "2099-12-31" as never }),
};

async function serverOf(format: EntryFormat, kinds: Kinds = entryKindTable) {
  const { storage, vault } = await memoryVault(() => NOON, { soon: (work) => queueMicrotask(work) });
  const intake = createIntake({ engine: storage.main, vault, kinds, format, now: () => NOON, catalog: () => facts, onFault: (error) => { throw error; } });
  return {
    storage,
    async push(request: PushRequest) {
      await addActor(storage, vault, request.account).catch(() => undefined);
      const pushed = await intake.push(actorOf(request.account), request);
      if (!pushed.ok) throw new Error(pushed.error);
      return pushed.value;
    },
  };
}

test("what was recorded is taken by its own version's server and the two after it, and the one after those says that it is too old", async () => {
  const counts = { accepted: 0, tooOld: 0 };
  for (const recording of all) {
    const [everyKind] = pushesOf(recording);
    if (everyKind === undefined) throw new Error("nothing is recorded");
    for (let newer = 0; newer <= 3; newer++) {
      const current = recording.schemaV + newer;
      const server = await serverOf({ current, oldest: Math.max(1, current - 2), from: {} });
      const { results } = await server.push(everyKind);
      const expected = newer <= 2 ? "accepted" : "rejected";
      expect([newer, results.map(({ status }) => status)]).toEqual([newer, results.map((_, i) => (newer === 3 && i >= 3 && i <= 4 ? "waiting" : expected))]);
      for (const result of results) if (result.status === "rejected") expect(result.code).toBe("schema_too_old");
      counts[newer <= 2 ? "accepted" : "tooOld"] += results.length;
      expect((await server.storage.main.read((db, { entries }) => rows(db.select().from(entries)))).length).toBe(newer <= 2 ? results.length : 0);
      await server.storage.close();
    }
  }
  console.log(`schema skew: ${all.length} recorded version(s), ${counts.accepted} entries accepted by servers up to two versions newer, ${counts.tooOld} told that they are too old`);
});

test("a newer app at an older server: what it does not know waits with the person in clear words, the rest is received, and nothing is lost", async () => {
  const { "pathway.feedback": _, ...known } = entryKindTable;
  const older: readonly (readonly [EntryFormat, Kinds, string, readonly string[]])[] = [
    [{ current: ENTRY_SCHEMA, oldest: 1, from: {} }, known as Kinds, "unknown_kind", ["received", "needs-you"]],
    [{ current: ENTRY_SCHEMA - 1, oldest: 0, from: {} }, entryKindTable, "schema_too_new", ["needs-you", "needs-you"]],
  ];
  for (const [format, kinds, code, states] of older) {
    const server = await serverOf(format, kinds);
    const it = await phone();
    it.push = async (request) => okReply(await server.push(request));
    await it.client.outbox.submit({ kind: "notification.prefer", body: { kind: "check-in", channel: "email", on: false } });
    const id = await it.client.outbox.submit({ kind: "pathway.feedback", body: { pathwayId: "direct~31-1131", feedback: "thumbs_up" } as EntryBody<"pathway.feedback"> });
    await it.client.converse();
    const entries = it.client.space.view.inOrder();
    expect(entries.map(({ state }) => state)).toEqual(states);
    const waits = entries.find(({ entry }) => entry.id === id);
    expect([waits?.needs, waits?.entry.body]).toEqual([expect.objectContaining({ kind: "rejected", code }), { pathwayId: "direct~31-1131", feedback: "thumbs_up" }]);
    expect(needOf(waits?.needs ?? null)).toBe("app");
    await server.storage.close();
  }
});

test("an app at a newer server: it passes over what it does not know, and goes on", async () => {
  const it = await phone();
  const [taken, refused] = [await it.client.outbox.submit({ kind: "enrollment.submit", body: anEnrollment }), await it.client.outbox.submit({ kind: "enrollment.submit", body: anEnrollment })];
  it.push = (request) => {
    const { json } = taking(request) as { json: { results: object[] } };
    const [first] = json.results;
    return okReply({ epoch: "e-1", hint: "new", results: [{ ...first, place: 7 }, { id: refused, status: "rejected", code: "a_reason_of_next_year", fields: [{ field: "body", message: "no", example: "x" }] }] });
  };
  it.changes = () => okReply({
    account: MAYA, epoch: "e-1", reset: false, next: "e-1.2", more: false, newest: 2,
    changes: [
      { seq: 1, kind: "a-kind-of-next-year", id: "x-1", value: { says: "something" }, weight: 1 },
      { seq: 2, kind: "notification", id: "n-1", value: { id: "n-1", kind: "message", detail: { text: "Hello" }, at: "2026-11-23T14:00:00Z", readAt: null, priority: 3 } },
    ],
  });
  expect(await it.client.converse()).toMatchObject({ outcome: "done" });
  const state = (id: string) => it.client.space.view.inOrder().find(({ entry }) => entry.id === id);
  expect([state(taken)?.state, state(refused)?.state, needOf(state(refused)?.needs ?? null)]).toEqual(["received", "needs-you", "app"]);
  expect([...it.client.things("notification").keys()]).toEqual(["n-1"]);
  // Kept as it came, for the app that will know it; the cursor has passed it.
  expect(it.client.space.view.things.get("a-kind-of-next-year|x-1")?.value).toEqual({ says: "something" });
});

test("answers of the present server are those that the schemas say", () => {
  for (const { exchange } of all)
    for (const { request, answer } of exchange) {
      if (answer.status !== 200 || request.path.endsWith("/refresh")) continue;
      const schema = request.path.endsWith("/outbox") ? pushAnswer : changesAnswer;
      expect(schema.parse(answer.body)).toEqual(answer.body);
    }
});
