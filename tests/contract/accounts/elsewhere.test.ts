import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Provider } from "../../../server/src/people/elsewhere/providers.ts";
import { readProviders } from "../../../server/src/people/elsewhere/providers.ts";
import { done } from "../../../server/src/storage/engine.ts";
import { GOOD_PASSWORD, securityNotes, signedUp } from "../../../server/src/testing/accounts.ts";
import { testApp } from "../../../server/src/testing/app.ts";
import { testBrowser, type TestBrowser } from "../../../server/src/testing/browser.ts";
import { memoryVault } from "../../../server/src/testing/storage.ts";
import { freePort } from "../../e2e/server.ts";

// Sign-in elsewhere against a real provider on this machine. Tokens carry real times, so the clock here is the real one.

const ORIGIN = "http://localhost";
const parts = await memoryVault(Date.now);
let process_: ChildProcess;
let app: ReturnType<typeof testApp>;
let people = 0;
const newName = (prefix = "pat") => `${prefix}${String(++people)}`;

beforeAll(async () => {
  const port = await freePort();
  process_ = spawn(process.execPath, [join(import.meta.dirname, "provider.mjs"), String(port), `${ORIGIN}/api/v1/users/oidc/works/callback`], { stdio: ["ignore", "pipe", "ignore"] });
  await once(process_.stdout!, "data");
  const read = readProviders({ OIDC_WORKS_ISSUER: `http://127.0.0.1:${port}`, OIDC_WORKS_CLIENT_ID: "pathwayks", OIDC_WORKS_CLIENT_SECRET: "only-for-tests" });
  if (!read.ok) throw new Error(read.error);
  const providers: readonly Provider[] = read.value;
  app = testApp({ ...parts, now: Date.now, publicOrigin: ORIGIN, providers });
});
afterAll(() => void process_.kill());

/** Walks through the provider's pages as NAME and gives the address it sends the browser back to. */
async function signInThere(url: string, name: string): Promise<URL> {
  const cookies = new Map<string, string>();
  let next: { url: string; form?: Record<string, string> } = { url };
  for (let step = 0; step < 20; step++) {
    const answer: Response = await fetch(next.url, {
      redirect: "manual",
      headers: { Cookie: [...cookies].map(([key, value]) => `${key}=${value}`).join("; ") },
      ...(next.form ? { method: "POST", body: new URLSearchParams(next.form) } : {}),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, key = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(key, value);
    }
    const location = answer.headers.get("location");
    if (location !== null) {
      const target = new URL(location, next.url);
      if (target.origin === ORIGIN) return target;
      next = { url: target.href };
      continue;
    }
    const page = await answer.text();
    const action = /action="([^"]+)"/.exec(page)?.[1] ?? "";
    const prompt = /name="prompt" value="([^"]+)"/.exec(page)?.[1] ?? "";
    next = { url: new URL(action, next.url).href, form: { prompt, login: name, password: "any" } };
  }
  throw new Error("the provider never sent the browser back");
}

const start = async (browser: TestBrowser) => String((await browser.post("/users/oidc/works/start")).body["url"]);

