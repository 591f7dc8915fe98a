import { createServer } from "node:http";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { listen, type Listening } from "../../server/src/http/listen.ts";
import { done } from "../../server/src/storage/engine.ts";
import { GOOD_PASSWORD, signedUp } from "../../server/src/testing/accounts.ts";
import { testApp } from "../../server/src/testing/app.ts";
import { testBrowser } from "../../server/src/testing/browser.ts";
import { memoryVault } from "../../server/src/testing/storage.ts";
import { addAuthenticator, makePasskey, sendFrom, usePasskey, type Authenticator } from "./authenticator.ts";
import { forget, openBrowser, type OpenBrowser } from "./browser.ts";
import { freePort } from "./server.ts";

// Passkeys and cookies as a real browser makes and keeps them: its challenge, its origin, its fetch metadata.

const parts = await memoryVault(Date.now);
let origin = "";
let app: ReturnType<typeof testApp>;
let server: Listening["server"];
let browser: OpenBrowser;
let authenticator: Authenticator;
let people = 0;
/** What reached the server. */
const seen: { readonly path: string; readonly site: string | null; readonly signedIn: boolean; readonly status: number }[] = [];

beforeAll(async () => {
  const port = await freePort();
  origin = `http://localhost:${port}`;
  app = testApp({ ...parts, now: Date.now, publicOrigin: origin });
  const noted = async (request: Request): Promise<Response> => {
    const answer = await app.fetch(request);
    const { headers } = request;
    seen.push({ path: new URL(request.url).pathname, site: headers.get("Sec-Fetch-Site"), signedIn: (headers.get("Cookie") ?? "").includes("__Host-sid="), status: answer.status });
    return answer;
  };
  const listening = await listen(noted, port, "127.0.0.1");
  if (!listening.ok) throw new Error(listening.error);
  server = listening.value.server;
  browser = await openBrowser();
  await browser.page.goto(origin);
  authenticator = await addAuthenticator(browser.page);
});
afterAll(async () => {
  await browser.close();
  forget(browser.profile);
  server.closeAllConnections();
  server.close();
});
beforeEach(async () => {
  await browser.context.clearCookies();
  await authenticator.verifyUser(true);
  // Without focus a page may not ask for passkeys.
  await browser.page.bringToFront();
});

const send = (method: string, path: string, body?: unknown) => sendFrom(browser.page, method, path, body);
const post = (path: string, body?: unknown) => send("POST", path, body);

/** Somebody with an account, signed in by the real browser's own requests. */
async function someone(role: "user" | "admin" = "user") {
  const email = `key${String(++people)}@example.org`;
  const id = await signedUp(parts, testBrowser(app, { "Sec-Fetch-Site": "same-origin" }), email);
  await parts.storage.main.write((db, { users }) => done(db.update(users).set({ role }).where(eq(users.id, id))));
  const { body } = await post("/users/login", { email, password: GOOD_PASSWORD });
  return { email, id, status: body["status"] };
}

async function addPasskey(name: string) {
  const response = await makePasskey(browser.page, (await post("/users/passkeys/options")).body);
  return { response, answer: await post("/users/passkeys", { name, response }) };
}

test("the cookies of a session are kept by the browser and hidden from scripts", async () => {
  await someone();
  const kept = await browser.context.cookies(origin);
  expect(kept.map(({ name, httpOnly, secure, sameSite, path }) => [name, httpOnly, secure, sameSite, path]).sort()).toEqual([
    ["__Host-did", true, true, "Lax", "/"], ["__Host-rid", true, true, "Strict", "/"], ["__Host-sid", true, true, "Lax", "/"],
  ]);
  expect(await browser.page.evaluate(() => document.cookie)).toBe("");
  expect((await post("/users/refresh")).status).toBe(200);
  expect((await send("GET", "/users/me/account")).status).toBe(200);
});

test("a page of the same site but another origin, to which the cookies go along, gets nothing done with them", async () => {
  await someone();
  const other = await browser.context.newPage();
  const port = await freePort();
  const elsewhere = createServer((_, answer) => void answer.setHeader("Content-Type", "text/html").end("<!doctype html><title>other</title>"));
  await new Promise<void>((resolve) => void elsewhere.listen(port, "127.0.0.1", resolve));
  await other.goto(`http://localhost:${port}/`);
  seen.length = 0;
  await other.evaluate((target) => fetch(`${target}/api/v1/users/logout`, { method: "POST", mode: "no-cors", credentials: "include", body: "{}" }).then(() => undefined, () => undefined), origin);
  expect(seen).toEqual([{ path: "/api/v1/users/logout", site: "same-site", signedIn: true, status: 403 }]);
  const withHeader = other.evaluate((target) => fetch(`${target}/api/v1/users/logout`, { method: "POST", credentials: "include", headers: { "X-PK": "1" } }).then(() => "went through", () => "failed"), origin);
  expect(await withHeader).toBe("failed");
  await other.close();
  elsewhere.closeAllConnections();
  elsewhere.close();
  expect((await send("GET", "/users/me/account")).status).toBe(200);
});

