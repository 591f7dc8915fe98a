import { TOTP } from "otpauth";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Locator, Page } from "playwright-core";
import { forget, openBrowser } from "./browser.ts";
import { go, letterLink, PASSWORD, someone } from "./people.ts";
import { openPublished } from "./published.ts";
import { startServer, type RunningServer } from "./server.ts";
import { wordsOf } from "./words.ts";

// An account, a second factor, a decision that is sent, its receipt and the way out again, without a mouse: Tab, arrows,
// Space, Enter and letters. Whatever is pressed must be reached by Tab, and be seen to have the focus.

const say = wordsOf("en");
const account = (key: string): string => say(`account:${key}`);
let server: RunningServer;

beforeAll(async () => {
  server = await startServer({ env: { MAIL_TO_FILES: "1" } });
});
afterAll(() => server.kill());

/** More stops than any screen has. */
const MOST_STOPS = 80;

const hasFocus = (target: Locator): Promise<boolean> => target.evaluate((element) => element === document.activeElement);

/** A ring, or the border of whoever shows the focus for a control that is not drawn. */
const isSeen = (target: Locator): Promise<boolean> =>
  target.evaluate((element) => [element, element.closest("label")].some((one) => one !== null && getComputedStyle(one).outlineStyle !== "none"));

async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor({ state: "attached" });
  for (let stops = 0; stops < MOST_STOPS; stops++) {
    if (await hasFocus(target)) {
      expect(await isSeen(target)).toBe(true);
      return;
    }
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab never came to ${target.toString()}`);
}

const button = (page: Page, name: string): Locator => page.getByRole("button", { name, exact: true });
const link = (page: Page, name: string): Locator => page.getByRole("link", { name, exact: true });

async function press(page: Page, target: Locator, key = "Enter"): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press(key);
}

async function type(page: Page, label: string, text: string): Promise<void> {
  // A choice of ways has the same name as the field that it opens, and stands before it.
  await tabTo(page, page.getByLabel(label, { exact: true }).last());
  await page.keyboard.type(text);
}

/** What was pressed may be gone; the focus never is. */
const notLost = (page: Page): Promise<void> => expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).not.toBe("BODY");

async function signUp(page: Page, email: string): Promise<void> {
  await go(page, `${server.url}/account/sign-up`);
  await type(page, account("firstName"), "Ana");
  await type(page, account("lastName"), "Ruiz");
  await type(page, account("dateOfBirth"), "05121990");
  await type(page, account("email"), email);
  await type(page, account("password"), PASSWORD);
  await page.keyboard.press("Enter");
  await page.getByText(account("mail.title")).waitFor();
  await notLost(page);
  await go(page, server.url + (await letterLink(server, email, "/account/verify")));
  await page.getByText(account("verify.done")).waitFor();
}

async function givePassword(page: Page, email: string): Promise<void> {
  await press(page, link(page, account("sign-in")));
  await page.waitForURL("**/account/sign-in");
  await type(page, account("email"), email);
  await type(page, account("password"), PASSWORD);
  await page.keyboard.press("Enter");
}

/** Sets up an authenticator app; gives one of the recovery codes. */
async function addSecondFactor(page: Page): Promise<string> {
  await press(page, page.locator("nav").getByRole("link", { name: say("common:nav.me"), exact: true }));
  await press(page, page.getByRole("main").getByRole("link", { name: account("title"), exact: true }));
  await press(page, link(page, account("security")));
  await press(page, button(page, account("set-up")));
  const secret = (await page.locator("code").first().textContent()) ?? "";
  await notLost(page);
  await type(page, account("factor.totp"), new TOTP({ secret }).generate());
  await page.keyboard.press("Enter");
  await page.getByText(account("codes.once")).waitFor();
  const code = (await page.locator("li code").first().textContent()) ?? "";
  await press(page, button(page, account("codes.done")));
  await notLost(page);
  return code;
}

async function signOut(page: Page): Promise<void> {
  await press(page, button(page, account("sign-out")));
  await press(page, button(page, account("sign-out.yes")));
  await page.getByText(account("why")).first().waitFor();
  await notLost(page);
}

async function signInWith(page: Page, email: string, code: string): Promise<void> {
  await givePassword(page, email);
  await page.getByText(account("factor.text")).waitFor();
  await notLost(page);
  await tabTo(page, page.getByRole("radio", { checked: true }));
  await page.keyboard.press("ArrowRight");
  await type(page, account("factor.recovery-code"), code);
  await page.keyboard.press("Enter");
  await page.waitForURL("**/plan");
}

/** From a program's page through its form to the receipt. */
async function enroll(page: Page, program: string): Promise<void> {
  await go(page, `${server.url}/programs/${program}`);
  await press(page, link(page, say("plan:kind.enrollment")).first());
  await page.waitForURL("**/enroll/*");
  await press(page, button(page, say("plan:form.check")));
  await page.getByText(say("plan:form.error.name")).first().waitFor();
  await expect.poll(() => hasFocus(page.getByLabel(say("plan:field.firstName"), { exact: true }))).toBe(true);
  await page.keyboard.type("Ana");
  await type(page, say("plan:field.lastName"), "Ruiz");
  await type(page, say("plan:field.phone"), "316-555-0100");
  await press(page, button(page, say("plan:form.check")));
  await page.getByRole("checkbox").waitFor();
  await notLost(page);
  await press(page, page.getByRole("checkbox"), "Space");
  await press(page, button(page, say("plan:form.send")));
  await page.waitForURL("**/plan/*");
  await page.getByText(/PK-/).first().waitFor({ timeout: 30_000 });
}

test("from a new account to a receipt and out again without a mouse", async () => {
  const { email } = someone("keys");
  const { view } = openPublished(server.dataDir);
  const browser = await openBrowser({ width: 1280 });
  const { page } = browser;
  await page.goto(server.url);
  await page.locator(".strip summary").waitFor();
  await signUp(page, email);
  await givePassword(page, email);
  await page.waitForURL("**/plan");
  const code = await addSecondFactor(page);
  await press(page, page.getByRole("main").getByRole("link", { name: account("title"), exact: true }));
  await signOut(page);
  await signInWith(page, email, code);
  await enroll(page, String(view.programs.id.get(0)));
  await press(page, page.getByRole("main").getByRole("link", { name: say("plan:title") }));
  await page.locator(".receipt").first().waitFor();
  await press(page, page.getByRole("main").getByRole("link", { name: account("title"), exact: true }));
  await signOut(page);
  expect(browser.noise.filter((line) => !/status of 40[01]/.test(line))).toEqual([]);
  await browser.close();
  forget(browser.profile);
}, 300_000);