/** Brings the browser back to us; gives the page it is sent on to. */
async function comeBack(browser: TestBrowser, back: URL): Promise<string> {
  const answer = await app.request(`${back.pathname}${back.search}`, { headers: { Cookie: [...browser.cookies].map(([key, value]) => `${key}=${value}`).join("; "), "Sec-Fetch-Site": "cross-site" } });
  for (const line of answer.headers.getSetCookie()) {
    const [, key = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (/max-age=0/i.test(line)) browser.cookies.delete(key);
    else browser.cookies.set(key, value);
  }
  expect(answer.status).toBe(303);
  return answer.headers.get("location") ?? "";
}
const visit = async (browser: TestBrowser, name: string) => comeBack(browser, await signInThere(await start(browser), name));
const ticketIn = (place: string) => place.split("#")[1] ?? "";
const person = { firstName: "Pat", lastName: "Sample", dateOfBirth: "1990-04-01", language: "en", termsVersion: "1" };

test("a stranger whose address the provider vouches for makes an account, and is let in the next time", async () => {
  const [browser, name] = [testBrowser(app), newName()];
  expect((await browser.get("/users/oidc")).body).toEqual({ providers: [{ id: "works", name: "Works" }] });
  const place = await visit(browser, name);
  expect(place).toMatch(/^\/account\/register#[A-Za-z0-9_-]{43}$/);
  const { body, status } = await browser.post("/users/oidc/register", { ...person, ticket: ticketIn(place) });
  expect([status, body]).toEqual([200, expect.objectContaining({ status: "signed-in", account: expect.objectContaining({ email: `${name}@example.org`, emailVerified: true }) as unknown }) as unknown]);
  expect((await browser.post("/users/oidc/register", { ...person, ticket: ticketIn(place) })).status).toBe(400);
  const other = testBrowser(app);
  expect(await visit(other, name)).toBe("/account/signed-in");
  expect((await other.get("/users/me/account")).body["email"]).toBe(`${name}@example.org`);
  // There is no password that could be guessed.
  expect((await testBrowser(app).post("/users/login", { email: `${name}@example.org`, password: GOOD_PASSWORD })).status).toBe(401);
});

test("an account that is there already is never handed over: its owner signs in to it and links the two", async () => {
  const [owner, name] = [testBrowser(app), newName()];
  const id = await signedUp(parts, owner, `${name}@example.org`);
  const browser = testBrowser(app);
  const place = await visit(browser, name);
  expect(place).toMatch(/^\/account\/link#/);
  expect(browser.cookies.has("__Host-sid")).toBe(false);
  expect((await browser.post("/users/oidc/link", { ticket: ticketIn(place) })).status).toBe(401);
  expect((await browser.post("/users/oidc/register", { ...person, ticket: ticketIn(place) })).status).toBe(400);
  expect(await visit(testBrowser(app), name)).toMatch(/^\/account\/link#/);

  const stranger = testBrowser(app);
  await signedUp(parts, stranger, `${newName()}@example.org`);
  expect((await stranger.post("/users/oidc/link", { ticket: ticketIn(place) })).status).toBe(400);

  await parts.storage.main.write((db, { sessions }) => done(db.update(sessions).set({ provedAt: new Date(Date.now() - 11 * 60_000).toISOString() }).where(eq(sessions.userId, id))));
  expect((await owner.post("/users/oidc/link", { ticket: ticketIn(place) })).status).toBe(403);
  await owner.post("/users/prove", { method: "password", password: GOOD_PASSWORD });
  expect((await owner.post("/users/oidc/link", { ticket: ticketIn(place) })).status).toBe(200);
  expect(await securityNotes(parts)).toContain("sign-in-linked");
  const later = testBrowser(app);
  expect(await visit(later, name)).toBe("/account/signed-in");
  expect((await later.get("/users/me/account")).body["id"]).toBe(id);
});

test("an address that the provider does not vouch for leads nowhere", async () => {
  const name = newName("unverified");
  await signedUp(parts, testBrowser(app), `${name}@example.org`);
  const browser = testBrowser(app);
  expect(await visit(browser, name)).toBe("/account/sign-in#elsewhere-no-address");
  expect(browser.cookies.has("__Host-sid")).toBe(false);
});

test("what comes back counts once, unaltered, in the browser that began it", async () => {
  const failed = "/account/sign-in#elsewhere-failed";
  const browser = testBrowser(app);
  const back = await signInThere(await start(browser), newName());
  expect(await comeBack(testBrowser(app), back)).toBe(failed);
  const other = testBrowser(app);
  await start(other);
  expect(await comeBack(other, back)).toBe(failed);
  const kept = new Map(browser.cookies);
  expect(await comeBack(browser, back)).toMatch(/^\/account\/register#/);
  expect(await comeBack(testBrowser(app, {}, kept), back)).toBe(failed);
  for (const alter of [(url: URL) => url.searchParams.set("state", "x"), (url: URL) => url.searchParams.set("code", "x"), (url: URL) => url.searchParams.set("iss", "https://evil.example"), (url: URL) => { url.search = "?error=access_denied"; }]) {
    const one = testBrowser(app);
    const altered = await signInThere(await start(one), newName());
    alter(altered);
    expect(await comeBack(one, altered)).toBe(failed);
    expect(one.cookies.has("__Host-sid")).toBe(false);
  }
});

test("a second factor is asked for after a sign-in elsewhere too", async () => {
  const [browser, name] = [testBrowser(app), newName()];
  const place = await visit(browser, name);
  const { body } = await browser.post("/users/oidc/register", { ...person, ticket: ticketIn(place) });
  const { id } = body["account"] as { id: string };
  await parts.storage.main.write((db, { passkeys }) => done(db.insert(passkeys).values({ credentialId: "k", userId: id, publicKey: "", counter: 0, transports: "", name: "", createdAt: "t" })));
  const other = testBrowser(app);
  expect(await visit(other, name)).toMatch(/^\/account\/second-factor#[A-Za-z0-9_-]{43}\.passkey$/);
  expect(other.cookies.has("__Host-sid")).toBe(false);
});

test("a provider that is not there, or not known, is said so", async () => {
  const nowhere = readProviders({ OIDC_GONE_ISSUER: `http://127.0.0.1:${await freePort()}`, OIDC_GONE_CLIENT_ID: "a", OIDC_GONE_CLIENT_SECRET: "b" });
  const browser = testBrowser(testApp({ ...parts, now: Date.now, providers: nowhere.ok ? nowhere.value : [] }));
  expect([(await browser.post("/users/oidc/gone/start")).status, (await browser.post("/users/oidc/works/start")).status]).toEqual([503, 404]);
});

test("settings that cannot work are refused at the start", () => {
  const whole = { OIDC_X_ISSUER: "https://id.example", OIDC_X_CLIENT_ID: "a", OIDC_X_CLIENT_SECRET: "b" };
  expect(readProviders({ ...whole, OIDC_X_NAME: "My state" })).toMatchObject({ ok: true, value: [{ id: "x", name: "My state" }] });
  for (const wrong of [{ ...whole, OIDC_X_ISSUER: "http://id.example" }, { ...whole, OIDC_X_ISSUER: "nonsense" }, { OIDC_X_ISSUER: "https://id.example" }, { OIDC_X_NAME: "only" }])
    expect(readProviders(wrong).ok).toBe(false);
});
