import { describe, expect, test } from "vitest";
import type { EntryId, FeedKind, Json } from "@pathwayks/contracts";
import type { Outbox, OutboxItem } from "@pathwayks/sync";
import { nextSteps, progressOf, type Standing } from "./steps.ts";
import { prefilled, submissionsOf, type Submission } from "./submissions.ts";

const id = (n: number) => `01940000-0000-7000-8000-00000000000${n}` as EntryId;
const contact = { firstName: "Ana", lastName: "Ruiz", email: "ana@example.org", phone: null };
const body = { programId: "wsutech:welding", providerId: "wsutech", pathwayId: null, startOn: "2027-01-12", contact, message: "", consent: {} };
const item = (n: number, over: Partial<OutboxItem> = {}): OutboxItem => ({
  id: id(n), kind: "enrollment.submit", state: "queued", madeAt: 1_000 * n, receipt: null, needs: null, withdrawn: null, handedAt: null, tries: 0, body, ...over,
});
const enrollment = (over: Record<string, Json> = {}): Json => ({
  id: id(1), programId: "wsutech:welding", providerId: "wsutech", pathwayId: null, status: "requested", delivery: "delivered", receipt: "PK-7Q2M-4XWD",
  requestedAt: "2026-11-25T10:00:00Z", startOn: null, enrollmentDate: null, expectedCompletionDate: null, actualCompletionDate: null,
  credentialEarned: null, answer: null, updatedAt: "2026-11-25T10:00:00Z", ...over,
});
const clientWith = (items: readonly OutboxItem[], things: Partial<Record<FeedKind, Record<string, Json>>> = {}) => ({
  outbox: { list: () => items } as unknown as Outbox,
  things: (kind: FeedKind) => new Map(Object.entries(things[kind] ?? {})),
});
const one = (client: ReturnType<typeof clientWith>): Submission => {
  const [first] = submissionsOf(client);
  if (!first) throw new Error("nothing there");
  return first;
};

describe("submissions", () => {
  test("what is on this device only says so, and has no number", () => {
    expect(one(clientWith([item(1)]))).toMatchObject({ state: "queued", receipt: null, subject: "wsutech:welding", startOn: "2027-01-12" });
  });

  test("what another device sent is there by the feed alone, with its number", () => {
    expect(one(clientWith([], { enrollment: { [id(1)]: enrollment() } }))).toMatchObject({ state: "received", receipt: { number: "PK-7Q2M-4XWD" }, body: null });
  });

  test("a partner's answer makes it answered; a withdrawal beats it", () => {
    const answer = { at: "2026-11-26T10:00:00Z", status: "enrolled", message: "Welcome" };
    expect(one(clientWith([item(1, { state: "received" })], { enrollment: { [id(1)]: enrollment({ answer, status: "enrolled" }) } }))).toMatchObject({ state: "answered", answer: { message: "Welcome" } });
    expect(one(clientWith([], { enrollment: { [id(1)]: enrollment({ answer, status: "withdrawn" }) } })).state).toBe("withdrawn");
  });

  test("a withdrawal on its way is told, and does not look done", () => {
    const leaving = item(2, { kind: "submission.withdraw", body: { entryId: id(1), reason: "" } });
    expect(one(clientWith([leaving, item(1, { state: "received" })]))).toMatchObject({ state: "received", leaving: true });
  });

  test("what was corrected is listed once, as its correction", () => {
    const list = submissionsOf(clientWith([item(2), item(1, { state: "withdrawn", withdrawn: "replaced" })]));
    expect(list.map((submission) => submission.id)).toEqual([id(2)]);
  });

  test("forms begin with the person's own fields, then with what was written last", () => {
    const sent = submissionsOf(clientWith([item(1)]));
    expect(prefilled(sent, { firstName: "Anita", lastName: "", phone: "316-555-0100" }, "new@example.org")).toEqual({ firstName: "Anita", lastName: "Ruiz", phone: "316-555-0100", email: "ana@example.org" });
    expect(prefilled([], { firstName: "", lastName: "", phone: null }, "new@example.org").email).toBe("new@example.org");
  });
});

describe("next steps", () => {
  const base: Standing = { submissions: [], signedIn: false, answered: 18, questions: 18, saved: 0, today: "2026-11-25" };
  const with_ = (...items: OutboxItem[]): Standing => ({ ...base, submissions: submissionsOf(clientWith(items)) });

  test("there is always one", () => {
    expect(nextSteps({ ...base, answered: 3 }).map(({ kind }) => kind)).toEqual(["questions"]);
    expect(nextSteps(base).map(({ kind }) => kind)).toEqual(["choose"]);
    expect(nextSteps({ ...base, saved: 2 }).map(({ kind }) => kind)).toEqual(["act"]);
  });

  test("what is stuck comes first, then dates, then signing in to send", () => {
    const steps = nextSteps(with_(item(2, { state: "needs-you", body: { ...body, startOn: null } }), item(1)));
    expect(steps.map(({ kind, on }) => [kind, on])).toEqual([["mend", null], ["start", "2027-01-12"], ["sign-in", null]]);
  });

  test("a day that has passed is no step", () => {
    expect(nextSteps({ ...with_(item(1)), today: "2027-02-01", signedIn: true })).toEqual([]);
  });

  test("what waits on this device is no progress; what arrived is", () => {
    expect(progressOf(with_(item(1)))).toEqual({ done: 2, of: 4 });
    expect(progressOf(with_(item(1, { state: "received" })))).toEqual({ done: 3, of: 4 });
  });
});
