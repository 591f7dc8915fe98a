import { eq } from "drizzle-orm";
import { Secret, TOTP } from "otpauth";
import { beforeEach, describe, expect, test } from "vitest";
import type { UserId } from "@pathwayks/contracts";
import { done, first } from "../storage/engine.ts";
import { GOOD_PASSWORD, letters, registration, securityNotes, signedUp, tokenFor } from "../testing/accounts.ts";
import { NOON, readableLog, testApp } from "../testing/app.ts";
import { testBrowser } from "../testing/browser.ts";
import type { Answer } from "../testing/browser.ts";
import { aPerson } from "../testing/people.ts";
import { memoryVault } from "../testing/storage.ts";
import { randomBytes } from "node:crypto";
import { passwordHasher } from "./passwords/hasher.ts";

const MINUTE = 60_000;
let now = NOON;
let ids = 0;
const parts = await memoryVault(() => now, { soon: (work) => void setImmediate(work) });
const { log, lines } = readableLog();
const over = { ...parts, log, now: () => now, newId: () => `id${String(++ids).padStart(10, "0")}` };
const app = testApp(over);
const browser = () => testBrowser(app, { "User-Agent": "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/131.0 Mobile Safari/537.36" });
let people = 0;
const email = () => `new${String(++people)}@example.org`;

beforeEach(() => void (now += 60 * MINUTE));

/** An answer without what differs in every answer. */
const told = ({ status, body }: Answer) => JSON.stringify([status, body]).replace(/req_\w+/, "").replace(/"timestamp":"[^"]+"/, "");
const userOf = (address: string) => parts.storage.main.read((db, { users }) => first(db.select().from(users).where(eq(users.emailHash, parts.secrets.hash("email-hash", address.toLowerCase())))));

