import type { Hono } from "hono";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { notificationChannels, notificationKinds } from "@pathwayks/contracts";
import { setFields } from "../accountability/record.ts";
import type { AppEnv } from "../http/context.ts";
import { done, rows } from "../storage/engine.ts";
import type { Storage } from "../storage/open.ts";
import { NOON, testApp } from "../testing/app.ts";
import { aPerson as somebody, type TestPerson } from "../testing/people.ts";
import { testSecrets } from "../testing/storage.ts";
import { openVault } from "../vault/vault.ts";
import type { Vault } from "../vault/vault.ts";
import { preferencesOf } from "./channels.ts";
import { notifyHandler } from "./notify.ts";
import { jobPlace } from "./stage.ts";

const endpoint = "https://fcm.googleapis.com/fcm/send/abc123";
const keys = { p256dh: "BNcRdreALRFXTkOOUHK1EtK2wtaz5Ry4YfYCA_0QTpQtUbVlUls0VJXg7A8u-Ts1XbjhazAkj7I99e8QcYP7DkM", auth: "tBHItJI5svbpez7KI4CCXg" };

/** What telling people something promises, on whichever storage. */
export function notificationsKeepTheirPromises(name: string, open: () => Promise<Storage>): void {
  describe(name, () => {
    let parts: { readonly storage: Storage; readonly vault: Vault; readonly secrets: typeof testSecrets };
    let app: Hono<AppEnv>;
    beforeAll(async () => {
      const storage = await open();
      parts = { storage, secrets: testSecrets, vault: openVault({ engine: storage.keys, secrets: testSecrets, now: () => NOON }) };
      app = testApp(parts);
    });
    afterAll(() => parts.storage.close());

    const aPerson = () => somebody(parts, NOON);
    const main = () => parts.storage.main;
    const subject = async (who: TestPerson) => ({ id: who.userId, key: (await parts.vault.of(who.userId))! });
    const tell = async (who: TestPerson, id: string, kind: string, detail: object = {}) =>
      notifyHandler({ main: main(), now: () => NOON })({ id, kind: "notify", user: await subject(who), detail: { kind, detail }, attempt: 1 });
    async function stagedFor(who: TestPerson) {
      const { key } = await subject(who);
      const found = await main().read((db, { jobs }) => rows(db.select().from(jobs).where(eq(jobs.userId, who.userId))));
      return found.map(({ id, kind, sealed }) => ({ id, kind, detail: key.open(jobPlace(id), sealed) as Record<string, unknown> })).sort((a, b) => (a.kind < b.kind ? -1 : 1));
    }
    const call = (who: TestPerson, method: string, path: string, body?: unknown) =>
      app.request(`/api/v1${path}`, { method, headers: who.headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });

    test("a notification is in the list and the feed once, and goes over the channels that are on", async () => {
      const me = await aPerson();
      const known = await subject(me);
      await main().write((db, t) => setFields(db, t, known, { phone: "316-555-0100" }, NOON));
      await call(me, "POST", "/notifications/subscriptions", { endpoint, keys });
      await call(me, "PUT", "/notifications/preferences", { kind: "message", channel: "sms", on: true });
      for (let again = 0; again < 3; again++) expect(await tell(me, "n-1", "message", { text: "See you on Tuesday" })).toEqual({ ended: "done" });
      const listed = (await (await call(me, "GET", "/notifications")).json()) as { unread: number; notifications: object[] };
      expect(listed).toMatchObject({ unread: 1, notifications: [{ id: "n-1", kind: "message", detail: { text: "See you on Tuesday" }, readAt: null }] });
      expect(await stagedFor(me)).toEqual([
        { id: "mail:n-1", kind: "mail", detail: { to: me.email, language: "en", letter: { name: "notification", kind: "message", detail: { text: "See you on Tuesday" } } } },
        { id: expect.stringMatching(/^push:n-1:/) as unknown, kind: "push", detail: { endpointHash: expect.any(String) as unknown, language: "en" } },
        { id: "sms:n-1", kind: "sms", detail: { to: "316-555-0100", language: "en" } },
      ]);
      expect((await call(me, "PUT", "/notifications/n-1/read")).status).toBe(200);
      expect((await call(me, "PUT", "/notifications/n-1/read")).status).toBe(200);
      expect((await call(me, "PUT", "/notifications/n-2/read")).status).toBe(404);
      expect(await (await call(me, "GET", "/notifications")).json()).toMatchObject({ unread: 0 });
      expect((await call(await aPerson(), "PUT", "/notifications/n-1/read")).status).toBe(404);
    });

    test("each kind is switchable on each channel, but what protects the account cannot be switched off", async () => {
      const me = await aPerson();
      for (const kind of notificationKinds) for (const channel of notificationChannels) await call(me, "PUT", "/notifications/preferences", { kind, channel, on: false });
      const off = await main().read((db, t) => preferencesOf(db, t, me.userId));
      expect(off.filter(({ on }) => on)).toEqual([{ kind: "security", channel: "in-app", on: true }, { kind: "security", channel: "email", on: true }]);
      await tell(me, "n-off", "partner-answered");
      expect(await stagedFor(me)).toEqual([]);
    });

    test("nothing is mailed to an address that nobody has proved, and nothing is told to a closed account", async () => {
      const [unproved, closed] = [await aPerson(), await aPerson()];
      await main().write(function* (db, { users }) {
        yield* done(db.update(users).set({ emailVerifiedAt: null }).where(eq(users.id, unproved.userId)));
        yield* done(db.update(users).set({ status: "erasing" }).where(eq(users.id, closed.userId)));
      });
      await tell(unproved, "n-3", "security");
      await tell(closed, "n-4", "security");
      expect([await stagedFor(unproved), await stagedFor(closed)]).toEqual([[], []]);
    });

    test("two devices choose at once: the later choice holds, and every device hears what holds", async () => {
      const me = await aPerson();
      const put = (on: boolean) => call(me, "PUT", "/notifications/preferences", { kind: "message", channel: "email", on });
      const answers = await Promise.all([put(false), put(true), put(false)]);
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
      const held = (await main().read((db, t) => preferencesOf(db, t, me.userId))).find(({ kind, channel }) => kind === "message" && channel === "email");
      const heard = (await (await call(me, "GET", "/changes")).json()) as { changes: { kind: string; value: unknown }[] };
      expect(heard.changes.filter(({ kind }) => kind === "preference").map(({ value }) => value)).toEqual([held]);
    });
  });
}
