import type { Hono } from "hono";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { PartnerId } from "@pathwayks/contracts";
import type { AppEnv } from "../http/context.ts";
import { done, rows } from "../storage/engine.ts";
import type { Storage } from "../storage/open.ts";
import { NOON, testApp } from "../testing/app.ts";
import { aPerson, type PersonOptions, type TestPerson } from "../testing/people.ts";
import { testSecrets } from "../testing/storage.ts";
import { openVault } from "../vault/vault.ts";
import type { Vault } from "../vault/vault.ts";

const DAY = 86_400_000;
const center = "center-1" as PartnerId;
const agreement = (over: object = {}) => ({ textVersion: "1", language: "en", recipient: center, purpose: "assistance", fields: ["record"], expires: "2027-11-23", ...over });

/** What somebody's record and the cases of staff promise, on whichever storage. */
export function recordsKeepTheirPromises(name: string, open: () => Promise<Storage>): void {
  describe(name, () => {
    let now = NOON;
    let parts: { readonly storage: Storage; readonly vault: Vault; readonly secrets: typeof testSecrets };
    let app: Hono<AppEnv>;
    beforeAll(async () => {
      const storage = await open();
      parts = { storage, secrets: testSecrets, vault: openVault({ engine: storage.keys, secrets: testSecrets, now: () => now }) };
      let n = 0;
      app = testApp({ ...parts, now: () => now, newId: () => `record${String(++n).padStart(8, "0")}` });
    });
    beforeEach(() => void (now = NOON));
    afterAll(() => parts.storage.close());

    const person = (over: PersonOptions = {}) => aPerson(parts, now, over);
    const staff = (over: PersonOptions = {}) => person({ role: "workforceCenter", centerId: center, ...over });
    async function call(who: TestPerson, method: string, path: string, body?: unknown) {
      const answer = await app.request(`/api/v1${path}`, { method, headers: who.headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
      return { status: answer.status, cache: answer.headers.get("Cache-Control"), json: (await answer.json()) as Record<string, never> & { error?: { details: { field: string }[] } } };
    }
    const disclosuresTo = async (who: TestPerson) => (await call(who, "GET", "/users/me/disclosures")).json["disclosures"] as unknown as { recipient: string; purpose: string; basis: string; fields: string[] }[];
    const auditOf = (who: TestPerson) => parts.storage.main.read((db, { audit }) => rows(db.select().from(audit))).then((all) => all.filter(({ target }) => target === `user:${who.userId}`).map(({ actor, action }) => [actor, action]));
    /** The same member of staff with a session that has not run out. */
    async function again(helper: TestPerson): Promise<TestPerson> {
      await parts.storage.main.write((db, { sessions }) => done(db.update(sessions).set({ accessExpiresAt: new Date(now + DAY).toISOString() }).where(eq(sessions.id, helper.sessionId))));
      return helper;
    }

    test("one's own record: fields go through one merge, whichever address they are sent to", async () => {
      const me = await person();
      expect((await call(me, "PUT", "/users/me", { fields: { city: "Wichita", "skills/2.A.1.a": { skill: "2.A.1.a", level: "beginner", yearsExperience: null } } })).status).toBe(200);
      await call(me, "POST", "/users/skills", { skill: "2.A.1.b", level: "advanced", yearsExperience: 4 });
      expect((await call(me, "GET", "/users/skills")).json["skills"]).toHaveLength(2);
      expect((await call(me, "PUT", "/users/skills", { skills: [{ skill: "2.A.1.c", level: "beginner", yearsExperience: null }] })).json).toEqual({ skills: [{ skill: "2.A.1.c", level: "beginner", yearsExperience: null }] });
      expect((await call(me, "POST", "/users/interests", { interests: [1, 2, 3, 4, 5, 6] })).json).toEqual({ interests: [1, 2, 3, 4, 5, 6] });
      await call(me, "POST", "/users/constraints", { timeAvailability: 20, maxWeeks: 12 });
      expect((await call(me, "PUT", "/users/constraints", { ...(await call(me, "GET", "/users/constraints")).json, maxWeeks: null })).json).toMatchObject({ timeAvailability: 20, maxWeeks: null });
      const { json, cache } = await call(me, "GET", "/users/me");
      expect(cache).toBe("no-store");
      expect(json).toMatchObject({ id: me.userId, email: me.email, firstName: "Ada", fields: { city: "Wichita", interests: [1, 2, 3, 4, 5, 6], timeAvailability: 20 } });
      expect(Object.keys(json["fields"]!)).toEqual(["city", "interests", "skills/2.A.1.c", "timeAvailability"]);
    });

    test("a field that is not known, or a value that does not fit, changes nothing and is named", async () => {
      const me = await person();
      for (const [fields, field] of [[{ city: "Wichita", age: 7 }, "fields.age"], [{ shoeSize: 1 }, "fields.shoeSize"], [{ skills: [] }, "fields.skills"], [{ "a b": 1 }, "fields"]] as const) {
        const { status, json } = await call(me, "PUT", "/users/me", { fields });
        expect([status, json.error?.details.map((d) => d.field)]).toEqual([400, [field]]);
      }
      expect((await call(me, "GET", "/users/me")).json["fields"]).toEqual({});
    });

    test("to everybody else there is no such person, whether there is or not", async () => {
      const [me, other] = [await person(), await person()];
      const strangers = [other, await staff(), await person({ role: "admin" }), await person({ role: "employer", partnerId: "sample-employer" })];
      for (const stranger of strangers)
        for (const id of [me.userId, "0193f000-0000-7000-8000-00000000dead"]) {
          const answer = await call(stranger, "GET", `/users/${id}`);
          expect([answer.status, JSON.stringify(answer.json).replace(/req_\w+/, "")]).toEqual([404, expect.stringContaining("There is no such person or thing.")]);
        }
      expect((await call(me, "GET", `/users/${me.userId}`)).status).toBe(200);
      expect(await disclosuresTo(me)).toEqual([]);
    });

    test("staff sees a record only with a case, opened with a reason at the center that the person agreed to; each look is written down", async () => {
      const [me, helper, colleague, elsewhere] = [await person(), await staff(), await staff(), await staff({ centerId: "center-2" })];
      const open = (who: TestPerson) => call(who, "POST", `/users/${me.userId}/cases`, { reason: "Help with enrolling", days: 30 });
      expect((await open(helper)).status).toBe(404);
      await call(me, "POST", "/users/me/consents", agreement());
      expect((await call(helper, "GET", "/cases")).json["agreed"]).toContainEqual({ userId: me.userId, agreedAt: new Date(now).toISOString() });
      expect([(await open(elsewhere)).status, (await open(me)).status, (await open(helper)).status]).toEqual([404, 403, 200]);
      expect([(await call(helper, "GET", `/users/${me.userId}`)).status, (await call(colleague, "GET", `/users/${me.userId}`)).status]).toEqual([200, 404]);
      expect((await call(helper, "PUT", `/users/${me.userId}`, { fields: { city: "Hays" } })).json).toMatchObject({ fields: { city: "Hays" } });
      const consentId = ((await call(me, "GET", "/users/me/consents")).json["consents"] as unknown as { id: string }[])[0]?.id;
      const seen = await disclosuresTo(me);
      expect(seen.map(({ purpose }) => purpose).sort()).toEqual(["case", "case", "case-opened"]);
      for (const { recipient, basis } of seen) expect([recipient, basis]).toEqual([`staff:${helper.userId}`, `consent:${consentId}`]);
      expect(seen.find(({ fields }) => fields.includes("city"))?.fields).toEqual(expect.arrayContaining(["email", "firstName", "dateOfBirth"]) as unknown);
      expect((await auditOf(me)).map(([, action]) => action)).toEqual(["consent.give", "case.open", "profile.read", "profile.write"]);
      expect((await call(me, "GET", `/users/${me.userId}/cases`)).json["cases"]).toMatchObject([{ staffId: helper.userId, reason: "Help with enrolling", closedAt: null }]);
    });

    test("a case ends with its time, by either side, and with the consent", async () => {
      for (const end of [
        async () => void (now = NOON + 30 * DAY),
        async (me: TestPerson, _: TestPerson, id: string) => void (await call(me, "DELETE", `/users/${me.userId}/cases/${id}`)),
        async (me: TestPerson, helper: TestPerson, id: string) => void (await call(helper, "DELETE", `/users/${me.userId}/cases/${id}`)),
        async (me: TestPerson) => {
          const { json } = await call(me, "GET", "/users/me/consents");
          await call(me, "DELETE", `/users/me/consents/${(json["consents"] as unknown as { id: string }[])[0]?.id ?? ""}`);
        },
      ]) {
        now = NOON;
        const [me, helper] = [await person(), await staff()];
        await call(me, "POST", "/users/me/consents", agreement());
        const opened = await call(helper, "POST", `/users/${me.userId}/cases`, { reason: "Help", days: 30 });
        expect((await call(helper, "GET", `/users/${me.userId}`)).status).toBe(200);
        await end(me, helper, String(opened.json["id"]));
        const later = await again(helper);
        expect((await call(later, "GET", `/users/${me.userId}`)).status).toBe(404);
      }
    });

    test("a consent that has run out lets nobody in", async () => {
      const [me, helper] = [await person(), await staff()];
      await call(me, "POST", "/users/me/consents", agreement({ expires: "2026-11-24" }));
      expect((await call(helper, "POST", `/users/${me.userId}/cases`, { reason: "Help", days: 30 })).status).toBe(200);
      now = NOON + 2 * DAY;
      expect((await call(await again(helper), "GET", `/users/${me.userId}`)).status).toBe(404);
    });
  });
}