describe("registering", () => {
  test("says the same for an address that has an account; the letter alone differs", async () => {
    const known = email();
    await signedUp(parts, browser(), known);
    const fresh = email();
    const answers = [await browser().post("/users/register", registration(known.toUpperCase())), await browser().post("/users/register", registration(fresh))];
    expect(answers.map(told)).toEqual([told(answers[0]!), told(answers[0]!)]);
    const named = (await letters(parts)).filter(({ to }) => to === known || to === fresh).map(({ to, letter }) => [to === known, letter.name]);
    expect(named).toEqual(expect.arrayContaining([[true, "address-in-use"], [false, "verify-address"]]));
  });

  test("whoever registers last, and reads the letter, has the account; links of earlier letters are worth nothing", async () => {
    const address = email();
    await browser().post("/users/register", registration(address, { password: "somebody else's 1" }));
    const early = await tokenFor(parts, address, "verify-address");
    now += 1_000;
    await browser().post("/users/register", registration(address));
    const late = await tokenFor(parts, address, "verify-address");
    expect([(await browser().post("/users/verify-email", { token: early })).status, (await browser().post("/users/verify-email", { token: late })).status]).toEqual([400, 200]);
    expect((await browser().post("/users/login", { email: address, password: "somebody else's 1" })).status).toBe(401);
    expect((await browser().post("/users/login", { email: address, password: GOOD_PASSWORD })).status).toBe(200);
  });

  test("an account that was made for staff is nobody's to take by registering", async () => {
    const address = email();
    const { userId } = await aPerson(parts, now, { role: "admin", email: address });
    await parts.storage.main.write((db, { users }) => done(db.update(users).set({ emailVerifiedAt: null, passwordHash: "" }).where(eq(users.id, userId))));
    await browser().post("/users/register", registration(address));
    expect(await userOf(address)).toMatchObject({ passwordHash: "", role: "admin" });
    expect((await letters(parts)).filter(({ to }) => to === address).map(({ letter }) => letter.name)).toEqual(["address-in-use"]);
  });

  test("refuses weak passwords and ages by field, alike for every address", async () => {
    const known = email();
    await signedUp(parts, browser(), known);
    const cases = [
      [{ password: "short" }, "password"], [{ password: "x".repeat(129) }, "password"], [{ password: "Password2026" }, "password"], [{ password: known.split("@")[0] + "123" }, "password"],
      [{ dateOfBirth: "2014-11-30" }, "dateOfBirth"], [{ dateOfBirth: "1890-01-01" }, "dateOfBirth"], [{ dateOfBirth: "2027-01-01" }, "dateOfBirth"],
      [{ dateOfBirth: "2010-01-01" }, "guardianEmail"], [{ dateOfBirth: "2010-01-01", guardianEmail: known.toUpperCase() }, "guardianEmail"], [{ role: "admin" }, "role"],
    ] as const;
    for (const [change, field] of cases) {
      const { status, body } = await browser().post("/users/register", registration(known, change));
      expect([change, status, (body["error"] as { details: { field: string }[] }).details.map((detail) => detail.field)]).toEqual([change, 400, [field]]);
    }
  });

  test("writes to a guardian only once the young person's address is proved", async () => {
    const [address, guardianEmail] = [email(), email()];
    await browser().post("/users/register", registration(address, { dateOfBirth: "2010-01-01", guardianEmail }));
    expect((await letters(parts)).some(({ to }) => to === guardianEmail)).toBe(false);
    await browser().post("/users/verify-email", { token: await tokenFor(parts, address, "verify-address") });
    expect((await letters(parts)).filter(({ to }) => to === guardianEmail).map(({ letter }) => letter.name)).toEqual(["guardian-asked"]);
    const { body } = await browser().post("/users/login", { email: address, password: GOOD_PASSWORD });
    expect(body["account"]).toMatchObject({ guardian: "pending", role: "user", emailVerified: true });
  });

  test("writes to the guardian also where the address is proved by choosing a new password", async () => {
    const [address, guardianEmail] = [email(), email()];
    await browser().post("/users/register", registration(address, { dateOfBirth: "2010-01-01", guardianEmail }));
    await browser().post("/users/password/forgot", { email: address });
    for (const status of [200, 400]) {
      const { status: told } = await browser().post("/users/password/reset", { token: await tokenFor(parts, address, "reset-password"), password: "another barn 4 hay" });
      expect(told).toBe(status);
    }
    expect((await letters(parts)).filter(({ to }) => to === guardianEmail)).toHaveLength(1);
  });

  test("fills nobody's mailbox", async () => {
    const address = email();
    for (let i = 0; i < 12; i++) await browser().post(i % 2 ? "/users/register" : "/users/password/forgot", i % 2 ? registration(address) : { email: address });
    expect((await letters(parts)).filter(({ to }) => to === address)).toHaveLength(3);
  });
});

