import { readFileSync } from "node:fs";
import Database from "better-sqlite3";
import { TOTP } from "otpauth";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { Download, Page } from "playwright-core";
import { mainPath } from "../../server/src/storage/open.ts";
import { violations } from "./axe.ts";
import { addAuthenticator } from "./authenticator.ts";
import { forget, openBrowser, shot, type OpenBrowser } from "./browser.ts";
import { givePassword, go as visit, letterLink, PASSWORD, signIn, signUp, someone, type Someone } from "./people.ts";
import { openPublished } from "./published.ts";
import { startServer, type RunningServer } from "./server.ts";
import { wordsOf } from "./words.ts";

// What people do about their account, through its screens: another address, a passkey, everything taken along, everything
// deleted on all devices, and a parent's yes or no.

const say = wordsOf("en");
const words = (key: string, values?: Record<string, string>): string => say(`account:${key}`, values);
let server: RunningServer;
const open: OpenBrowser[] = [];

beforeAll(async () => {
  server = await startServer({ env: { MAIL_TO_FILES: "1" } });
});
afterAll(() => server.kill());
afterEach(async () => {
  for (const { context, profile, noise } of open.splice(0)) {
    await context.close();
    forget(profile);
    // The browser itself writes down each answer that is no success.
    expect(noise.filter((line) => !/ERR_INTERNET_DISCONNECTED|status of 40[0134]/.test(line))).toEqual([]);
  }
});

async function aBrowser(): Promise<Page> {
  open.push(await openBrowser());
  return open.at(-1)!.page;
}
const go = (page: Page, path: string): Promise<void> => visit(page, server.url + path);
const press = (page: Page, name: string): Promise<void> => page.getByRole("button", { name, exact: true }).click();

async function signedIn(who: Someone): Promise<Page> {
  const page = await aBrowser();
  await signUp(page, server, say, who);
  await signIn(page, server, say, who.email);
  return page;
}

async function signOut(page: Page): Promise<void> {
  await go(page, "/account");
  await press(page, words("sign-out"));
  await press(page, words("sign-out.yes"));
  await page.getByText(words("why")).waitFor();
}

test("another address counts once its letter is answered, and until then the old one does", async () => {
  const ana = someone("old");
  const page = await signedIn(ana);
  const wanted = ana.email.replace("old", "new");
  await go(page, "/me/security");
  await page.getByLabel(words("email.new")).fill("nonsense");
  await press(page, words("email.change"));
  await page.getByText(words("bad.email")).waitFor();
  await page.getByLabel(words("email.new")).fill(wanted);
  await press(page, words("email.change"));
  await page.getByText(words("email.sent", { email: wanted })).waitFor();
  const other = await aBrowser();
  await signIn(other, server, say, ana.email);
  await go(page, await letterLink(server, wanted, "/account/address"));
  await page.getByText(words("email.changed")).waitFor();
  await page.getByRole("link", { name: words("go-on") }).click();
  await page.getByText(wanted, { exact: true }).waitFor();
  await signOut(other);
  await go(other, "/account/sign-in");
  await givePassword(other, say, ana.email);
  await other.getByText(words("fault.wrong")).waitFor();
  await signIn(other, server, say, wanted);
});

test("a passkey is added, lets its owner in without a password, and is taken away; without one it says so", async () => {
  const page = await signedIn(someone("key"));
  const authenticator = await addAuthenticator(page);
  await go(page, "/me/security");
  await press(page, words("passkeys.add"));
  await page.getByText(words("codes.once")).waitFor();
  expect(await page.locator("li code").count()).toBe(10);
  await press(page, words("codes.done"));
  await page.getByRole("button", { name: words("take-away") }).waitFor();
  await shot(page, "security-passkey");
  await signOut(page);
  await go(page, "/account/sign-in");
  await press(page, words("passkey.use"));
  await page.waitForURL("**/plan");
  await go(page, "/me/security");
  await page.getByRole("button", { name: words("take-away") }).click();
  await page.getByRole("button", { name: words("take-away") }).waitFor({ state: "detached" });
  await authenticator.verifyUser(false);
  await press(page, words("passkeys.add"));
  await page.getByText(words("fault.no-key")).waitFor();
});

/** As if whoever is signed in had proved a password eleven minutes ago. */
function letProofAge(): void {
  const db = new Database(mainPath(server.dataDir));
  db.prepare("update sessions set proved_at = ?").run(new Date(Date.now() - 11 * 60_000).toISOString());
  db.close();
}

test("everything can be taken along, after a fresh proof, as two files", async () => {
  const ana = someone("take");
  const page = await signedIn(ana);
  letProofAge();
  await go(page, "/me/data");
  await press(page, words("export"));
  await page.getByText(words("prove.text")).waitFor();
  await page.getByRole("dialog").getByLabel(words("factor.password")).fill(`${PASSWORD}!`);
  await page.getByRole("dialog").getByRole("button", { name: words("go-on") }).click();
  await page.getByText(words("fault.wrong")).waitFor();
  const files: Download[] = [];
  page.on("download", (file) => files.push(file));
  await page.getByRole("dialog").getByLabel(words("factor.password")).fill(PASSWORD);
  await page.getByRole("dialog").getByRole("button", { name: words("go-on") }).click();
  await expect.poll(() => files.length, { timeout: 10_000 }).toBe(2);
  const texts = await Promise.all(files.map(async (file) => [file.suggestedFilename().replace(/\d{4}-\d\d-\d\d/, ""), readFileSync(await file.path(), "utf8")] as const));
  expect(texts.map(([name]) => name).sort()).toEqual(["pathwayks-account-.html", "pathwayks-account-.json"]);
  for (const [, text] of texts) expect(text).toContain(ana.email);
});