test("staff set up a passkey, and use it as a second factor and alone", async () => {
  const { email, status } = await someone("admin");
  expect(status).toBe("set-up-second-factor");
  expect((await send("GET", "/users/sessions")).status).toBe(403);
  const { response, answer } = await addPasskey("Work phone");
  expect([answer.status, (answer.body["recoveryCodes"] as string[]).length]).toEqual([200, 10]);
  expect((await send("GET", "/users/sessions")).status).toBe(200);
  expect((await post("/users/passkeys", { name: "again", response })).status).toBe(401);
  expect((await send("GET", "/users/passkeys")).body["passkeys"]).toMatchObject([{ name: "Work phone", lastUsedAt: null }]);
  await post("/users/logout");

  const { body } = await post("/users/login", { email, password: GOOD_PASSWORD });
  expect(body).toMatchObject({ status: "second-factor", methods: ["passkey", "recovery-code"] });
  const ticket = body["ticket"];
  const proof = { method: "passkey", response: await usePasskey(browser.page, (await post("/users/second-factor/passkey/options", { ticket })).body) };
  expect((await post("/users/second-factor", { ticket, proof })).body["status"]).toBe("signed-in");
  expect((await post("/users/second-factor", { ticket, proof })).status).toBe(400);
  await post("/users/logout");

  const alone = await usePasskey(browser.page, (await post("/users/passkeys/sign-in/options")).body);
  expect((await post("/users/passkeys/sign-in", { response: alone })).body).toMatchObject({ status: "signed-in", account: { email } });
  await post("/users/logout");
  expect((await post("/users/passkeys/sign-in", { response: alone })).status).toBe(401);
});

test("alone, a passkey counts only if its device asked who is there", async () => {
  await someone();
  await addPasskey("Phone");
  await post("/users/logout");
  await authenticator.verifyUser(false);
  const { body } = await post("/users/passkeys/sign-in/options");
  const refused = await usePasskey(browser.page, body).then(() => "answered", () => "refused");
  expect(refused).toBe("refused");
  // A browser that was told to be content with less is not let in either.
  const lax = await usePasskey(browser.page, { ...body, userVerification: "discouraged" });
  expect((await post("/users/passkeys/sign-in", { response: lax })).status).toBe(401);
});

test("one person's challenge is not answered with another's passkey", async () => {
  const owner = await someone();
  await addPasskey("Phone");
  await post("/users/logout");
  const other = await someone();
  await addPasskey("Phone");
  const mine = await usePasskey(browser.page, (await post("/users/prove/passkey/options")).body);
  await post("/users/logout");
  const { body } = await post("/users/login", { email: owner.email, password: GOOD_PASSWORD });
  expect((await post("/users/second-factor", { ticket: body["ticket"], proof: { method: "passkey", response: mine } })).status).toBe(401);
  const again = await post("/users/login", { email: other.email, password: GOOD_PASSWORD });
  expect(again.body["status"]).toBe("second-factor");
});

test("a passkey proves again who is there, and can be taken away", async () => {
  const { id } = await someone();
  await addPasskey("Phone");
  await parts.storage.main.write((db, { sessions }) => done(db.update(sessions).set({ provedAt: new Date(Date.now() - 11 * 60_000).toISOString() }).where(eq(sessions.userId, id))));
  const [passkey] = (await send("GET", "/users/passkeys")).body["passkeys"] as { id: string }[];
  expect((await send("DELETE", `/users/passkeys/${passkey!.id}`)).status).toBe(403);
  const response = await usePasskey(browser.page, (await post("/users/prove/passkey/options")).body);
  expect((await post("/users/prove", { method: "passkey", response })).status).toBe(200);
  expect((await send("DELETE", `/users/passkeys/${passkey!.id}`)).status).toBe(200);
  expect((await send("GET", "/users/me/account")).body["secondFactors"]).toEqual([]);
});