describe("signing in", () => {
  test("says the same of an unknown address and a wrong password, and leaves the same in the audit", async () => {
    const known = email();
    await signedUp(parts, browser(), known);
    const audits = () => parts.storage.main.read((db, { auditHead }) => first(db.select().from(auditHead)));
    const before = (await audits())?.seq ?? 0;
    const answers = [await browser().post("/users/login", { email: known, password: "wrong one 1" }), await browser().post("/users/login", { email: email(), password: "wrong one 1" })];
    expect(told(answers[0]!)).toBe(told(answers[1]!));
    expect(answers[0]!.status).toBe(401);
    expect(answers.flatMap(({ setCookies }) => setCookies)).toEqual([]);
    expect((await audits())?.seq).toBe(before + 2);
  });

  test("waits until the address is proved, and sends the letter again", async () => {
    const address = email();
    await browser().post("/users/register", registration(address));
    now += 1_000;
    expect((await browser().post("/users/login", { email: address, password: GOOD_PASSWORD })).status).toBe(403);
    expect((await browser().post("/users/verify-email", { token: await tokenFor(parts, address, "verify-address") })).status).toBe(200);
    expect((await browser().post("/users/login", { email: address, password: GOOD_PASSWORD })).status).toBe(200);
  });

  test("sets cookies that no script, no other site and no plain connection sees", async () => {
    const [device, address] = [browser(), email()];
    await signedUp(parts, device, address);
    const { setCookies } = await browser().post("/users/login", { email: address, password: GOOD_PASSWORD });
    const attributes = Object.fromEntries(setCookies.map((line) => [line.split("=")[0], line.split("; ").slice(1).sort()]));
    expect(attributes).toEqual({
      "__Host-sid": ["HttpOnly", "Max-Age=900", "Path=/", "SameSite=Lax", "Secure"],
      "__Host-rid": ["HttpOnly", "Max-Age=2592000", "Path=/", "SameSite=Strict", "Secure"],
      "__Host-did": ["HttpOnly", "Max-Age=34560000", "Path=/", "SameSite=Lax", "Secure"],
    });
    for (const line of setCookies) expect(line).toMatch(/^__Host-[srd]id=[A-Za-z0-9_-]{43};/);
  });

  test("names the session's device in a few known words", async () => {
    const device = browser();
    await signedUp(parts, device, email());
    const { body, headers } = await device.get("/users/sessions");
    expect(body["sessions"]).toMatchObject([{ current: true, device: "Chrome on Android" }]);
    expect(headers.get("Cache-Control")).toBe("no-store");
  });

  test("hashes the password anew where today's parameters are dearer", async () => {
    const address = email();
    await signedUp(parts, browser(), address);
    const dearer = testApp({ ...over, passwords: passwordHasher({ secrets: parts.secrets, randomBytes, atOnce: 2, cost: { memory: 128, passes: 2, lanes: 1 } }) });
    expect((await userOf(address))?.passwordHash).toContain("$m=64,t=1,p=1,");
    for (let i = 0; i < 2; i++) expect((await testBrowser(dearer).post("/users/login", { email: address, password: GOOD_PASSWORD })).status).toBe(200);
    expect((await userOf(address))?.passwordHash).toContain("$m=128,t=2,p=1,");
  });

  test("asks to come again while too many are at it, and counts that as no guess", async () => {
    const address = email();
    await signedUp(parts, browser(), address);
    const full = testApp({ ...over, passwords: { hash: async () => ({ ok: false, error: "busy" }), verify: async () => ({ ok: false, error: "busy" }) } });
    for (let i = 0; i < 8; i++) {
      const { status, headers } = await testBrowser(full).post("/users/login", { email: address, password: GOOD_PASSWORD });
      expect([status, headers.get("Retry-After")]).toEqual([503, "2"]);
    }
    expect((await browser().post("/users/login", { email: address, password: GOOD_PASSWORD })).status).toBe(200);
  });
});

