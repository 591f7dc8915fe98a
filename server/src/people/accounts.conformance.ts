import { eq } from "drizzle-orm";
import { Secret, TOTP } from "otpauth";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { REFRESH_COOKIE, SESSION_COOKIE } from "../policy/cookies.ts";
import { done, rows } from "../storage/engine.ts";
import type { Storage } from "../storage/open.ts";
import { GOOD_PASSWORD, registration, securityNotes, signedUp, tokenFor } from "../testing/accounts.ts";
import { NOON, testApp } from "../testing/app.ts";
import { testBrowser } from "../testing/browser.ts";
import type { TestBrowser } from "../testing/browser.ts";
import { testSecrets } from "../testing/storage.ts";
import { openVault } from "../vault/vault.ts";
import type { Vault } from "../vault/vault.ts";
import type { Passwords } from "./passwords/hasher.ts";
import { GRACE_MS, LOST_ANSWER_MS } from "./refresh.ts";
import { tidyAccounts } from "./tidy.ts";

const MINUTE = 60_000;
const wrong = "not the password 1";

/** Accepts {@link GOOD_PASSWORD} for every account, at once, and counts what it was asked. */
function countingPasswords(): Passwords & { asked: () => number } {
  let asked = 0;
  return {
    asked: () => asked,
    hash: async () => ({ ok: true, value: "stored" }),
    async verify(password, stored) {
      asked += 1;
      return { ok: true, value: { matches: stored !== null && password === GOOD_PASSWORD, outdated: false } };
    },
  };
}

