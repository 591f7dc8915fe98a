import { deviceId, entryId, fieldKey, stampAt, type EntryId } from "@pathwayks/contracts";
import { expect, test } from "vitest";
import { anEnrollment, free, MAYA, noReply, okReply, OMAR, phone, taking, type Phone } from "./client.testing.ts";
import { autosave } from "./drafts/autosave.ts";

const submit = ({ client }: Phone, dependsOn: readonly EntryId[] = []): Promise<EntryId> =>
  client.outbox.submit({ kind: "enrollment.submit", body: anEnrollment, dependsOn });
const states = ({ client }: Phone): string[] => client.outbox.list().map(({ state }) => state).reverse();
const MINUTE = 60_000;

async function talk(it: Phone, times = 1): Promise<void> {
  for (let i = 0; i < times; i++) {
    await it.client.converse();
    it.now += 20 * MINUTE;
  }
}

test("one refused entry needs the person, and only those that wait for it with it", async () => {
  const it = await phone();
  const bad = await submit(it);
  await submit(it);
  await submit(it, [bad]);
  it.push = (request) => (request.entries.some(({ id }) => id === bad) ? noReply(422) : taking(request));
  await talk(it, 4);
  expect(states(it)).toEqual(["needs-you", "received", "needs-you"]);
  expect(it.client.outbox.list().map(({ needs }) => needs)).toEqual([{ kind: "depends", on: bad }, null, { kind: "refused", status: 422 }]);
});

test.each([400, 403, 404, 409, 410, 422])("%i to everything condemns each by itself, and 413 as too large", async (status) => {
  const it = await phone();
  for (let i = 0; i < 5; i++) await submit(it);
  it.push = () => noReply(status);
  await talk(it);
  expect(it.client.outbox.list().map(({ needs }) => needs)).toEqual(Array(5).fill({ kind: "refused", status }));
  const other = await phone();
  await submit(other);
  other.push = () => noReply(413, "PAYLOAD_TOO_LARGE");
  await talk(other);
  expect(other.client.outbox.list()[0]?.needs).toEqual({ kind: "too-large" });
});

test("an entry that meets the same fault eight times while others pass is parked; a server that is down parks nothing", async () => {
  const it = await phone();
  const bad = await submit(it);
  it.push = (request) => (request.entries.some(({ id }) => id === bad) ? noReply(500, "INTERNAL_ERROR") : taking(request));
  for (let i = 0; i < 30 && states(it)[0] !== "needs-you"; i++) {
    await submit(it);
    await talk(it, 2);
  }
  expect(it.client.outbox.list().at(-1)?.needs).toEqual({ kind: "parked" });
  expect(states(it).slice(1).every((state) => state === "received")).toBe(true);
  const down = await phone();
  await submit(down);
  down.push = () => noReply(500, "INTERNAL_ERROR");
  await talk(down, 30);
  expect(states(down)).toEqual(["queued"]);
});

test("what is refused for a reason that passes can be offered again as it is; what has to be changed cannot", async () => {
  const it = await phone();
  const [many, gone] = [await submit(it), await submit(it)];
  it.push = (request) => taking(request, "e-1", (id) => ({ status: "rejected", code: id === many ? "too_many" : "not_in_catalog", fields: [] }));
  await talk(it);
  expect([await it.client.outbox.tryAgain(many), await it.client.outbox.tryAgain(gone)]).toEqual([true, false]);
  it.push = (request) => taking(request);
  await talk(it);
  expect(states(it)).toEqual(["received", "needs-you"]);
});

test("Retry-After is waited for, a wait that another clock set is not", async () => {
  const it = await phone();
  await submit(it);
  it.push = () => noReply(429, "TOO_MANY_REQUESTS", 30 * MINUTE);
  await it.client.converse();
  it.push = (request) => taking(request);
  it.now += 29 * MINUTE;
  await it.client.converse();
  expect(states(it)).toEqual(["queued"]);
  it.now -= 2 * 365 * 24 * 60 * MINUTE;
  await it.client.converse();
  expect(states(it)).toEqual(["received"]);
});