describe("a session", () => {
  test("ends on this device by signing out, also after the session cookie ran out", async () => {
    for (const wait of [0, 20 * MINUTE]) {
      const device = browser();
      await signedUp(parts, device, email());
      const kept = new Map(device.cookies);
      now += wait;
      if (wait > 0) device.cookies.delete("__Host-sid");
      expect((await device.post("/users/logout")).body).toEqual({ status: "done" });
      expect([...device.cookies.keys()]).toEqual(["__Host-did"]);
      expect((await testBrowser(app, {}, kept).post("/users/refresh")).status).toBe(401);
    }
  });

  test("that was in a browser ends when somebody signs in there anew", async () => {
    const [device, address] = [browser(), email()];
    await signedUp(parts, device, address);
    const before = new Map(device.cookies);
    expect((await device.post("/users/login", { email: address, password: GOOD_PASSWORD })).status).toBe(200);
    const old = testBrowser(app, {}, before);
    expect([(await old.get("/users/me/account")).status, (await old.post("/users/refresh")).status, (await device.get("/users/me/account")).status]).toEqual([401, 401, 200]);
  });

  test("is not opened by a password that was replaced while it was looked at", async () => {
    const address = email();
    await signedUp(parts, browser(), address);
    const stored = (await userOf(address))?.passwordHash ?? "";
    const slow = testApp({
      ...over,
      passwords: {
        hash: async () => ({ ok: false, error: "busy" }),
        async verify() {
          await parts.storage.main.write((db, { users }) => done(db.update(users).set({ passwordHash: "replaced" }).where(eq(users.passwordHash, stored))));
          return { ok: true, value: { matches: true, outdated: false } };
        },
      },
    });
    const { status, setCookies } = await testBrowser(slow).post("/users/login", { email: address, password: GOOD_PASSWORD });
    expect([status, setCookies]).toEqual([401, []]);
  });

  test("is not taken from a browser by a refresh that fails", async () => {
    const device = testBrowser(app, {}, new Map([["__Host-rid", randomBytes(32).toString("base64url")]]));
    const { status, setCookies } = await device.post("/users/refresh");
    expect([status, setCookies]).toEqual([401, []]);
  });

  test("of every other device ends when the password changes, which asks for the old one", async () => {
    const [here, there, address] = [browser(), browser(), email()];
    await signedUp(parts, here, address);
    await there.post("/users/login", { email: address, password: GOOD_PASSWORD });
    const change = (current: string, next: string) => here.send("PUT", "/users/password", { current, next });
    expect([(await change("wrong one 1", "another barn 4 hay")).status, (await change(GOOD_PASSWORD, "password123")).status]).toEqual([401, 400]);
    expect((await change(GOOD_PASSWORD, "another barn 4 hay")).status).toBe(200);
    expect([(await here.get("/users/me/account")).status, (await there.get("/users/me/account")).status, (await there.post("/users/refresh")).status]).toEqual([200, 401, 401]);
    expect((await browser().post("/users/login", { email: address, password: "another barn 4 hay" })).status).toBe(200);
    expect(await securityNotes(parts)).toContain("password-changed");
  });

  test("of every other device ends on request", async () => {
    const [here, there, address] = [browser(), browser(), email()];
    await signedUp(parts, here, address);
    await there.post("/users/login", { email: address, password: GOOD_PASSWORD });
    expect((await here.send("DELETE", "/users/sessions")).status).toBe(200);
    expect([(await here.get("/users/me/account")).status, (await there.get("/users/me/account")).status]).toEqual([200, 401]);
  });

  test("that is old proves again who is there, by the password, or by the second factor where there is one", async () => {
    const [device, address] = [browser(), email()];
    await signedUp(parts, device, address);
    now += 11 * MINUTE;
    expect((await device.post("/users/second-factor/totp")).status).toBe(403);
    expect((await device.post("/users/prove", { method: "password", password: "wrong one 1" })).status).toBe(401);
    expect((await device.post("/users/prove", { method: "password", password: GOOD_PASSWORD })).status).toBe(200);
    const { body } = await device.post("/users/second-factor/totp");
    const totp = new TOTP({ secret: Secret.fromBase32(String(body["secret"])) });
    expect(String(body["uri"])).toContain(`issuer=PathwayKS&secret=${String(body["secret"])}`);
    expect((await device.post("/users/second-factor/totp/confirm", { code: totp.generate({ timestamp: now }) })).status).toBe(200);
    await device.post("/users/refresh");
    now += 11 * MINUTE;
    expect((await device.send("DELETE", "/users/second-factor/totp")).status).toBe(403);
    expect((await device.post("/users/prove", { method: "password", password: GOOD_PASSWORD })).status).toBe(400);
    expect((await device.post("/users/prove", { method: "totp", code: totp.generate({ timestamp: now }) })).status).toBe(200);
    expect((await device.send("DELETE", "/users/second-factor/totp")).status).toBe(200);
  });
});

