import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { entryBodies } from "@pathwayks/contracts";
import type { EntryResult, OutboxEntry, PushAnswer, UserId } from "@pathwayks/contracts";
import type { Person } from "../policy/actor.ts";
import { first, rows } from "../storage/engine.ts";
import type { Storage } from "../storage/open.ts";
import { sealedPlace } from "../submissions/submission.ts";
import { addActor, testId, testUser } from "../testing/actors.ts";
import { aBody, anEntry, aPush, apply, enroll, OTHER_DEVICE, setCity } from "../testing/entries.ts";
import { naughtyTexts } from "../testing/naughty.ts";
import { testSecrets } from "../testing/storage.ts";
import { syncFacts } from "../testing/sync-catalog.ts";
import { openVault } from "../vault/vault.ts";
import { entryKind, noCheck } from "./kind.ts";
import { entryKindTable } from "./kinds.ts";
import { createIntake } from "./push.ts";
import type { IntakeDeps } from "./push.ts";
import { entryFormat } from "./read-entry.ts";
import { receiptOf } from "./receipt.ts";


const NOW = 1_795_000_100_000;
type Opened = Pick<Storage, "main" | "keys" | "close">;

/**
 * What the outbox's other end promises, on whichever storage. `open` gives two doors to one database, as two processes have
 * them; on SQLite both are the same.
 */