test("an account that is deleted goes from every device at its next contact, and each says so until it was read", async () => {
  const ana = someone("gone");
  const page = await signedIn(ana);
  const other = await aBrowser();
  await signIn(other, server, say, ana.email);
  const { view } = openPublished(server.dataDir);
  await go(other, `/enroll/${view.programs.id.get(0)}`);
  await other.getByLabel(say("plan:form.message")).fill("Only half written");
  await other.getByText(say("plan:form.saved")).waitFor();

  await go(page, "/me/data");
  await press(page, words("erase"));
  await press(page, words("erase.yes"));
  await page.getByText(say("common:band.erased.title")).waitFor();
  await shot(page, "account-deleted");
  await go(page, "/account");
  await page.getByText(words("why")).waitFor();

  await go(other, "/plan");
  await other.getByText(say("common:band.erased.title")).waitFor();
  await other.reload();
  await other.getByText(say("common:band.erased.text")).waitFor();
  await go(other, `/enroll/${view.programs.id.get(0)}`);
  await expect.poll(() => other.getByLabel(say("plan:form.message")).inputValue()).toBe("");
  await press(other, say("common:band.erased.ok"));
  await other.getByText(say("common:band.erased.title")).waitFor({ state: "detached" });
  await go(other, "/account");
  await other.getByText(words("why")).waitFor();
  expect(await other.getByText(say("common:band.erased.title")).count()).toBe(0);
  await go(other, "/account/sign-in");
  await givePassword(other, say, ana.email);
  await other.getByText(words("fault.wrong")).waitFor();
});

test.each([["agree", "agreed"], ["refuse", "refused"]] as const)("a parent's %s is asked for, given without an account, and shown to the young person", async (answer, state) => {
  const young = { ...someone(answer), dateOfBirth: `${new Date().getFullYear() - 16}-01-02` };
  const parent = `parent.${young.email}`;
  const page = await aBrowser();
  await signUp(page, server, say, young, parent);
  await signIn(page, server, say, young.email);
  await go(page, "/account");
  await page.getByText(words("young.pending")).waitFor();

  const theirs = await aBrowser();
  const link = await letterLink(server, parent, "/guardian");
  await go(theirs, link);
  expect(new URL(theirs.url()).hash).toBe("");
  await theirs.getByText(words("guardian.text")).waitFor();
  await press(theirs, words(`guardian.${answer}`));
  await theirs.getByText(words(`guardian.${state}`)).waitFor();
  await page.reload();
  await page.getByText(words(`young.${state}`)).waitFor();
  // The link counts once.
  const later = await aBrowser();
  await go(later, link);
  await press(later, words(`guardian.${answer}`));
  await later.getByText(words("fault.used")).waitFor();
  if (state === "refused") return;
  // A yes is followed by a letter that takes it back.
  const back = await aBrowser();
  await go(back, await letterLink(server, parent, "/guardian", link));
  await press(back, words("guardian.refuse"));
  await back.getByText(words("guardian.refused")).waitFor();
  await page.reload();
  await page.getByText(words("young.refused")).waitFor();
});

test.each([{ language: "en", dark: false, width: 390 }, { language: "es", dark: true, width: 320 }] as const)("axe finds nothing behind a sign-in: $language, $width px", async ({ language, dark, width }) => {
  const spoken = wordsOf(language);
  const browser = await openBrowser({ language, dark, width });
  open.push(browser);
  const { page } = browser;
  const ana = someone(`axe-${language}`);
  await signUp(page, server, spoken, ana);
  await signIn(page, server, spoken, ana.email);
  const found: string[] = [];
  for (const path of ["/account", "/me/seen", "/me/data", "/plan"]) {
    await go(page, path);
    found.push(...(await violations(browser)));
  }
  await go(page, "/notifications");
  await page.getByText(spoken("account:switches")).click();
  await page.getByText(spoken("account:switches.fixed")).waitFor();
  found.push(...(await violations(browser)));
  await go(page, "/me/security");
  await press(page, spoken("account:set-up"));
  await page.locator("code").waitFor();
  await page.getByLabel(spoken("account:factor.totp")).fill("000000");
  await press(page, spoken("account:totp.confirm"));
  await page.getByText(spoken("account:fault.wrong")).waitFor();
  found.push(...(await violations(browser)));
  await page.getByLabel(spoken("account:factor.totp")).fill(new TOTP({ secret: (await page.locator("code").textContent()) ?? "" }).generate());
  await press(page, spoken("account:totp.confirm"));
  await page.getByText(spoken("account:codes.once")).waitFor();
  found.push(...(await violations(browser)));
  letProofAge();
  await press(page, spoken("account:codes.new"));
  await page.getByText(spoken("account:prove.text")).waitFor();
  found.push(...(await violations(browser)));
  expect(found).toEqual([]);
});