test("an address changes once the new one is proved; the old one hears of it and leads in no more", async () => {
  const [device, before, after, taken] = [browser(), email(), email(), email()];
  await signedUp(parts, device, before);
  await signedUp(parts, browser(), taken);
  now += 11 * MINUTE;
  expect((await device.send("PUT", "/users/email", { email: after })).status).toBe(403);
  await device.post("/users/prove", { method: "password", password: GOOD_PASSWORD });
  const answers = [await device.send("PUT", "/users/email", { email: taken }), await device.send("PUT", "/users/email", { email: after })];
  expect(answers.map(told)).toEqual([told(answers[0]!), told(answers[0]!)]);
  expect((await letters(parts)).filter(({ to, letter }) => to === taken && letter.name === "confirm-new-address")).toEqual([]);
  const token = await tokenFor(parts, after, "confirm-new-address");
  expect((await browser().post("/users/login", { email: after, password: GOOD_PASSWORD })).status).toBe(401);
  expect([(await browser().post("/users/email/confirm", { token })).status, (await browser().post("/users/email/confirm", { token })).status]).toEqual([200, 400]);
  expect([(await browser().post("/users/login", { email: before, password: GOOD_PASSWORD })).status, (await browser().post("/users/login", { email: after, password: GOOD_PASSWORD })).status]).toEqual([401, 200]);
  expect((await letters(parts)).filter(({ to }) => to === before).map(({ letter }) => letter.name)).toContain("notification");
});

describe("a role that demands a second factor", () => {
  test("gets a session that can only set one up, and keeps the last one", async () => {
    const address = email();
    await signedUp(parts, browser(), address);
    await parts.storage.main.write((db, { users }) => done(db.update(users).set({ role: "workforceCenter", centerId: "center-1" }).where(eq(users.emailHash, parts.secrets.hash("email-hash", address)))));
    const device = browser();
    const { body } = await device.post("/users/login", { email: address, password: GOOD_PASSWORD });
    expect(body["status"]).toBe("set-up-second-factor");
    for (const path of ["/users/sessions", "/users/me", "/cases", "/changes?since=x.0"]) expect([path, (await device.get(path)).status]).toEqual([path, 403]);
    expect((await device.send("PUT", "/users/password", { current: GOOD_PASSWORD, next: "another barn 4 hay" })).status).toBe(403);
    await device.post("/users/refresh");
    expect((await device.get("/users/sessions")).status).toBe(403);
    const secret = Secret.fromBase32(String((await device.post("/users/second-factor/totp")).body["secret"]));
    expect((await device.post("/users/second-factor/totp/confirm", { code: "000000" })).status).toBe(401);
    const { body: codes } = await device.post("/users/second-factor/totp/confirm", { code: new TOTP({ secret }).generate({ timestamp: now }) });
    expect(codes["recoveryCodes"]).toHaveLength(10);
    expect((await device.get("/users/sessions")).status).toBe(200);
    expect((await device.post("/users/second-factor/totp")).status).toBe(409);
    expect((await device.send("DELETE", "/users/second-factor/totp")).status).toBe(409);
    const other = browser();
    expect((await other.post("/users/login", { email: address, password: GOOD_PASSWORD })).body).toMatchObject({ status: "second-factor", methods: ["totp", "recovery-code"] });
    expect([...other.cookies.keys()]).toEqual([]);
  });
});

test("nothing that names anybody, and no token, is in a log line", async () => {
  const [device, address] = [browser(), "marker.person.zq9@example.org"];
  const id: UserId = await signedUp(parts, device, address, { firstName: "Zq9first", lastName: "Zq9last", password: GOOD_PASSWORD });
  await device.post("/users/login", { email: address, password: "Zq9wrong password" });
  await device.post("/users/password/forgot", { email: address });
  await device.post("/users/refresh");
  await device.post("/users/logout");
  const written = lines();
  expect(written.length).toBeGreaterThan(1_000);
  const stored = await letters(parts);
  const tokens = stored.filter(({ to }) => to === address).flatMap(({ letter }) => ("token" in letter ? [letter.token] : []));
  for (const secret of [address, "zq9", "Zq9", GOOD_PASSWORD, id, "Android", ...tokens, ...device.cookies.values()]) expect([secret, written.includes(secret)]).toEqual([secret, false]);
});