/** What accounts promise on every engine, over two servers on one database. `rounds`: how often races are run. */
export function accountsKeepTheirPromises(name: string, openStorage: () => Promise<Storage>, { rounds }: { readonly rounds: number }): void {
  describe(`${name}: accounts`, () => {
    let now = NOON;
    let storage: Storage;
    let vault: Vault;
    let parts: { readonly storage: Storage; readonly vault: Vault };
    let passwords: ReturnType<typeof countingPasswords>;
    let apps: readonly ReturnType<typeof testApp>[];
    let ids = 0;
    let people = 0;

    beforeAll(async () => {
      storage = await openStorage();
      vault = openVault({ engine: storage.keys, secrets: testSecrets, now: () => now });
      parts = { storage, vault };
      passwords = countingPasswords();
      const over = { storage, vault, secrets: testSecrets, now: () => now, newId: () => `id${String(++ids).padStart(10, "0")}`, passwords, trustedProxies: 1 };
      apps = [testApp(over), testApp(over)];
    });
    afterAll(() => storage.close());
    beforeEach(() => void (now += 60 * MINUTE));

    const browser = (address = "198.51.100.7", server = 0, cookies?: Map<string, string>) => testBrowser(apps[server % 2]!, { "X-Forwarded-For": address }, cookies);
    const email = () => `person${String(++people)}@example.org`;
    const person = async () => {
      const [device, address] = [browser(), email()];
      return { device, address, id: await signedUp(parts, device, address) };
    };
    const signedIn = async (device: TestBrowser) => (await device.get("/users/me/account")).status === 200;
    const withRefresh = (token: string) => browser("198.51.100.7", 0, new Map([[REFRESH_COOKIE, token]]));

    test("of many who register with one address at once, one gets an account", async () => {
      const address = email();
      const answers = await Promise.all(Array.from({ length: 8 }, (_, i) => browser("198.51.100.7", i).post("/users/register", registration(address))));
      expect(new Set(answers.map(({ status, body }) => `${String(status)} ${JSON.stringify(body)}`))).toEqual(new Set(['200 {"status":"check-your-mail"}']));
      expect((await browser().post("/users/verify-email", { token: await tokenFor(parts, address, "verify-address") })).status).toBe(200);
      expect((await browser().post("/users/login", { email: address, password: GOOD_PASSWORD })).body["status"]).toBe("signed-in");
    });

    test(`two tabs that refresh at once, ${rounds} times, are never signed out`, async () => {
      const { device } = await person();
      let logouts = 0;
      for (let round = 0; round < rounds; round++) {
        now += 5_000;
        // Two tabs share one jar; what each sends is what lay there before either was answered.
        const before = new Map(device.cookies);
        const tabs = [browser("198.51.100.7", 0, new Map(before)), browser("198.51.100.7", 1, new Map(before))] as const;
        const answers = await Promise.all(tabs.map((tab) => tab.post("/users/refresh")));
        logouts += answers.filter(({ status }) => status !== 200).length;
        expect(tabs[0].cookies.get(REFRESH_COOKIE)).toBe(tabs[1].cookies.get(REFRESH_COOKIE));
        // Either answer may come last and stay in the jar.
        const last = tabs[round % 2]!;
        for (const [cookie, value] of last.cookies) device.cookies.set(cookie, value);
      }
      expect(logouts).toBe(0);
      expect(await signedIn(device)).toBe(true);
    });

    test("a used token gets the same successor for 30 seconds, and a later use ends the whole session", async () => {
      let [dead, kept] = [0, 0];
      const most = Math.min(rounds, 100);
      for (let round = 0; round < most; round++) {
        const { device, id } = await person();
        const old = device.cookies.get(REFRESH_COOKIE)!;
        await device.post("/users/refresh");
        const successor = device.cookies.get(REFRESH_COOKIE)!;
        now += GRACE_MS;
        const again = withRefresh(old);
        expect((await again.post("/users/refresh")).status).toBe(200);
        kept += again.cookies.get(REFRESH_COOKIE) === successor ? 1 : 0;
        // The successor is used; the old one is not needed by anybody honest.
        expect((await device.post("/users/refresh")).status).toBe(200);
        now += 1_000;
        const thief = withRefresh(old);
        expect((await thief.post("/users/refresh")).status).toBe(401);
        const ended = await storage.main.read((db, { sessions }) => rows(db.select({ at: sessions.revokedAt }).from(sessions).where(eq(sessions.userId, id))));
        dead += !(await signedIn(device)) && (await device.post("/users/refresh")).status === 401 && ended.every(({ at }) => at !== null) ? 1 : 0;
        now += 10 * MINUTE;
      }
      expect([kept, dead]).toEqual([most, most]);
      expect((await securityNotes(parts)).filter((what) => what === "session-reused")).toHaveLength(most);
    });

    test("an answer that was lost can be asked for again for ten minutes, until what it brought is used", async () => {
      const lost = await person();
      const old = lost.device.cookies.get(REFRESH_COOKIE)!;
      await withRefresh(old).post("/users/refresh");
      now += LOST_ANSWER_MS;
      const later = withRefresh(old);
      expect((await later.post("/users/refresh")).status).toBe(200);
      expect(await signedIn(later)).toBe(true);
      // Its session cookie was used, so the answer has arrived.
      expect((await withRefresh(old).post("/users/refresh")).status).toBe(401);
      expect(await signedIn(later)).toBe(false);

      const tooLate = await person();
      const first = tooLate.device.cookies.get(REFRESH_COOKIE)!;
      await withRefresh(first).post("/users/refresh");
      now += LOST_ANSWER_MS + 1;
      expect((await withRefresh(first).post("/users/refresh")).status).toBe(401);
    });

    test("a session slides for thirty days and ends after ninety", async () => {
      const { device } = await person();
      const began = now;
      for (let day = 25; day < 90; day += 25) {
        now = began + day * 24 * 60 * MINUTE;
        expect([day, (await device.post("/users/refresh")).status]).toEqual([day, 200]);
      }
      now = began + 90 * 24 * 60 * MINUTE;
      expect((await device.post("/users/refresh")).status).toBe(401);
      const idle = await person();
      now += 30 * 24 * 60 * MINUTE;
      expect((await idle.device.post("/users/refresh")).status).toBe(401);
    });

    test(`${rounds * 10} guesses from one and from five hundred addresses: at most ten in fifteen minutes are looked at, and the owner gets in`, async () => {
      for (const addresses of [1, 500]) {
        const owner = await person();
        const began = now;
        const before = passwords.asked();
        let [turnedAway, guesses] = [0, 0];
        // Fifteen minutes of ten thousand guesses, in bursts over both servers.
        for (let burst = 0; burst < 100; burst++) {
          now = began + Math.floor((burst * 15 * MINUTE) / 100);
          const answers = await Promise.all(Array.from({ length: Math.ceil(rounds / 10) }, () => {
            guesses += 1;
            const from = guesses % addresses;
            return browser(`10.${String(from >> 8)}.${String(from & 255)}.9`, guesses).post("/users/login", { email: owner.address.toUpperCase(), password: wrong });
          }));
          turnedAway += answers.filter(({ status, headers }) => status === 429 && Number(headers.get("Retry-After")) > 0).length;
          expect(answers.every(({ status }) => status === 401 || status === 429)).toBe(true);
        }
        const tried = passwords.asked() - before;
        expect(tried).toBeLessThanOrEqual(10);
        expect(tried).toBeGreaterThan(0);
        expect(turnedAway).toBe(guesses - tried);
        // A browser that was here before is let in although the account's tries are used up; a new one has to wait.
        const known = browser("203.0.113.9", 1, new Map([["__Host-did", owner.device.cookies.get("__Host-did")!]]));
        expect((await known.post("/users/login", { email: owner.address, password: GOOD_PASSWORD })).body["status"]).toBe("signed-in");
        now += 60 * MINUTE;
      }
    });

    test("a known browser of somebody else is no way around the limit", async () => {
      const [owner, other] = [await person(), await person()];
      const before = passwords.asked();
      for (let i = 0; i < 20; i++) await other.device.post("/users/login", { email: owner.address, password: wrong });
      expect(passwords.asked() - before).toBe(5);
    });

    const codeAt = (secret: string, ms: number) => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: ms });

    async function withTotp() {
      const { device, address, id } = await person();
      const { body } = await device.post("/users/second-factor/totp");
      const secret = String(body["secret"]);
      const confirmed = await device.post("/users/second-factor/totp/confirm", { code: codeAt(secret, now) });
      expect(confirmed.status).toBe(200);
      now += MINUTE;
      return { device, address, id, secret, recoveryCodes: confirmed.body["recoveryCodes"] as string[] };
    }
    const firstStep = async (device: TestBrowser, address: string) => String((await device.post("/users/login", { email: address, password: GOOD_PASSWORD })).body["ticket"]);
    const second = (device: TestBrowser, ticket: string, proof: object) => device.post("/users/second-factor", { ticket, proof });

    test("a code of an authenticator app works once, in its step and the next, by the server's clock", async () => {
      const { address, secret } = await withTotp();
      const device = browser();
      const step = Math.floor(now / 30_000) * 30_000;
      now = step + 31_000;
      const code = codeAt(secret, step);
      expect((await second(device, await firstStep(device, address), { method: "totp", code })).body["status"]).toBe("signed-in");
      const other = browser();
      expect((await second(other, await firstStep(other, address), { method: "totp", code })).status).toBe(401);
      now += 8 * MINUTE;
      const late = Math.floor(now / 30_000) * 30_000;
      for (const [at, status] of [[late - 60_000, 401], [late + 30_000, 401], [late, 200]] as const)
        expect([at - late, (await second(other, await firstStep(other, address), { method: "totp", code: codeAt(secret, at) })).status]).toEqual([at - late, status]);
    });

    test("of many who send one code at once, one gets in", async () => {
      const { address, secret } = await withTotp();
      const devices = await Promise.all([0, 1].map(async (i) => ({ device: browser("198.51.100.7", i), ticket: await firstStep(browser(), address) })));
      const answers = await Promise.all(devices.map(({ device, ticket }) => second(device, ticket, { method: "totp", code: codeAt(secret, now) })));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
    });

    test("a second factor is guessed at most five times in fifteen minutes", async () => {
      const { address } = await withTotp();
      const began = now;
      let looked = 0;
      const device = browser();
      const ticket = await firstStep(device, address);
      for (let i = 0; i < 60; i++) {
        now = began + i * 10_000;
        const { status } = await second(device, ticket, { method: "totp", code: "000000" });
        if (status !== 429) looked += 1;
      }
      expect(looked).toBeLessThanOrEqual(5);
      expect(looked).toBeGreaterThanOrEqual(3);
    });

    test("each of ten recovery codes works once, however it is typed", async () => {
      const { address, recoveryCodes } = await withTotp();
      expect(recoveryCodes).toHaveLength(10);
      expect(new Set(recoveryCodes).size).toBe(10);
      const [code = ""] = recoveryCodes;
      const device = browser();
      expect((await second(device, await firstStep(device, address), { method: "recovery-code", code: code.toLowerCase().replaceAll("-", "") })).body["status"]).toBe("signed-in");
      const other = browser();
      expect((await second(other, await firstStep(other, address), { method: "recovery-code", code })).status).toBe(401);
      expect((await second(other, await firstStep(other, address), { method: "recovery-code", code: recoveryCodes[1]! })).status).toBe(200);
    });

    test("a link to choose a password works once, ends every session, and leaves the second factor", async () => {
      const { device, address } = await withTotp();
      await browser().post("/users/password/forgot", { email: address });
      const token = await tokenFor(parts, address, "reset-password");
      const choose = () => browser().post("/users/password/reset", { token, password: "another barn 4 hay" });
      const statuses = (await Promise.all([choose(), choose(), choose()])).map(({ status }) => status);
      expect(statuses.sort()).toEqual([200, 400, 400]);
      expect(await signedIn(device)).toBe(false);
      expect((await device.post("/users/refresh")).status).toBe(401);
      expect((await browser().post("/users/login", { email: address, password: GOOD_PASSWORD })).body["status"]).toBe("second-factor");
    });

    test("nobody ends somebody else's session", async () => {
      const [one, other] = [await person(), await person()];
      const { body } = await one.device.get("/users/sessions");
      const [session] = body["sessions"] as { id: string }[];
      expect((await other.device.send("DELETE", `/users/sessions/${session!.id}`)).status).toBe(404);
      expect(await signedIn(one.device)).toBe(true);
      expect((await one.device.send("DELETE", `/users/sessions/${session!.id}`)).status).toBe(200);
      expect(await signedIn(one.device)).toBe(false);
    });

    test("an account that is closed is signed out at once", async () => {
      const { device, id, address } = await person();
      await storage.main.write((db, { users }) => done(db.update(users).set({ status: "erasing" }).where(eq(users.id, id))));
      expect(await signedIn(device)).toBe(false);
      expect(device.cookies.has(SESSION_COOKIE)).toBe(true);
      expect((await browser().post("/users/login", { email: address, password: GOOD_PASSWORD })).status).toBe(401);
    });

    test("what can no longer be used is forgotten, and nothing else", async () => {
      const [proved, unproved] = [await person(), email()];
      await browser().post("/users/register", registration(unproved));
      await browser().post("/users/password/forgot", { email: proved.address });
      const count = () => storage.main.read(function* (db, t) {
        const of = (found: readonly unknown[]) => found.length;
        return {
          users: of(yield* rows(db.select({ id: t.users.id }).from(t.users))), tickets: of(yield* rows(db.select({ hash: t.tickets.hash }).from(t.tickets))),
          buckets: of(yield* rows(db.select({ key: t.rateBuckets.key }).from(t.rateBuckets))), keys: of(yield* rows(db.select({ id: t.sessions.id }).from(t.sessions))),
        };
      });
      const [before, shredded] = [await count(), (await vault.shredded()).length];
      await tidyAccounts({ storage, vault, now: () => now });
      expect((await count()).users).toBe(before.users);
      now += 29 * 24 * 60 * MINUTE;
      await proved.device.post("/users/refresh");
      now += 2 * 24 * 60 * MINUTE;
      await tidyAccounts({ storage, vault, now: () => now });
      const after = await count();
      expect([after.users, after.tickets, after.buckets, after.keys]).toEqual([before.users - 1, 0, 0, before.keys]);
      expect(await vault.shredded()).toHaveLength(shredded + 1);
      expect((await proved.device.post("/users/refresh")).status).toBe(200);
      expect((await browser().post("/users/register", registration(unproved))).status).toBe(200);
    });
  });
}
