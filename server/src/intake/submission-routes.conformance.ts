import { eq } from "drizzle-orm";
import type { Hono } from "hono";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { emptyProfile, uuid7At } from "@pathwayks/contracts";
import type { PartnerId } from "@pathwayks/contracts";
import type { AppEnv } from "../http/context.ts";
import { done, rows } from "../storage/engine.ts";
import type { Storage } from "../storage/open.ts";
import { NOON, testApp } from "../testing/app.ts";
import { sampleOpen } from "../testing/catalog.ts";
import { aBody } from "../testing/entries.ts";
import { aPerson } from "../testing/people.ts";
import type { PersonOptions, TestPerson } from "../testing/people.ts";
import { testSecrets } from "../testing/storage.ts";
import type { Secrets } from "../vault/secrets.ts";
import { openVault } from "../vault/vault.ts";
import type { Vault } from "../vault/vault.ts";

/** What enrolling, applying and keeping over the API promise, on whichever storage. */
export function submissionsKeepTheirPromises(name: string, open: () => Promise<Storage>): void {
  describe(name, () => {
    let parts: { readonly storage: Storage; readonly vault: Vault; readonly secrets: Secrets };
    let now = NOON;
    let app: Hono<AppEnv>;
    beforeAll(async () => {
      const storage = await open();
      parts = { storage, secrets: testSecrets, vault: openVault({ engine: storage.keys, secrets: testSecrets, now: () => now }) };
      app = testApp({ ...parts, now: () => now, catalog: { current: () => sampleOpen } });
    });
    afterAll(() => parts.storage.close());

    const person = (over: PersonOptions = {}) => aPerson(parts, NOON, over);
    const school = (partnerId = "other-school") => person({ role: "trainingProvider", partnerId });
    const employer = (partnerId = "sample-employer") => person({ role: "employer", partnerId });

    let keys = 0;
    const newKey = () => uuid7At(NOON, Uint8Array.from({ length: 10 }, (_, i) => (i === 9 ? ++keys : 3)));

    interface Answer {
      readonly status: number;
      readonly cache: string | null;
      readonly json: Readonly<Record<string, unknown>> & { readonly id?: string; readonly error?: { readonly details: readonly { readonly field: string }[] } };
    }
    async function call(who: TestPerson, method: string, path: string, body?: unknown, key?: string): Promise<Answer> {
      const headers = { ...who.headers, ...(key === undefined ? {} : { "Idempotency-Key": key }) };
      const answer = await app.request(`/api/v1${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
      return { status: answer.status, cache: answer.headers.get("Cache-Control"), json: (await answer.json()) as Answer["json"] };
    }
    const wish = () => aBody.enrollment({ programId: "other-school:nurse.aide", providerId: "other-school", consent: aBody.consent("other-school", "enrollment", ["firstName", "lastName", "email", "message"]) });
    const application = () => aBody.application({ jobId: "sample:2", employerId: "sample-employer", consent: aBody.consent("sample-employer", "application", ["firstName", "lastName", "phone"]) });
    const disclosuresOf = async (who: TestPerson) => (await call(who, "GET", "/users/me/disclosures")).json["disclosures"];
    const auditOf = (target: string) => parts.storage.main.read((db, { audit }) => rows(db.select().from(audit))).then((all) => all.filter((row) => row.target === target).map(({ action, actor }) => [action, actor]));

    test("a wish to enroll goes the way of an entry: its key is its id, and the same again is the same", async () => {
      const me = await person();
      const key = newKey();
      const first = await call(me, "POST", "/enrollments", wish(), key);
      expect(first).toMatchObject({ status: 200, cache: "no-store", json: { id: key, status: "requested", delivery: "queued", receipt: expect.stringMatching(/^PK-/) as unknown, applicant: null } });
      expect((await call(me, "POST", "/enrollments", wish(), key)).json).toEqual(first.json);
      expect((await call(me, "POST", "/enrollments", { ...wish(), message: "else" }, key)).status).toBe(409);
      expect((await call(me, "GET", "/enrollments")).json).toEqual({ enrollments: [first.json], limit: 20, offset: 0 });
      expect((await call(me, "GET", `/enrollments/${key}`)).json).toEqual(first.json);
    });

    test("without a key, with a wrong one, or with a body that does not fit, nothing is taken, and the field is named", async () => {
      const me = await person();
      const tries = [
        [await call(me, "POST", "/enrollments", wish()), 400, "Idempotency-Key"],
        [await call(me, "POST", "/jobs/apply", application(), "my-key"), 400, "Idempotency-Key"],
        [await call(me, "POST", "/enrollments", { ...wish(), programId: "BAD ID" }, newKey()), 400, "programId"],
        [await call(me, "POST", "/enrollments", { ...wish(), extra: 1 }, newKey()), 400, "extra"],
        [await call(me, "POST", "/enrollments", { ...wish(), programId: "other-school:gone" }, newKey()), 404, "programId"],
        [await call(me, "POST", "/enrollments", { ...wish(), consent: aBody.consent("other-school", "application", []) }, newKey()), 400, "consent.purpose"],
        [await call(me, "POST", "/jobs/apply", { ...application(), jobId: "sample:expired" }, newKey()), 409, "jobId"],
      ] as const;
      for (const [{ status, json }, expected, field] of tries) expect([status, json.error?.details.map((detail) => detail.field)]).toEqual([expected, [field]]);
      expect((await call(me, "GET", "/enrollments")).json["enrollments"]).toEqual([]);
      const young = await person({ guardian: "pending" });
      expect((await call(young, "POST", "/enrollments", wish(), newKey())).status).toBe(403);
    });

    test("the school sees what was agreed to, each look is written down, and each day's first is told to the person", async () => {
      const [me, them] = [await person(), await school()];
      const key = newKey();
      await call(me, "POST", "/enrollments", wish(), key);
      const seen = await call(them, "GET", `/enrollments/${key}`);
      expect(seen.json).toMatchObject({ id: key, applicant: { firstName: "Maya", lastName: "Test", email: "maya@example.org", message: "I would like to start soon." } });
      expect((await call(them, "GET", "/enrollments")).json["enrollments"]).toContainEqual(seen.json);
      expect(await disclosuresOf(me)).toMatchObject([{ recipient: "other-school", purpose: "enrollment", basis: `consent:consent-${key}`, fields: ["status", "firstName", "lastName", "email", "message"] }]);
      expect((await auditOf(`enrollment:${key}`)).map(([action]) => action)).toEqual(["enrollment.read", "enrollment.read"]);
      const { tables } = (await call(me, "POST", "/users/me/export")).json as unknown as { tables: { audit: object[] } };
      expect(tables.audit).toContainEqual(expect.objectContaining({ action: "enrollment.read", target: `enrollment:${key}` }));
      now += 86_400_000;
      const tomorrow = await aPerson(parts, now, { role: "trainingProvider", partnerId: "other-school" });
      expect((await call(tomorrow, "GET", `/enrollments/${key}`)).status).toBe(200);
      now = NOON;
      expect(await disclosuresOf(me)).toHaveLength(2);
    });

    test("to everybody else it does not exist: another person, another school, an employer, an administrator", async () => {
      const me = await person();
      const key = newKey();
      await call(me, "POST", "/enrollments", wish(), key);
      for (const who of [await person(), await school("sample-college"), await person({ role: "trainingProvider" }), await person({ role: "admin" }), await employer("other-school")]) {
        expect((await call(who, "GET", `/enrollments/${key}`)).status).toBe(404);
        expect([404, 403]).toContain((await call(who, "PUT", `/enrollments/${key}`, { status: "enrolled" })).status);
        expect((await call(who, "GET", "/enrollments")).json["enrollments"]).toEqual([]);
      }
      expect(await disclosuresOf(me)).toEqual([]);
    });

    test("whoever comes to work for a school still has what they sent there before, and does not answer it themselves", async () => {
      const [me, colleague] = [await person(), await school()];
      const key = newKey();
      const { json } = await call(me, "POST", "/enrollments", wish(), key);
      await parts.storage.main.write((db, { users }) => done(db.update(users).set({ role: "trainingProvider", partnerId: "other-school" }).where(eq(users.id, me.userId))));
      expect((await call(me, "GET", `/enrollments/${key}`)).json).toEqual(json);
      expect((await call(me, "GET", "/enrollments")).json["enrollments"]).toContainEqual(json);
      expect((await call(me, "PUT", `/enrollments/${key}`, { status: "enrolled" })).status).toBe(404);
      expect(await disclosuresOf(me)).toEqual([]);
      expect((await call(colleague, "PUT", `/enrollments/${key}`, { status: "enrolled" })).status).toBe(200);
    });

    test("once the consent is withdrawn, the school sees it no more", async () => {
      const [me, them] = [await person(), await school()];
      const key = newKey();
      await call(me, "POST", "/enrollments", wish(), key);
      expect((await call(me, "DELETE", `/users/me/consents/consent-${key}`)).status).toBe(200);
      expect((await call(them, "GET", `/enrollments/${key}`)).status).toBe(404);
      expect((await call(them, "PUT", `/enrollments/${key}`, { status: "enrolled" })).status).toBe(404);
      expect((await call(me, "GET", `/enrollments/${key}`)).status).toBe(200);
    });

    test("the school moves the status, along the ways that there are; its person hears of it and can only withdraw", async () => {
      const [me, them] = [await person(), await school()];
      const key = newKey();
      await call(me, "POST", "/enrollments", wish(), key);
      expect((await call(me, "PUT", `/enrollments/${key}`, { status: "enrolled" })).status).toBe(403);
      const put = (body: object) => call(them, "PUT", `/enrollments/${key}`, body);
      expect((await put({ status: "withdrawn" })).status).toBe(409);
      expect((await put({ status: "completed" })).status).toBe(409);
      expect((await put({ status: "accepted" })).status).toBe(400);
      expect(await put({ status: "enrolled", message: "Welcome", enrollmentDate: "2026-12-01", expectedCompletionDate: "2027-05-20" })).toMatchObject({ status: 200, json: { status: "enrolled" } });
      expect((await call(me, "GET", `/enrollments/${key}`)).json).toMatchObject({
        status: "enrolled", delivery: "answered", enrollmentDate: "2026-12-01", expectedCompletionDate: "2027-05-20", answer: { status: "enrolled", message: "Welcome" },
      });
      const changes = (await call(me, "GET", "/changes")).json["changes"] as { kind: string; value: { status?: string } }[];
      expect(changes.filter(({ kind }) => kind === "enrollment").map(({ value }) => value.status)).toEqual(["enrolled"]);
      expect(await auditOf(`enrollment:${key}`)).toContainEqual(["enrollment.answer", `trainingProvider:${them.userId}`]);
      expect(await call(me, "PUT", `/enrollments/${key}`, { status: "withdrawn", message: "moved away" })).toMatchObject({ status: 200, json: { status: "withdrawn" } });
      expect((await call(me, "PUT", `/enrollments/${key}`, { status: "withdrawn" })).status).toBe(409);
      expect((await put({ status: "in_progress" })).status).toBe(409);
    });

    test("an application: applied, seen, invited, withdrawn", async () => {
      const [me, them] = [await person(), await employer()];
      const key = newKey();
      expect(await call(me, "POST", "/jobs/apply", application(), key)).toMatchObject({ status: 200, json: { id: key, status: "submitted", applicationDate: "2026-11-23" } });
      expect((await call(them, "GET", "/jobs/applications")).json).toMatchObject({ applications: [{ id: key, applicant: { phone: "316-555-0100" } }] });
      const status = `/jobs/applications/${key}/status`;
      expect((await call(me, "PUT", status, { status: "offer" })).status).toBe(403);
      expect((await call(me, "PUT", status, { status: "withdrawn", offerSalary: 1 })).json.error?.details).toMatchObject([{ field: "offerSalary" }]);
      expect(await call(them, "PUT", status, { status: "interview_scheduled", interviewAt: "2026-12-03T16:00:00Z" })).toMatchObject({ status: 200, json: { interviewAt: "2026-12-03T16:00:00Z" } });
      expect((await call(me, "GET", `/jobs/applications/${key}`)).json).toMatchObject({ status: "interview_scheduled", interviewAt: "2026-12-03T16:00:00Z", applicant: null });
      expect((await call(await school("sample-employer"), "GET", `/jobs/applications/${key}`)).status).toBe(404);
      expect((await call(await employer("another"), "PUT", status, { status: "offer" })).status).toBe(404);
      expect((await call(me, "PUT", status, { status: "withdrawn" })).json).toMatchObject({ status: "withdrawn", delivery: "withdrawn" });
    });

    test("recommendations are kept when that is asked for, in the place of the last ones, and what was said of them stays", async () => {
      const me = await person();
      const rank = (query: string, profile: object = emptyProfile) => call(me, "POST", `/matching/recommendations${query}`, { profile });
      const kept = async () => (await call(me, "GET", "/matching/recommendations")).json["recommendations"] as { pathwayId: string; rank: number | null; feedback: string | null }[];
      await rank("");
      expect(await kept()).toEqual([]);
      const { pathways } = (await rank("?keep=1")).json as unknown as { pathways: { id: string; matchScore: number }[] };
      const [best] = await kept();
      expect((await kept()).map(({ pathwayId, rank: at }) => [pathwayId, at])).toEqual(pathways.map(({ id }, i) => [id, i + 1]));
      expect(best).toMatchObject({ matchScore: pathways[0]?.matchScore, catalogVersion: sampleOpen.version });
      await call(me, "POST", "/matching/feedback", { pathwayId: best?.pathwayId, feedback: "thumbs_down" });
      await call(me, "POST", "/matching/feedback", { pathwayId: "direct~31-1131", feedback: "thumbs_up" });
      await rank("?keep=1");
      expect((await kept()).find(({ pathwayId }) => pathwayId === best?.pathwayId)).toMatchObject({ feedback: "thumbs_down", rank: 1 });
      expect((await kept()).find(({ pathwayId }) => pathwayId === "direct~31-1131")?.feedback).toBe("thumbs_up");
      expect((await rank("?keep=yes")).status).toBe(400);
      const anonymous = await app.request("/api/v1/matching/recommendations?keep=1", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ profile: emptyProfile }) });
      expect(anonymous.status).toBe(401);
      expect((await call(await person(), "GET", "/matching/recommendations")).json).toEqual({ recommendations: [] });
    });

    test("weights are a field of the profile, and the last word counts", async () => {
      const me = await person();
      const weights = (interest: number) => ({ weights: { interest, skill: 0.3, preparation: 0.2, market: 0.1, outcome: 0.1, practical: 0.1 } });
      for (const interest of [0.9, 0.1, 0.5]) expect((await call(me, "PUT", "/matching/preferences", weights(interest))).status).toBe(200);
      expect((await call(me, "GET", "/users/me")).json["fields"]).toEqual(weights(0.5));
      expect((await call(me, "PUT", "/matching/preferences", weights(7))).json.error?.details).toMatchObject([{ field: "weights.interest" }]);
      await call(me, "PUT", "/matching/preferences", { weights: null });
      expect((await call(me, "GET", "/users/me")).json["fields"]).toEqual({});
    });

    test("an answer of a partner's own people reaches a person whose submission nobody could hand over", async () => {
      const [me, them] = [await person(), await employer("sample-employer" as PartnerId)];
      const key = newKey();
      await call(me, "POST", "/jobs/apply", application(), key);
      expect((await call(them, "PUT", `/jobs/applications/${key}/status`, { status: "rejected", message: "Filled." })).json).toMatchObject({ status: "rejected", delivery: "answered" });
    });
  });
}
