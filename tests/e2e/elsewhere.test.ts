import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { TOTP } from "otpauth";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { sendFrom } from "./authenticator.ts";
import { forget, openBrowser, shot, type OpenBrowser } from "./browser.ts";
import { givePassword, go, signUp, someone } from "./people.ts";
import { freePort, root, startServer, type RunningServer } from "./server.ts";
import { wordsOf } from "./words.ts";

// Signing in with an account elsewhere, through the screens: the real app and server, and a real provider on this machine,
// which is another site for the browser. Whoever signs in there as NAME has the address NAME@example.org.

const say = wordsOf("en");
let server: RunningServer;
let provider: ChildProcess;
const open: OpenBrowser[] = [];

beforeAll(async () => {
  const [port, providersPort] = [await freePort(), await freePort()];
  provider = spawn(process.execPath, [join(root, "tests/contract/accounts/provider.mjs"), String(providersPort), `http://localhost:${port}/api/v1/users/oidc/works/callback`], { stdio: ["ignore", "pipe", "ignore"] });
  await once(provider.stdout!, "data");
  const known = { OIDC_WORKS_ISSUER: `http://127.0.0.1:${providersPort}`, OIDC_WORKS_CLIENT_ID: "pathwayks", OIDC_WORKS_CLIENT_SECRET: "only-for-tests" };
  server = await startServer({ port, env: { MAIL_TO_FILES: "1", ...known } });
});
afterAll(async () => {
  provider.kill();
  await server.kill();
});
afterEach(async () => {
  for (const { context, profile, noise } of open.splice(0)) {
    // The provider's own pages want a font from far away.
    const ours = noise.filter((line) => line.includes(server.url) && !/status of 40[01]/.test(line));
    await context.close();
    forget(profile);
    expect(ours).toEqual([]);
  }
});

async function aBrowser(): Promise<Page> {
  const browser = await openBrowser();
  open.push(browser);
  await browser.context.route("https://fonts.googleapis.com/**", (route) => route.abort());
  return browser.page;
}

const leave = (page: Page) => page.getByRole("button", { name: say("account:elsewhere", { name: "Works" }) }).click();

/** From one of our screens to the provider, and back as NAME. */
async function signInThere(page: Page, name: string, from = "/account/sign-in"): Promise<void> {
  await go(page, server.url + from);
  await leave(page);
  await page.getByPlaceholder("Enter any login").fill(name);
  await page.getByPlaceholder("and password").fill("any");
  await page.getByRole("button", { name: "Sign-in" }).click();
  await page.getByRole("button", { name: "Continue" }).click();
  await page.waitForURL((url) => url.origin === server.url && url.pathname.startsWith("/account/"));
}

