import { createHash } from "node:crypto";
import { and, asc, eq, inArray } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { uuid7At } from "@pathwayks/contracts";
import type { EntryId, OutboxEntry } from "@pathwayks/contracts";
import { startEmployerAts } from "../../../../tests/partners/employer-ats.ts";
import { startSchool } from "../../../../tests/partners/school.ts";
import type { Fault, StandIn } from "../../../../tests/partners/stand-in.ts";
import { entryKindTable } from "../../intake/kinds.ts";
import { createIntake } from "../../intake/push.ts";
import { entryFormat } from "../../intake/read-entry.ts";
import { lockOwner } from "../../feed/owner.ts";
import { done, first, rows } from "../../storage/engine.ts";
import { RESTORED_AT } from "../../storage/meta-keys.ts";
import type { Storage } from "../../storage/open.ts";
import { findSubmission } from "../../submissions/submission.ts";
import { addActor, testId, testUser } from "../../testing/actors.ts";
import { aBody, anEntry, aPush, apply, enroll } from "../../testing/entries.ts";
import { testSecrets } from "../../testing/storage.ts";
import { syncFacts } from "../../testing/sync-catalog.ts";
import { openVault } from "../../vault/vault.ts";
import type { JobHandlers } from "../handlers.ts";
import { atsGateway } from "../partners/ats-gateway.ts";
import type { PartnerGateway, PartnerGateways } from "../partners/gateway.ts";
import { noPartners } from "../partners/partners-file.ts";
import { schoolGateway } from "../partners/school-gateway.ts";
import { createJobRunner } from "../runner.ts";
import { parkedHandoffs, settleByHand } from "./by-hand.ts";
import { handoffHandler, SETTLED_MS } from "./handoff.ts";
import { takeAnswer } from "./take-answer.ts";
import { handoffWithdrawHandler } from "./withdraw.ts";

type Opened = Pick<Storage, "main" | "keys" | "close">;
const NOW = 1_795_000_100_000;
/** How long a stand-in may be silent before it counts as such. */
const PATIENCE_MS = 250;
const HOUR_MS = 3_600_000;