export function intakeKeepsItsPromises(name: string, open: () => Promise<readonly [Opened, Opened]>): void {
  describe(name, () => {
    let doors: readonly [Opened, Opened];
    let people = 0;
    const faults: unknown[] = [];
    beforeAll(async () => void (doors = await open()));
    afterAll(async () => void (await Promise.all([...new Set(doors)].map((door) => door.close()))));

    const vaultOf = (door: Opened) => openVault({ engine: door.keys, secrets: testSecrets, now: () => NOW });
    const intakeAt = (door: Opened, over: Partial<IntakeDeps> = {}) =>
      createIntake({
        engine: door.main, vault: vaultOf(door), catalog: () => syncFacts, kinds: entryKindTable, format: entryFormat, now: () => NOW,
        onFault: (error) => void faults.push(error), ...over,
      });

    /** Somebody new, whose ids no other test of this database has. */
    async function somebody(guardian = "not-needed") {
      const actor = await addActor(doors[0], vaultOf(doors[0]), testUser(++people), { guardian });
      const base = people * 1_000;
      return { actor, user: actor.userId, n: (i: number) => base + i };
    }
    const push = async (actor: Person, entries: readonly OutboxEntry[], over: Partial<IntakeDeps> = {}): Promise<PushAnswer> => {
      const pushed = await intakeAt(doors[0], over).push(actor, aPush(actor.userId, entries));
      if (!pushed.ok) throw new Error(pushed.error);
      return pushed.value;
    };
    const one = async (actor: Person, entry: OutboxEntry): Promise<EntryResult | undefined> => (await push(actor, [entry])).results[0];
    const held = (user: UserId) =>
      doors[0].main.read(function* (db, { entries, enrollments, applications, jobs, consents, feed, audit }) {
        return {
          entries: yield* rows(db.select().from(entries).where(eq(entries.userId, user)).orderBy(entries.serverSeq)),
          enrollments: yield* rows(db.select().from(enrollments).where(eq(enrollments.userId, user))),
          applications: yield* rows(db.select().from(applications).where(eq(applications.userId, user))),
          jobs: (yield* rows(db.select({ id: jobs.id }).from(jobs).where(eq(jobs.userId, user)).orderBy(jobs.id))).map(({ id }) => id),
          consents: yield* rows(db.select().from(consents).where(eq(consents.userId, user))),
          feed: yield* rows(db.select({ kind: feed.kind, id: feed.id }).from(feed).where(eq(feed.userId, user)).orderBy(feed.seq)),
          audit: yield* rows(db.select().from(audit).where(eq(audit.target, `user:${user}`))),
        };
      });

    test("an accepted entry stands with its consent, its hand-off, its feed and its audit row", async () => {
      const { actor, user, n } = await somebody();
      const result = await one(actor, enroll(n(1)));
      expect(result).toMatchObject({ status: "accepted", replayed: false, receivedAt: new Date(NOW).toISOString() });
      const now = await held(user);
      const id = testId(n(1));
      expect(now.enrollments).toMatchObject([{ id, status: "requested", delivery: "queued", consentId: `consent-${id}` }]);
      expect(now.jobs).toEqual([`${id}:received`, `handoff:${id}`]);
      expect(now.feed.map(({ kind }) => kind)).toEqual(["consent", "enrollment"]);
      expect(now.audit).toMatchObject([{ action: "outbox.push", detail: JSON.stringify({ [id]: "enrollment.submit" }) }]);
      expect(JSON.stringify(now)).not.toMatch(/Maya|example\.org/);
    });

    test("what comes again gets its first answer, and nothing is done twice", async () => {
      const { actor, user, n } = await somebody();
      const [a, b] = [enroll(n(1)), apply(n(2))];
      const before = await push(actor, [a, b]);
      const state = await held(user);
      for (const entries of [[a], [b, a], [a, a, b]]) {
        const again = await push(actor, entries);
        for (const result of again.results) expect(result).toEqual({ ...before.results.find(({ id }) => id === result.id), replayed: true });
      }
      expect(await held(user)).toEqual(state);
      expect((await one(actor, enroll(n(1), { body: aBody.enrollment({ message: "another" }) })))).toMatchObject({ status: "rejected", code: "id_reused" });
      expect(await held(user)).toEqual(state);
    });

    test("the same entry twice in one push is taken once", async () => {
      const { actor, user, n } = await somebody();
      const { results } = await push(actor, [enroll(n(1)), enroll(n(1))]);
      expect(results.map((result) => result.status === "accepted" && result.replayed)).toEqual([false, true]);
      expect((await held(user)).enrollments).toHaveLength(1);
    });

    test("two processes that get the same entries at once make one row, one effect and one receipt of each", async () => {
      const { actor, user, n } = await somebody();
      const entries = [enroll(n(1)), apply(n(2)), setCity(n(3), "Wichita")];
      const races = Array.from({ length: 12 }, (_, i) => {
        const order = i % 3 === 0 ? entries : i % 3 === 1 ? [...entries].reverse() : [entries[1]!, entries[0]!];
        return intakeAt(doors[i % 2]!).push(actor, aPush(user, order));
      });
      const answers = await Promise.all(races);
      const receipts = new Map<string, Set<string>>();
      for (const answer of answers) for (const result of answer.ok ? answer.value.results : []) {
        if (result.status !== "accepted") throw new Error(result.status);
        receipts.set(result.id, (receipts.get(result.id) ?? new Set()).add(`${result.receipt} ${result.serverSeq}`));
      }
      expect([...receipts.values()].map((set) => set.size)).toEqual([1, 1, 1]);
      const now = await held(user);
      expect([now.entries.length, now.enrollments.length, now.applications.length, now.consents.length]).toEqual([3, 1, 1, 2]);
      expect(now.jobs).toHaveLength(4);
      const order = now.entries.map(({ serverSeq }) => serverSeq);
      expect(new Set(order).size).toBe(3);
    });

    test("server numbers of one person grow in the order of commits, whichever process takes the entry", async () => {
      const { actor, user, n } = await somebody();
      await Promise.all(Array.from({ length: 20 }, (_, i) => intakeAt(doors[i % 2]!).push(actor, aPush(user, [setCity(n(i + 1), `City ${i}`)]))));
      const order = (await held(user)).entries.map(({ serverSeq }) => serverSeq);
      expect(order).toHaveLength(20);
      expect([...new Set(order)].sort((a, b) => a - b)).toEqual(order);
    });

    test("an entry waits for what it depends on, wherever that stands in the push", async () => {
      const { actor, user, n } = await somebody();
      const waiting = await push(actor, [setCity(n(2), "B", { dependsOn: [n(1)] })]);
      expect(waiting.results).toEqual([{ id: testId(n(2)), status: "waiting", on: [testId(n(1))] }]);
      expect((await held(user)).entries).toEqual([]);
      const both = await push(actor, [setCity(n(2), "B", { dependsOn: [n(1)] }), setCity(n(1), "A")]);
      expect(both.results.map(({ status }) => status)).toEqual(["accepted", "accepted"]);
      expect((await held(user)).entries.map(({ id }) => id)).toEqual([testId(n(1)), testId(n(2))]);
      const refused = await push(actor, [anEntry({ n: n(4), kind: "person.set", body: { changes: [] } }), setCity(n(5), "C", { dependsOn: [n(4)] }), setCity(n(6), "D")]);
      expect(refused.results.map(({ status }) => status)).toEqual(["rejected", "waiting", "accepted"]);
    });

    test("what depends on something is never applied before it, for any graph and any order", async () => {
      const { actor, user, n } = await somebody();
      let state = 99;
      const random = (below: number) => (state = (state * 48_271) % 2_147_483_647) % below;
      for (let round = 0; round < 6; round++) {
        const entries = Array.from({ length: 10 }, (_, i) =>
          setCity(n(round * 10 + i + 1), `${i}`, { dependsOn: Array.from({ length: i }, (__, j) => j).filter(() => random(3) === 0).map((j) => n(round * 10 + j + 1)) }));
        const shuffled = entries.map((entry) => ({ entry, at: random(1_000) })).sort((a, b) => a.at - b.at).map(({ entry }) => entry);
        for (let at = 0; at < shuffled.length; at += 4) await push(actor, shuffled.slice(at, at + 4));
        const { results } = await push(actor, shuffled);
        expect(results.every(({ status }) => status === "accepted")).toBe(true);
        const seq = new Map((await held(user)).entries.map(({ id, serverSeq }) => [id, serverSeq]));
        for (const { id, dependsOn } of entries) for (const needed of dependsOn) expect(seq.get(needed)).toBeLessThan(seq.get(id) ?? 0);
      }
    });

    test.each([
      ["a hash that belongs to another body", (i: number) => ({ ...enroll(i), bodyHash: setCity(i, "x").bodyHash }), "invalid", ["bodyHash"]],
      ["an unknown kind", (i: number) => anEntry({ n: i, kind: "person.erase", body: {} }), "unknown_kind", ["kind"]],
      ["a kind that is a property of every object", (i: number) => anEntry({ n: i, kind: "toString", body: {} }), "unknown_kind", ["kind"]],
      ["a newer schema", (i: number) => enroll(i, { schemaV: 2 }), "schema_too_new", ["schemaV"]],
      ["a body that is too large", (i: number) => anEntry({ n: i, kind: "person.set", body: { x: "y".repeat(17_000) } }), "too_large", ["body"]],
      ["no body", (i: number) => anEntry({ n: i, kind: "enrollment.submit", body: null }), "invalid", ["body"]],
      ["a body with an unknown field", (i: number) => enroll(i, { body: { ...aBody.enrollment(), extra: 1 } }), "invalid", ["extra"]],
      ["a field of the wrong type, deep down", (i: number) => enroll(i, { body: aBody.enrollment({ contact: { firstName: 1, lastName: "", email: "x", phone: null } }) }), "invalid", ["contact.firstName", "contact.lastName", "contact.email"]],
      ["a program that is not in the catalog", (i: number) => enroll(i, { body: aBody.enrollment({ programId: "sim-school:gone" }) }), "not_in_catalog", ["programId"]],
      ["a school that does not offer it", (i: number) => enroll(i, { body: aBody.enrollment({ providerId: "sim-employer" }) }), "invalid", ["providerId"]],
      ["a job that is over", (i: number) => apply(i, { body: aBody.application({ jobId: "sim:0" }) }), "expired", ["jobId"]],
      ["a job that is not in the catalog", (i: number) => apply(i, { body: aBody.application({ jobId: "sim:404" }) }), "not_in_catalog", ["jobId"]],
      ["a consent for somebody else", (i: number) => enroll(i, { body: aBody.enrollment({ consent: aBody.consent("sim-employer", "enrollment", []) }) }), "consent_needed", ["consent.recipient"]],
      ["a consent for something else", (i: number) => enroll(i, { body: aBody.enrollment({ consent: aBody.consent("sim-school", "assistance", []) }) }), "consent_needed", ["consent.purpose"]],
      ["a consent that leaves out the message", (i: number) => enroll(i, { body: aBody.enrollment({ consent: aBody.consent("sim-school", "enrollment", ["firstName", "lastName", "email"]) }) }), "consent_needed", ["consent.fields"]],
      ["a consent that ran out", (i: number) => enroll(i, { body: aBody.enrollment({ consent: { ...aBody.consent("sim-school", "enrollment", ["firstName", "lastName", "email", "message"]), expires: "2026-11-01" } }) }), "consent_needed", ["consent.expires"]],
      ["the withdrawal of what is not there", (i: number) => anEntry({ n: i, kind: "submission.withdraw", body: { entryId: testId(5), reason: "" } }), "not_yours", ["entryId"]],
      ["the withdrawal of a consent that is not there", (i: number) => anEntry({ n: i, kind: "consent.withdraw", body: { consentId: "nobody's" } }), "not_yours", ["consentId"]],
    ] as const)("%s is rejected by name, and stops no other", async (_, make, code, fields) => {
      const { actor, user, n } = await somebody();
      const { results } = await push(actor, [setCity(n(1), "A"), make(n(2)), setCity(n(3), "B")]);
      expect(results.map(({ status }) => status)).toEqual(["accepted", "rejected", "accepted"]);
      const refused = results[1];
      expect(refused?.status === "rejected" && [refused.code, refused.fields.map(({ field }) => field)]).toEqual([code, fields]);
      expect((await held(user)).entries).toHaveLength(2);
    });

    test("a fault in one entry undoes that one whole, and leaves the rest", async () => {
      const { actor, user, n } = await somebody();
      const poisoned = entryKind(entryBodies["pathway.feedback"], (body) => ({
        check: noCheck,
        *apply(context, accepted) {
          const read = entryKindTable["pathway.feedback"].kind.prepare(body);
          if (read.ok) yield* read.value.apply(context, accepted);
          throw new TypeError("a bug");
        },
      }));
      const kinds = { ...entryKindTable, "pathway.feedback": { kind: poisoned, asks: "write:own-profile" } } as const;
      const poison = anEntry({ n: n(2), kind: "pathway.feedback", body: { pathwayId: "direct~29-2061", feedback: "thumbs_up" } });
      const seen = faults.length;
      const { results } = await push(actor, [setCity(n(1), "A"), poison, setCity(n(3), "B")], { kinds });
      expect(results.map(({ status }) => status)).toEqual(["accepted", "failed", "accepted"]);
      expect(faults.slice(seen)).toEqual([expect.any(TypeError)]);
      expect(await doors[0].main.read((db, { pathways }) => first(db.select().from(pathways).where(eq(pathways.userId, user))))).toBeNull();
      expect((await one(actor, poison))?.status).toBe("accepted");
    });

    test("without a catalog, what needs one comes again, and the rest is taken", async () => {
      const { actor, n } = await somebody();
      const { results } = await push(actor, [enroll(n(1)), setCity(n(2), "A")], { catalog: () => null });
      expect(results.map(({ status }) => status)).toEqual(["failed", "accepted"]);
    });

    test("under 18, nothing goes to a partner until a guardian agreed", async () => {
      const { actor, user, n } = await somebody("pending");
      expect(await one(actor, enroll(n(1)))).toMatchObject({ status: "rejected", code: "guardian_needed" });
      expect((await one(actor, setCity(n(2), "A")))?.status).toBe("accepted");
      await doors[0].main.write((db, { users }) => rows(db.update(users).set({ guardian: "agreed" }).where(eq(users.id, user)).returning()));
      expect((await one(actor, enroll(n(1))))?.status).toBe("accepted");
    });

    test("entries of another account are refused whole, and an account that is being erased takes none", async () => {
      const [a, b] = [await somebody(), await somebody()];
      expect(await intakeAt(doors[0]).push(a.actor, aPush(b.user, [setCity(a.n(1), "A")]))).toEqual({ ok: false, error: "not-yours" });
      await doors[0].main.write((db, { users }) => rows(db.update(users).set({ status: "erasing" }).where(eq(users.id, b.user)).returning()));
      expect(await intakeAt(doors[0]).push(b.actor, aPush(b.user, [setCity(b.n(1), "A")]))).toEqual({ ok: false, error: "gone" });
      await vaultOf(doors[0]).shred(a.user, "2026-11-23T00:00:00.000Z");
      expect(await intakeAt(doors[0]).push(a.actor, aPush(a.user, [setCity(a.n(1), "A")]))).toEqual({ ok: false, error: "gone" });
      expect([(await held(a.user)).entries, (await held(b.user)).entries]).toEqual([[], []]);
    });

    test("the id of somebody else's submission is taken, without a word about whose it is", async () => {
      const [a, b] = [await somebody(), await somebody()];
      await push(a.actor, [enroll(a.n(1))]);
      expect(await one(b.actor, apply(a.n(1)))).toEqual({ id: testId(a.n(1)), status: "rejected", code: "id_reused", fields: [] });
      expect(await one(b.actor, anEntry({ n: b.n(1), kind: "submission.withdraw", body: { entryId: testId(a.n(1)), reason: "" } }))).toMatchObject({ code: "not_yours" });
      expect((await held(a.user)).enrollments).toMatchObject([{ status: "requested" }]);
    });

    test("the receipt is the entry's own, and another one only where somebody else has it", async () => {
      const [a, b] = [await somebody(), await somebody()];
      const [first, taken] = [receiptOf(a.user, setCity(a.n(1), "A").id, 0), receiptOf(a.user, setCity(a.n(2), "B").id, 0)];
      await push(b.actor, [setCity(b.n(1), "C")]);
      await doors[0].main.write((db, { entries }) => rows(db.update(entries).set({ receipt: taken }).where(eq(entries.userId, b.user)).returning()));
      const { results } = await push(a.actor, [setCity(a.n(1), "A"), setCity(a.n(2), "B")]);
      expect(results).toMatchObject([{ receipt: first }, { receipt: receiptOf(a.user, setCity(a.n(2), "B").id, 1) }]);
      // A backup from before is restored: the entry comes again, and the number that the person wrote down is still right.
      await doors[0].main.write((db, { entries }) => rows(db.delete(entries).where(eq(entries.userId, a.user)).returning()));
      expect(await one(a.actor, setCity(a.n(1), "A"))).toMatchObject({ receipt: first, replayed: false });
    });

    test("older bodies come up step by step; what is too old or too new says so", async () => {
      const { actor, user, n } = await somebody();
      // As a pretended first app would have recorded it: a name alone, then with a stamp, then as one of many.
      const recorded = { 1: { town: "Hays" }, 2: { town: "Hays", stamp: "1795000000000-0000-00000000000000d1" } } as const;
      const format = {
        current: 3, oldest: 1,
        from: {
          1: { "person.set": (body: unknown) => ({ ...(body as object), stamp: recorded[2].stamp }) },
          2: { "person.set": (body: unknown) => { const { town, stamp } = body as { town: string; stamp: string }; return { changes: [{ key: "city", value: town, stamp }] }; } },
        },
      };
      for (const [version, body] of [[1, recorded[1]], [2, recorded[2]]] as const) {
        const { results } = await push(actor, [anEntry({ n: n(version), kind: "person.set", schemaV: version, body })], { format });
        expect(results[0]?.status).toBe("accepted");
      }
      expect((await held(user)).feed).toEqual([{ kind: "field", id: "city" }]);
      const { results } = await push(actor, [setCity(n(3), "A", { schemaV: 4 }), setCity(n(4), "A", { schemaV: 3 })], { format });
      expect(results).toMatchObject([{ code: "schema_too_new" }, { status: "accepted" }]);
      const later = await push(actor, [setCity(n(5), "A", { schemaV: 1 })], { format: { ...format, current: 4, oldest: 2 } });
      expect(later.results).toMatchObject([{ code: "schema_too_old" }]);
    });

    test("what somebody wrote comes back byte by byte, whatever it is made of", async () => {
      const { actor, user, n } = await somebody();
      const key = await vaultOf(doors[0]).of(user);
      for (let from = 0; from < naughtyTexts.length; from += 20) {
        const some = naughtyTexts.slice(from, from + 20);
        const entries = some.map((text, i) => enroll(n(from + i + 1), { body: aBody.enrollment({ message: text, contact: { firstName: text, lastName: text, email: null, phone: null } }) }));
        expect((await push(actor, entries)).results.map(({ status }) => status)).toEqual(some.map(() => "accepted"));
      }
      const stored = new Map((await held(user)).enrollments.map(({ id, sealed }) => [id, key?.open(sealedPlace("enrollment", id), sealed)]));
      for (const [i, text] of naughtyTexts.entries())
        expect(stored.get(testId(n(i + 1)))).toEqual({ message: text, contact: { firstName: text, lastName: text, email: null, phone: null } });
    });

    test("a submission is withdrawn once; what has not left stays here", async () => {
      const { actor, user, n } = await somebody();
      await push(actor, [enroll(n(1))]);
      const withdraw = (i: number) => anEntry({ n: n(i), kind: "submission.withdraw", body: { entryId: testId(n(1)), reason: "found another" }, dependsOn: [n(1)] });
      expect((await one(actor, withdraw(2)))?.status).toBe("accepted");
      expect(await one(actor, withdraw(3))).toMatchObject({ status: "rejected", code: "already_withdrawn" });
      const now = await held(user);
      expect(now.enrollments).toMatchObject([{ status: "withdrawn", delivery: "withdrawn" }]);
      expect(now.jobs).not.toContain(`handoff-withdraw:${testId(n(1))}`);
      await push(actor, [anEntry({ n: n(4), kind: "consent.withdraw", body: { consentId: `consent-${testId(n(1))}` } })]);
      expect((await held(user)).consents).toMatchObject([{ withdrawnAt: new Date(NOW).toISOString() }]);
    });

    test("choices about notifications: the later of two devices holds", async () => {
      const { actor, user, n } = await somebody();
      const prefer = (i: number, on: boolean, ms: number) =>
        anEntry({ n: n(i), kind: "notification.prefer", body: { kind: "check-in", channel: "sms", on }, ms, device: i % 2 === 0 ? OTHER_DEVICE : undefined });
      await push(actor, [prefer(1, true, NOW - 10), prefer(2, false, NOW - 20)]);
      const read = () => doors[0].main.read((db, { preferences }) => rows(db.select({ on: preferences.on }).from(preferences).where(eq(preferences.userId, user))));
      expect(await read()).toEqual([{ on: true }]);
      await push(actor, [prefer(3, false, NOW - 5)]);
      expect(await read()).toEqual([{ on: false }]);
    });
  });
}