/** Nothing of the way back is left, neither in the address nor where the back button leads. */
async function noTrace(page: Page): Promise<void> {
  await expect.poll(() => page.evaluate(() => location.hash + location.search)).toBe("");
  const cdp = await page.context().newCDPSession(page);
  const { entries } = await cdp.send("Page.getNavigationHistory");
  expect(entries.filter(({ url }) => url.startsWith(server.url) && /[#?]/.test(url)).map(({ url }) => url)).toEqual([]);
}

/** Makes an account out of a sign-in elsewhere. */
async function register(page: Page, name: string): Promise<void> {
  await signInThere(page, name, "/account/sign-up");
  await page.getByText(say("account:register.text")).waitFor();
  await noTrace(page);
  await page.getByLabel(say("account:firstName")).fill("Pat");
  await page.getByLabel(say("account:lastName")).fill("Sample");
  await page.getByLabel(say("account:dateOfBirth")).fill("1990-04-01");
  await shot(page, "elsewhere-register");
  await page.getByRole("button", { name: say("account:sign-up.do") }).click();
  await page.waitForURL("**/plan");
}

const isSignedIn = async (page: Page, email: string): Promise<void> => {
  await go(page, `${server.url}/account`);
  await page.locator("main").getByText(email, { exact: true }).waitFor();
};

test("somebody new makes an account without a password, and is let in on another device the next time", async () => {
  const name = `new${Date.now()}`;
  const page = await aBrowser();
  await register(page, name);
  await isSignedIn(page, `${name}@example.org`);
  const other = await aBrowser();
  await signInThere(other, name);
  await other.waitForURL("**/plan");
  await noTrace(other);
  await isSignedIn(other, `${name}@example.org`);
});

test("an account that is there already is joined only after its owner has signed in to it; another one is not", async () => {
  const [ana, eve] = [someone("ana"), someone("eve")];
  const page = await aBrowser();
  await signUp(page, server, say, ana);
  await signUp(page, server, say, eve);
  const name = ana.email.replace("@example.org", "");
  await signInThere(page, name);
  await page.getByText(say("account:link.text")).waitFor();
  await noTrace(page);
  expect(await page.getByRole("button", { name: say("account:elsewhere", { name: "Works" }) }).count()).toBe(0);
  await shot(page, "elsewhere-link");
  await givePassword(page, say, eve.email);
  await page.getByText(say("account:link.other")).waitFor();

  const again = await aBrowser();
  await signInThere(again, name);
  await givePassword(again, say, ana.email);
  await again.getByText(say("account:link.done")).waitFor();
  await again.waitForURL("**/plan");
  const other = await aBrowser();
  await signInThere(other, name);
  await other.waitForURL("**/plan");
  await isSignedIn(other, ana.email);
});

test("a second factor is asked for after a sign-in elsewhere too", async () => {
  const name = `two${Date.now()}`;
  const page = await aBrowser();
  await register(page, name);
  const { secret } = (await sendFrom(page, "POST", "/users/second-factor/totp")).body as { secret: string };
  const { recoveryCodes } = (await sendFrom(page, "POST", "/users/second-factor/totp/confirm", { code: new TOTP({ secret }).generate() })).body as { recoveryCodes: string[] };
  const other = await aBrowser();
  await signInThere(other, name);
  await other.getByText(say("account:factor.text")).waitFor();
  await noTrace(other);
  await other.getByText(say("account:factor.recovery-code")).click();
  await other.getByLabel(say("account:factor.recovery-code"), { exact: true }).last().fill("ABCD-EFGH-JKLM-NPQR");
  await other.getByRole("button", { name: say("account:go-on") }).click();
  await other.getByText(say("account:fault.wrong")).waitFor();
  await other.getByLabel(say("account:factor.recovery-code"), { exact: true }).last().fill(recoveryCodes[0]!);
  await other.getByRole("button", { name: say("account:go-on") }).click();
  await other.waitForURL("**/plan");
  await isSignedIn(other, `${name}@example.org`);
});

test("whom the provider refuses, or does not vouch for, is told so, and nothing else changes", async () => {
  const page = await aBrowser();
  await go(page, `${server.url}/account/sign-in`);
  await leave(page);
  await page.getByText("[ Cancel ]").click();
  await page.getByText(say("account:elsewhere-failed")).waitFor();
  await noTrace(page);
  await shot(page, "elsewhere-failed");
  await signInThere(page, `unverified${Date.now()}`);
  await page.getByText(say("account:elsewhere-no-address")).waitFor();
  await noTrace(page);
  expect((await page.context().cookies(server.url)).some(({ name }) => name === "__Host-sid")).toBe(false);
  // What was said once is not said again.
  await page.getByRole("link", { name: say("account:sign-up") }).click();
  await page.getByRole("link", { name: say("account:sign-up.have") }).click();
  await page.getByText(say("account:sign-in.text")).waitFor();
  expect(await page.getByText(say("account:elsewhere-no-address")).count()).toBe(0);
});

test("ways back that carry nothing, or something that counts no more, end in words and a way on", async () => {
  const page = await aBrowser();
  for (const path of ["/account/link", "/account/register", "/account/second-factor", "/account/second-factor#abc.sms"]) {
    await go(page, server.url + path);
    await page.getByText(say("account:fault.used")).waitFor();
    await page.getByRole("link", { name: say("account:sign-in"), exact: true }).waitFor();
  }
  await go(page, `${server.url}/account/signed-in`);
  await page.getByText(say("account:fault.signed-out")).waitFor();
});

test("without a network no button is in the way", async () => {
  const page = await aBrowser();
  await go(page, `${server.url}/account/sign-in`);
  await page.getByRole("button", { name: say("account:elsewhere", { name: "Works" }) }).waitFor();
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === "activated");
  await page.context().setOffline(true);
  await page.getByRole("button", { name: say("account:elsewhere", { name: "Works" }) }).waitFor({ state: "detached" });
});