/** What the hand-off promises, on whichever storage, against stand-ins that fail in every way that they know. */
export function handoffKeepsItsPromises(name: string, open: () => Promise<readonly [Opened, Opened]>): void {
  describe(name, () => {
    let doors: readonly [Opened, Opened];
    let now = NOW;
    let people = 9_000;
    let injected = 0;
    const faults: unknown[] = [];
    const running: StandIn[] = [];
    beforeAll(async () => void (doors = await open()));
    afterAll(async () => {
      await Promise.all([...new Set(doors)].map((door) => door.close()));
      expect(injected).toBeGreaterThan(20);
    });
    afterEach(async () => {
      const unexpected = running.flatMap((standIn) => standIn.unexpected);
      await Promise.all(running.splice(0).map((standIn) => standIn.stop()));
      // What one test leaves to do is not the next one's.
      await doors[0].main.write((db, { jobs }) => done(db.delete(jobs)));
      now = NOW;
      expect([unexpected, faults.splice(0)]).toEqual([[], []]);
    });

    const school = async (found: Fault[] = []) => started(await startSchool(), found);
    const ats = async (lookup: boolean, found: Fault[] = []) => started(await startEmployerAts({ lookup }), found);
    function started<S extends StandIn>(standIn: S, found: readonly Fault[]): S {
      standIn.faults.push(...found);
      injected += found.length;
      running.push(standIn);
      return standIn;
    }
    const toSchool = (at: StandIn) => schoolGateway(at, PATIENCE_MS);
    const toAts = (at: StandIn, canLookUp: boolean) => atsGateway(at, { canLookUp, waitMs: PATIENCE_MS });
    const always = (gateway: PartnerGateway): PartnerGateways => () => gateway;
    const vault = (door: Opened) => openVault({ engine: door.keys, secrets: testSecrets, now: () => now });

    async function somebody() {
      const actor = await addActor(doors[0], vault(doors[0]), testUser(++people));
      const user = actor.userId;
      const key = await vault(doors[0]).of(user);
      if (key === null) throw new Error("no key");
      const n = people * 100;
      const push = async (...entries: OutboxEntry[]) => {
        const intake = createIntake({
          engine: doors[0].main, vault: vault(doors[0]), catalog: () => syncFacts, kinds: entryKindTable, format: entryFormat, now: () => now,
          onFault: (error) => { throw error; },
        });
        const pushed = await intake.push(actor, aPush(user, entries));
        expect(pushed.ok && pushed.value.results.map(({ status }) => status)).toEqual(entries.map(() => "accepted"));
      };
      const id = testId(n) as EntryId;
      const read = () =>
        doors[0].main.read(function* (db, t) {
          const submission = yield* findSubmission(db, t, user, id);
          return {
            status: submission?.row.status, delivery: submission?.row.delivery,
            handoff: (yield* first(db.select({ state: t.handoffs.state, reference: t.handoffs.partnerReference }).from(t.handoffs).where(eq(t.handoffs.entryId, id)))),
            disclosures: yield* rows(db.select().from(t.disclosures).where(eq(t.disclosures.userId, user))),
            job: yield* first(db.select({ state: t.jobs.state, lastError: t.jobs.lastError, runAfterMs: t.jobs.runAfterMs }).from(t.jobs).where(eq(t.jobs.id, `handoff:${id}`))),
            told: (yield* rows(db.select({ id: t.jobs.id }).from(t.jobs).where(and(eq(t.jobs.userId, user), eq(t.jobs.kind, "notify"))))).map((job) => job.id.slice(37)).sort(),
          };
        });
      return { actor, user, key, id, n, push, read, subject: { id: user, key } };
    }

    const runner = (gateways: PartnerGateways, which: 0 | 1 = 0, over: JobHandlers = {}) => {
      const deps = { engine: doors[which].main, gateways, now: () => now };
      return createJobRunner({
        engine: deps.engine, vault: vault(doors[which]), handlers: { handoff: handoffHandler(deps), "handoff-withdraw": handoffWithdrawHandler(deps), ...over },
        now: () => now, random: () => 0.5, owner: `process-${which}`, onFault: (error) => void faults.push(error),
      });
    };
    /** Lets time pass up to `forMs`, doing what falls due in it. */
    async function work(user: string, gateways: PartnerGateways, forMs = HOUR_MS): Promise<void> {
      const until = now + forMs;
      const each = runner(gateways);
      for (let turn = 0; turn < 400; turn++) {
        if ((await each.runSome()) > 0) continue;
        const next = await doors[0].main.read((db, { jobs }) =>
          first(db.select({ at: jobs.runAfterMs }).from(jobs).where(and(eq(jobs.userId, user), eq(jobs.state, "ready"), inArray(jobs.kind, ["handoff", "handoff-withdraw"]))).orderBy(asc(jobs.runAfterMs)).limit(1)));
        if (next === null || next.at > until) return;
        now = Math.max(now, next.at);
      }
      throw new Error("the work does not end");
    }

    test("a submission arrives once, with what was agreed to and no more, and stands in the record of disclosures", async () => {
      const at = await school();
      const one = await somebody();
      await one.push(enroll(one.n));
      await work(one.user, always(toSchool(at)));
      expect(at.held).toMatchObject([{ key: one.id, body: { requestId: one.id, program: "sim-school:welding", applicant: { firstName: "Maya", lastName: "Test", email: "maya@example.org", message: "I would like to start soon." } } }]);
      const now_ = await one.read();
      expect(now_).toMatchObject({ status: "requested", delivery: "delivered", handoff: { state: "delivered", reference: "E-00001" }, told: ["received"] });
      const hash = createHash("sha256").update(JSON.stringify(at.held[0]?.body)).digest("hex");
      expect(now_.disclosures).toMatchObject([{ recipient: "sim-school", purpose: "enrollment", basis: `consent:consent-${one.id}`, fields: "firstName,lastName,email,message", messageHash: hash }]);
    });

    test("the partner's answer moves the status, enters the feed and is told, once", async () => {
      const at = await school();
      const one = await somebody();
      await one.push(enroll(one.n));
      await work(one.user, always(toSchool(at)), 60_000);
      at.decide(one.id, "enrolled", "2026-11-24T15:00:00Z", "Welcome!");
      await work(one.user, always(toSchool(at)));
      expect(await one.read()).toMatchObject({ status: "enrolled", delivery: "answered", told: [expect.stringMatching(/^a/), "received"] });
      const { answer, enrollmentDate } = await doors[0].main.read(function* (db, t) {
        const row = yield* first(db.select().from(t.enrollments).where(eq(t.enrollments.id, one.id)));
        return { answer: row?.sealedAnswer, enrollmentDate: row?.enrollmentDate };
      });
      expect([enrollmentDate, one.key.open(`enrollments|sealed_answer|${one.id}`, answer ?? "")]).toEqual(["2026-11-24", { at: "2026-11-24T15:00:00Z", status: "enrolled", message: "Welcome!" }]);
      at.decide(one.id, "completed", "2027-05-20T15:00:00Z");
      now += 200 * 24 * HOUR_MS;
      await work(one.user, always(toSchool(at)), 2 * HOUR_MS);
      expect(await one.read()).toMatchObject({ status: "completed", job: { state: "done" } });
    });

    const kinds: readonly Fault[] = ["cut-before", "fail-before", "busy", "not-let-in", "silent-after", "cut-after", "fail-after", "html-after"];
    test.each(kinds)("whatever happens at a school that knows its keys (%s, three times), it has one row in the end", async (fault) => {
      const at = await school([fault, fault, fault]);
      const one = await somebody();
      await one.push(enroll(one.n));
      await work(one.user, always(toSchool(at)));
      expect([at.held.length, at.arrived()]).toEqual([1, 4]);
      expect(await one.read()).toMatchObject({ delivery: "delivered", handoff: { state: "delivered", reference: "E-00001" } });
      expect((await one.read()).disclosures).toHaveLength(1);
    });

    test.each(["silent-after", "cut-after", "fail-after", "html-after"] as const)("an employer's system that took it and did not say so (%s) is asked, and gets it no second time", async (fault) => {
      const at = await ats(true, [fault]);
      const one = await somebody();
      await one.push(apply(one.n));
      await work(one.user, always(toAts(at, true)));
      expect([at.candidates.length, at.arrived()]).toEqual([1, 1]);
      expect(await one.read()).toMatchObject({ delivery: "delivered", handoff: { state: "delivered", reference: "7000" } });
    });

    test.each(["cut-before", "fail-before"] as const)("one that certainly does not have it (%s) gets it again, after it was asked and time enough went by", async (fault) => {
      const at = await ats(true, [fault]);
      const one = await somebody();
      await one.push(apply(one.n));
      await work(one.user, always(toAts(at, true)), SETTLED_MS - 2 * 60_000);
      expect([at.candidates.length, at.arrived(), (await one.read()).delivery]).toEqual([0, 1, "checking"]);
      await work(one.user, always(toAts(at, true)));
      expect([at.candidates.length, at.arrived(), (await one.read()).delivery]).toEqual([1, 2, "delivered"]);
      expect((await one.read()).disclosures).toHaveLength(1);
    });

    test.each(["silent-after", "cut-after", "fail-after", "html-after", "cut-before", "fail-before"] as const)("one that cannot be asked (%s) is left to people: nothing is sent twice, and the person hears of it", async (fault) => {
      const at = await ats(false, [fault]);
      const one = await somebody();
      await one.push(apply(one.n));
      await work(one.user, always(toAts(at, false)), 24 * HOUR_MS);
      expect([at.arrived(), at.candidates.length]).toEqual([1, fault.endsWith("after") ? 1 : 0]);
      expect(await one.read()).toMatchObject({ delivery: "checking", job: { state: "parked", lastError: "ambiguous" }, told: ["needs-you", "received"] });
    });

    test.each(["sent", "sent without a number", "again"] as const)("what people find out settles it, once: %s", async (found) => {
      const at = await ats(false, [found === "again" ? "fail-before" : "fail-after"]);
      const gateways = always(toAts(at, false));
      const one = await somebody();
      await one.push(apply(one.n));
      await work(one.user, gateways);
      const settled = () =>
        doors[0].main.write(function* (db, t) {
          const [parked] = yield* parkedHandoffs(db, t, one.id);
          const said = found === "again" ? ({ arrived: false } as const) : ({ arrived: true, reference: found === "sent" ? "7000" : null } as const);
          return parked !== undefined && (yield* settleByHand(db, t, one.subject, parked, said, now));
        });
      expect([await settled(), await settled()]).toEqual([true, false]);
      await work(one.user, gateways);
      expect([at.candidates.length, at.arrived()]).toEqual([1, found === "again" ? 2 : 1]);
      expect(await one.read()).toMatchObject({ delivery: "delivered", handoff: { state: "delivered", reference: found === "sent without a number" ? null : "7000" }, job: { state: found === "sent without a number" ? "done" : "ready" } });
      expect((await one.read()).disclosures).toHaveLength(1);
      const audited = await doors[0].main.read((db, { audit }) => rows(db.select({ actor: audit.actor, action: audit.action }).from(audit).where(eq(audit.target, `application:${one.id}`))));
      expect(audited).toContainEqual({ actor: "system:operator", action: "handoff.settle" });
      if (found !== "sent") return;
      at.move(7000, "screening", new Date(now).toISOString());
      await work(one.user, gateways);
      expect((await one.read()).status).toBe("under_review");
    });

    test("a withdrawal that a partner does not take waits for people too", async () => {
      const at = await ats(true);
      const gateway = toAts(at, true);
      const one = await somebody();
      await one.push(apply(one.n));
      await work(one.user, always(gateway), 60_000);
      await one.push(anEntry({ n: one.n + 1, kind: "submission.withdraw", body: { entryId: one.id, reason: "" } }));
      await work(one.user, always({ ...gateway, withdraw: () => Promise.resolve("refused") }));
      const parked = await doors[0].main.read((db, t) => parkedHandoffs(db, t, one.id));
      expect(parked).toMatchObject([{ id: one.id, what: "withdrawal", why: "withdrawal-refused" }]);
      expect(await doors[0].main.write((db, t) => settleByHand(db, t, one.subject, parked[0]!, { arrived: true, reference: null }, now))).toBe(true);
      expect(await one.read()).toMatchObject({ status: "withdrawn", handoff: { state: "withdrawn" } });
      expect(await doors[0].main.read((db, t) => parkedHandoffs(db, t, one.id))).toEqual([]);
    });

    test.each(["busy", "not-let-in"] as const)("a clear no for now (%s) is tried again", async (fault) => {
      const at = await ats(false, [fault, fault]);
      const one = await somebody();
      await one.push(apply(one.n));
      await work(one.user, always(toAts(at, false)));
      expect([at.candidates.length, at.arrived()]).toEqual([1, 3]);
    });

    test("nobody listening is a clear no as well", async () => {
      const at = await ats(false);
      const gone = await startEmployerAts();
      await gone.stop();
      const gateway = toAts({ ...at, url: gone.url }, false);
      const one = await somebody();
      await one.push(apply(one.n));
      await work(one.user, always(gateway), 60_000);
      expect(await one.read()).toMatchObject({ delivery: "queued", handoff: { state: "queued" }, job: { state: "ready", lastError: "no-connection" } });
      await work(one.user, always(toAts(at, false)));
      expect([at.candidates.length, (await one.read()).delivery]).toEqual([1, "delivered"]);
    });

    test.each(["school", "ats"] as const)("a refusal by the %s ends it, and the person hears why", async (kind) => {
      const at = kind === "school" ? await school(["refuse"]) : await ats(true, ["refuse"]);
      const one = await somebody();
      await one.push(kind === "school" ? enroll(one.n) : apply(one.n));
      await work(one.user, always(kind === "school" ? toSchool(at) : toAts(at, true)));
      expect(at.arrived()).toBe(1);
      expect(await one.read()).toMatchObject({ delivery: "failed", handoff: { state: "failed" }, job: { state: "done" }, told: ["needs-you", "received"] });
    });

    test.each(["school", "ats"] as const)("a process that dies between sending to the %s and writing it down leaves no double behind", async (kind) => {
      const [at, gateway] = kind === "school" ? await school().then((s) => [s, toSchool(s)] as const) : await ats(true).then((a) => [a, toAts(a, true)] as const);
      const one = await somebody();
      await one.push(kind === "school" ? enroll(one.n) : apply(one.n));
      const dying: PartnerGateway = { ...gateway, deliver: async (text, key) => { await gateway.deliver(text, key); throw new RangeError("died"); } };
      await runner(always(dying)).runSome();
      expect(faults.splice(0)).toEqual([expect.any(RangeError)]);
      expect((await one.read()).handoff).toMatchObject({ state: "sent" });
      await work(one.user, always(gateway));
      expect([(await one.read()).delivery, "held" in at ? at.held.length : at.candidates.length]).toEqual(["delivered", 1]);
    });

    test.each(["lookup", "no lookup"] as const)("after a restore, what came from before it is asked for first (%s): it may be there", async (how) => {
      const lookup = how === "lookup";
      const at = await ats(lookup);
      const gateways = always(toAts(at, lookup));
      const [old, fresh, odd] = [await somebody(), await somebody(), await somebody()];
      // It was handed over before, and the database of yesterday knows nothing of that: the device offers its entry again.
      await toAts(at, lookup).deliver(JSON.stringify({ external_id: old.id, opening: "sim:1" }), old.id);
      await doors[0].main.write((db, { meta }) => done(db.insert(meta).values({ key: RESTORED_AT, value: new Date(1_795_000_000_500).toISOString() })));
      await old.push(apply(old.n));
      await work(old.user, gateways);
      expect([at.arrived(), (await old.read()).delivery, (await old.read()).job?.state]).toEqual([1, lookup ? "delivered" : "checking", lookup ? "ready" : "parked"]);
      // What was made after the restore goes out at once; an id from the future proves nothing.
      const [after, ahead] = [NOW, NOW + 86_400_000].map((ms) => uuid7At(ms, crypto.getRandomValues(new Uint8Array(10))) as EntryId);
      await fresh.push({ ...apply(fresh.n), id: after! });
      await odd.push({ ...apply(odd.n), id: ahead! });
      await runner(gateways).runSome();
      const sent = at.candidates.map(({ body }) => body["external_id"]);
      await doors[0].main.write((db, { meta }) => done(db.delete(meta).where(eq(meta.key, RESTORED_AT))));
      expect(sent).toEqual([old.id, after]);
    });

    test("two processes on one hand-off deliver once, also where no key protects", async () => {
      const at = await ats(true);
      const one = await somebody();
      await one.push(apply(one.n));
      const gateways = always(toAts(at, true));
      await Promise.all([0, 1, 0, 1].map((which) => runner(gateways, which as 0 | 1).runSome()));
      // And even if both held it: the second finds that it may have left.
      await doors[0].main.write((db, { jobs }) => done(db.update(jobs).set({ state: "ready", runAfterMs: 0 }).where(eq(jobs.id, `handoff:${one.id}`))));
      await Promise.all([runner(gateways, 0).runSome(), runner(gateways, 1).runSome()]);
      expect([at.candidates.length, at.arrived()]).toEqual([1, 1]);
    });

    test("a consent that was withdrawn before it left keeps it here", async () => {
      const at = await school();
      const one = await somebody();
      await one.push(enroll(one.n), anEntry({ n: one.n + 1, kind: "consent.withdraw", body: { consentId: `consent-${one.id}` } }));
      await work(one.user, always(toSchool(at)));
      expect(at.arrived()).toBe(0);
      expect(await one.read()).toMatchObject({ status: "withdrawn", delivery: "withdrawn", handoff: null, disclosures: [], job: { state: "done" } });
    });

    test("a consent that ran out while it waited keeps it here, and the person hears of it", async () => {
      const at = await school();
      const one = await somebody();
      await one.push(enroll(one.n, { body: aBody.enrollment({ consent: { ...aBody.consent("sim-school", "enrollment", ["firstName", "lastName", "email", "message"]), expires: "2026-11-30" } }) }));
      now += 30 * 24 * HOUR_MS;
      await work(one.user, always(toSchool(at)));
      expect([at.arrived(), (await one.read()).delivery, (await one.read()).told]).toEqual([0, "failed", ["needs-you", "received"]]);
    });

    test("what waits for a guardian leaves when the guardian agrees", async () => {
      const at = await school();
      const one = await somebody();
      await one.push(enroll(one.n));
      const guardian = (state: string) => doors[0].main.write((db, { users }) => done(db.update(users).set({ guardian: state }).where(eq(users.id, one.user))));
      await guardian("pending");
      await work(one.user, always(toSchool(at)));
      expect([at.arrived(), (await one.read()).job?.lastError]).toEqual([0, "guardian"]);
      await guardian("agreed");
      await work(one.user, always(toSchool(at)));
      expect(at.held).toHaveLength(1);
    });

    test("with nobody connected it waits, visibly, and nothing is pretended", async () => {
      const one = await somebody();
      await one.push(enroll(one.n));
      await work(one.user, noPartners);
      expect(await one.read()).toMatchObject({ status: "requested", delivery: "queued", handoff: null, disclosures: [], job: { state: "ready", lastError: "no-partner" } });
      const at = await school();
      await work(one.user, always(toSchool(at)));
      expect(at.held).toHaveLength(1);
    });

    test("withdrawn before it left, it never leaves", async () => {
      const at = await school();
      const one = await somebody();
      await one.push(enroll(one.n), anEntry({ n: one.n + 1, kind: "submission.withdraw", body: { entryId: one.id, reason: "" } }));
      await work(one.user, always(toSchool(at)));
      expect([at.arrived(), (await one.read()).job?.state]).toEqual([0, "done"]);
    });

    test.each(["school", "ats"] as const)("withdrawn after it left, the %s is told, and its answer changes nothing more", async (kind) => {
      const one = await somebody();
      const [at, gateway] = kind === "school" ? await school().then((s) => [s, toSchool(s)] as const) : await ats(true).then((a) => [a, toAts(a, true)] as const);
      await one.push(kind === "school" ? enroll(one.n) : apply(one.n));
      await work(one.user, always(gateway), 60_000);
      await one.push(anEntry({ n: one.n + 1, kind: "submission.withdraw", body: { entryId: one.id, reason: "" } }));
      at.faults.push("cut-before");
      await work(one.user, always(gateway));
      expect("held" in at ? at.held[0]?.status : at.candidates[0]?.withdrawn).toBe("held" in at ? "withdrawn" : true);
      expect(await one.read()).toMatchObject({ status: "withdrawn", delivery: "withdrawn", handoff: { state: "withdrawn" } });
      const changed = await doors[0].main.write(function* (db, t) {
        yield* lockOwner(db, t, one.user);
        const submission = yield* findSubmission(db, t, one.user, one.id);
        return submission === null ? null : yield* takeAnswer(db, t, one.subject, submission, { at: "2026-12-01T00:00:00Z", status: kind === "school" ? "enrolled" : "offer", message: "come" }, now);
      });
      expect([changed, (await one.read()).status, (await one.read()).told]).toEqual([true, "withdrawn", ["received"]]);
    });

    test("withdrawn while nobody knows whether it arrived, the partner is told once that is known", async () => {
      const at = await ats(true, ["cut-after"]);
      const gateway = toAts(at, true);
      const one = await somebody();
      await one.push(apply(one.n));
      await runner(always(gateway)).runSome();
      expect((await one.read()).delivery).toBe("checking");
      await one.push(anEntry({ n: one.n + 1, kind: "submission.withdraw", body: { entryId: one.id, reason: "" } }));
      await work(one.user, always(gateway));
      expect([at.candidates.map(({ withdrawn }) => withdrawn), (await one.read()).status]).toEqual([[true], "withdrawn"]);
    });

    test("the same answer again changes nothing, and one that cannot follow moves nothing", async () => {
      const one = await somebody();
      await one.push(apply(one.n));
      const take = (status: string, at: string) =>
        doors[0].main.write(function* (db, t) {
          yield* lockOwner(db, t, one.user);
          const submission = yield* findSubmission(db, t, one.user, one.id);
          return submission === null ? null : yield* takeAnswer(db, t, one.subject, submission, { at, status, message: "" }, now);
        });
      expect(await take("rejected", "2026-12-01T00:00:00Z")).toBe(true);
      expect(await take("rejected", "2026-12-01T00:00:00Z")).toBe(false);
      expect(await take("offer", "2026-12-02T00:00:00Z")).toBe(true);
      expect(await one.read()).toMatchObject({ status: "rejected", delivery: "answered" });
    });
  });
}