test("401 holds everything and blames nothing, until somebody signs in", async () => {
  const it = await phone();
  await submit(it);
  it.push = () => noReply(401, "UNAUTHORIZED");
  await talk(it);
  expect([states(it), it.client.standing().lapsed]).toEqual([["queued"], true]);
  await it.client.person.set(new Map([[fieldKey.parse("city"), "Wichita"]]));
  it.push = (request) => taking(request);
  await talk(it, 2);
  expect(it.pushes.length).toBe(1);
  await it.client.signedIn(MAYA);
  await talk(it);
  expect([states(it), it.client.standing()]).toEqual([["received"], { account: MAYA, lapsed: false, unsent: 0, erased: false }]);
});

test("a refusal from before a sign-in does not take the sign-in away", async () => {
  const it = await phone();
  await submit(it);
  it.push = async () => {
    await it.client.signedIn(MAYA);
    return noReply(401, "UNAUTHORIZED");
  };
  await talk(it);
  expect(it.client.standing().lapsed).toBe(false);
});

test("what was sent once is the same bytes the second time, and is never changed by later answers to the form", async () => {
  const it = await phone();
  const set = (city: string): Promise<void> => it.client.person.set(new Map([[fieldKey.parse("city"), city]]));
  await set("Wichita");
  await set("Newton");
  it.push = () => ({ kind: "none" });
  await talk(it);
  await set("Salina");
  it.push = (request) => taking(request);
  await talk(it, 2);
  const sent = it.pushes.flatMap(({ entries }) => entries);
  expect(sent[0]).toEqual(sent[1]);
  expect(sent.map(({ seq }) => seq)).toEqual([1, 1, 2]);
});

test("an entry made to wait for one that was withdrawn needs the person at once", async () => {
  const it = await phone();
  const first = await submit(it);
  await it.client.outbox.withdraw(first, "");
  await submit(it, [first]);
  expect(states(it)).toEqual(["withdrawn", "needs-you"]);
});

test("edit and send again makes a new entry, and takes along what waited for the old one", async () => {
  const it = await phone();
  const bad = await submit(it);
  const waits = await submit(it, [bad]);
  it.push = (request) => taking(request, "e-1", (id) => (id === bad ? { status: "rejected", code: "invalid", fields: [] } : id === waits ? { status: "waiting", on: [bad] } : null));
  await talk(it);
  const again = await it.client.outbox.sendAgain(bad, "enrollment.submit", anEnrollment);
  await talk(it);
  const sent = it.pushes.at(-1)?.entries ?? [];
  expect(sent.map(({ supersedes }) => supersedes)).toEqual([bad, waits]);
  expect(sent[1]?.dependsOn).toEqual([again]);
  expect(states(it)).toEqual(["withdrawn", "withdrawn", "received", "received"]);
});

test("a server in another life is offered every receipt again, also those off the list, and they stay receipts", async () => {
  const it = await phone();
  const first = await submit(it);
  await submit(it);
  await talk(it);
  let life = "e-2";
  it.push = (request) => taking(request, life);
  it.changes = () => okReply({ account: MAYA, epoch: life, reset: false, changes: [], next: `${life}.0`, more: false });
  await it.client.outbox.withdraw(first, "");
  await talk(it);
  await it.client.outbox.remove(first);
  life = "e-3";
  await submit(it);
  await talk(it);
  await talk(it);
  expect(it.pushes.at(-1)?.entries.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  expect(it.client.standing().unsent).toBe(0);
});

test("a page of another account changes nothing and holds", async () => {
  const it = await phone();
  it.changes = () => okReply({ account: OMAR, epoch: "e-1", reset: false, changes: [{ seq: 1, kind: "notification", id: "n", value: {} }], next: "e-1.1", more: false });
  await talk(it);
  expect([it.client.things("notification").size, it.client.standing().lapsed]).toEqual([0, true]);
});

test("revoked things go, with what was changed here and not sent", async () => {
  const it = await phone();
  const city = fieldKey.parse("city");
  const id = await submit(it);
  it.push = () => ({ kind: "none" });
  await it.client.person.set(new Map([[city, "Wichita"]]));
  const revoked = ["field", "enrollment"].map((kind, i) => ({ seq: i + 1, kind, id: kind === "field" ? "city" : id, value: null, revoked: true }));
  it.changes = () => okReply({ account: MAYA, epoch: "e-1", reset: false, changes: revoked, next: "e-1.2", more: false });
  await talk(it);
  expect([it.client.person.get(city), states(it)]).toEqual([null, ["withdrawn"]]);
});

test("a reset shows the old until the last page, and then only what was named again", async () => {
  const it = await phone();
  const note = (seq: number, id: string): object => ({ seq, kind: "notification", id, value: { id } });
  const pages = [
    { reset: false, changes: [note(1, "a"), note(2, "b")], next: "e-1.2", more: false },
    { reset: true, changes: [note(1, "a")], next: "e-1.1", more: true },
    { reset: false, changes: [note(3, "c")], next: "e-1.3", more: false },
  ];
  const seen: string[] = [];
  it.changes = () => {
    seen.push([...it.client.things("notification").keys()].sort().join(""));
    return okReply({ account: MAYA, epoch: "e-1", ...(pages.shift() ?? { reset: false, changes: [], next: "e-1.3", more: false }) });
  };
  await talk(it, 3);
  expect([seen, [...it.client.things("notification").keys()].sort()]).toEqual([["", "ab", "ab", "ac"], ["a", "c"]]);
});

test("a tab that sleeps on the lock is passed over after half a minute", async () => {
  const it = await phone();
  await submit(it);
  it.locks = { ifFree: () => Promise.resolve("busy") };
  expect((await it.client.converse()).outcome).toBe("busy");
  it.now += 31_000;
  await it.client.converse();
  expect(states(it)).toEqual(["received"]);
  it.locks = free;
});

test("while one tab sends, another takes nothing of the same", async () => {
  const it = await phone();
  const other = await it.tab();
  await submit(it);
  it.push = async (request) => {
    if (it.pushes.length === 1) await other.converse();
    return taking(request);
  };
  await talk(it);
  expect(it.pushes.length).toBe(1);
});

test("a draft that another tab sent is told as sent, also to a tab that has not looked since", async () => {
  const it = await phone();
  const other = await it.tab();
  const draft = await it.client.drafts.open("enroll", "");
  const intent = { kind: "enrollment.submit", body: anEnrollment } as const;
  expect((await it.client.drafts.finalise("enroll", draft, intent)).status).toBe("queued");
  expect((await other.drafts.finalise("enroll", draft, intent)).status).toBe("already-sent");
  expect((await other.drafts.finalise("enroll", { ...draft, id: entryId.parse("01936d5c-0000-7000-8000-00000000000f") }, intent)).status).toBe("changed");
});

test("fields that change in one burst go up as one entry", async () => {
  const it = await phone();
  for (const city of ["W", "Wi", "Wichita"]) await it.client.person.set(new Map([[fieldKey.parse("city"), city]]));
  await talk(it);
  expect(it.pushes.map(({ entries }) => entries.length)).toEqual([1]);
});

test("a second account gets a space of its own, and the first one's work waits for its owner", async () => {
  const it = await phone(MAYA);
  await submit(it);
  await it.client.signedIn(OMAR);
  expect(states(it)).toEqual([]);
  await submit(it);
  await talk(it);
  expect(it.pushes.map(({ account, entries }) => [account, entries.length])).toEqual([[OMAR, 1]]);
  await it.client.signedIn(MAYA);
  await talk(it);
  expect(it.pushes.map(({ account, entries }) => [account, entries.length])).toEqual([[OMAR, 1], [MAYA, 1]]);
});

test("what was done without an account goes to the one that signs in, also where it has work here already", async () => {
  const it = await phone(MAYA);
  await submit(it);
  await it.client.signedIn(OMAR);
  expect(await it.client.signOut()).toMatchObject({ status: "done" });
  await it.client.person.set(new Map([[fieldKey.parse("city"), "Newton"]]));
  await it.client.drafts.open("enroll", "words");
  await it.client.signedIn(MAYA);
  await talk(it);
  expect(it.pushes[0]?.entries.map(({ kind, seq }) => [kind, seq])).toEqual([["enrollment.submit", 1], ["person.set", 2]]);
  expect([it.client.drafts.get("enroll")?.value, (await it.store.directory()).spaces.length]).toEqual(["words", 1]);
});

test("signing out warns of what is unsent, and then leaves no row", async () => {
  const it = await phone();
  await submit(it);
  const before = it.client.space.id;
  expect(await it.client.signOut()).toEqual({ status: "unsent", count: 1 });
  expect(await it.client.signOut(true)).toMatchObject({ status: "done" });
  expect([await it.store.read(before), states(it), it.client.standing().account]).toEqual([null, [], null]);
});

const erasedAfter401 = (it: Phone): void => {
  it.push = () => noReply(401, "UNAUTHORIZED");
  it.changes = () => noReply(401, "UNAUTHORIZED");
  it.refreshed = { erased: MAYA };
};

test("an account that was erased elsewhere goes from here, sent or not; others' work and what comes after stay", async () => {
  const it = await phone(OMAR);
  await submit(it);
  await it.client.signedIn(MAYA);
  await submit(it);
  await it.client.drafts.open("enroll", "half");
  const [gone, other] = [it.client.space.id, await it.tab()];
  erasedAfter401(it);
  expect((await it.client.converse()).outcome).toBe("erased");
  expect(it.client.standing()).toEqual({ account: null, lapsed: false, unsent: 0, erased: true });
  expect([await it.store.read(gone), states(it), it.client.drafts.get("enroll")]).toEqual([null, [], null]);
  await other.converse();
  expect([other.space.id, other.standing().erased]).toEqual([it.client.space.id, true]);
  await it.client.heard();
  expect((await it.tab()).standing().erased).toBe(false);
  await it.client.person.set(new Map([[fieldKey.parse("city"), "Newton"]]));
  it.push = (request) => taking(request);
  await it.client.signedIn(OMAR);
  await talk(it);
  expect(it.pushes.at(-1)?.entries.map(({ kind }) => kind)).toEqual(["enrollment.submit", "person.set"]);
});

test("the feed says it too, while the session still counts", async () => {
  const it = await phone();
  await submit(it);
  it.push = () => noReply(503, "SERVICE_UNAVAILABLE");
  it.changes = () => okReply({ account: MAYA, epoch: "e-1", reset: false, changes: [], next: "e-1.0", more: false, erased: true });
  await talk(it);
  expect(it.client.standing()).toMatchObject({ account: null, erased: true });
});

test("that somebody else's account was erased takes nothing from this one", async () => {
  const it = await phone(OMAR);
  await submit(it);
  erasedAfter401(it);
  expect((await it.client.converse()).outcome).toBe("held");
  expect([states(it), it.client.standing()]).toEqual([["queued"], { account: OMAR, lapsed: true, unsent: 1, erased: false }]);
});

test("a form is saved within its second while somebody types on, and at once when asked", async () => {
  const it = await phone();
  const { drafts } = it.client;
  const draft = await drafts.open("enroll", "");
  let ring: () => void = () => undefined;
  const sleep = (_ms: number, waking: Promise<void>): Promise<void> => Promise.race([new Promise<void>((resolve) => (ring = resolve)), waking]);
  const saver = autosave(drafts, { sleep }, "enroll", draft.id, () => undefined);
  for (const text of ["a", "ab", "abc"]) saver.update(text);
  ring();
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(drafts.get("enroll")?.value).toBe("abc");
  saver.update("abcd");
  expect((await saver.flush())?.value).toBe("abcd");
  expect(drafts.get("enroll")?.rev).toBe(3);
});

test("an edit wins over the value that the person saw, however far back this device's clock lies", async () => {
  const it = await phone();
  const city = fieldKey.parse("city");
  const held = { key: city, value: "Wichita", stamp: stampAt(it.now + 4 * MINUTE, 7, deviceId.parse("00000000000000d2")) };
  it.changes = () => okReply({ account: MAYA, epoch: "e-1", reset: false, changes: [{ seq: 1, kind: "field", id: city, value: held }], next: "e-1.1", more: false });
  it.now -= 365 * 24 * 60 * MINUTE;
  await it.client.converse();
  expect(it.client.person.get(city)).toBe("Wichita");
  await it.client.person.set(new Map([[city, "Newton"]]));
  expect(it.client.person.get(city)).toBe("Newton");
});
