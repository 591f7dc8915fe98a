import { afterAll, beforeAll, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { forget, freshProfile, openBrowser, shot } from "./browser.ts";
import { go as visit } from "./people.ts";
import { openPublished } from "./published.ts";
import { startServer, type RunningServer } from "./server.ts";
import { wordsOf } from "./words.ts";

// The passphrase over what is on the device: what it hides, what outlives it, and the way on for who forgot it.

const say = wordsOf("en");
const PASSPHRASE = "four horses under a plum tree";
/** What a form must give back to the last byte. */
const WORDS = "  Ünïcode ☕ 👩‍🔧 <b>not bold</b>\n\ttwo lines, \"quotes\" \\ and a space at the end ";
const profile = freshProfile();
let server: RunningServer;

beforeAll(async () => {
  server = await startServer({ env: { MAIL_TO_FILES: "1" } });
});
afterAll(async () => {
  await server.kill();
  forget(profile);
});

const go = (page: Page, path: string): Promise<void> => visit(page, server.url + path);
const locked = (page: Page): Promise<void> => page.getByRole("heading", { name: say("lock:title"), exact: true }).waitFor();

async function unlock(page: Page, passphrase = PASSPHRASE): Promise<void> {
  await locked(page);
  await page.getByLabel(say("lock:passphrase")).fill(passphrase);
  await page.getByRole("button", { name: say("lock:unlock") }).click();
}

/** The clock jumps as it does when a device wakes, and somebody touches the screen. */
const comeBackAfter = (page: Page, ms: number): Promise<void> =>
  page.evaluate((later) => {
    const { now } = Date;
    Date.now = () => now() + later;
    document.dispatchEvent(new Event("pointerdown"));
  }, ms);

async function setLock(page: Page): Promise<void> {
  await go(page, "/me/settings");
  const set = () => page.locator("form").getByRole("button", { name: say("lock:set.do") }).click();
  await page.locator("summary, button").filter({ hasText: say("lock:set.do") }).first().click();
  await page.getByLabel(say("lock:passphrase"), { exact: false }).first().fill("short");
  await set();
  await page.getByText(say("lock:set.short")).waitFor();
  await page.getByLabel(say("lock:passphrase"), { exact: false }).first().fill(PASSPHRASE);
  await page.getByLabel(say("lock:set.again")).fill(`${PASSPHRASE}s`);
  await set();
  await page.getByText(say("lock:set.different")).waitFor();
  await page.getByLabel(say("lock:set.again")).fill(PASSPHRASE);
  await set();
  await page.getByText(say("lock:open.text")).waitFor();
  await page.getByRole("heading", { name: say("lock:set.title") }).scrollIntoViewIfNeeded();
  await shot(page, "lock-set");
}

test("a lock hides everything, gives a half-written form back byte for byte, and names what is lost before it forgets", async () => {
  const program = openPublished(server.dataDir).view.programs.id.get(0) ?? "";
  const { context, page, noise } = await openBrowser({ profile });
  await go(page, `/enroll/${program}`);
  await page.getByLabel(say("plan:field.firstName")).fill("Ana");
  await page.getByLabel(say("plan:field.lastName")).fill("Ruiz");
  await page.getByLabel(say("plan:field.phone")).fill("316-555-0100");
  await page.getByRole("button", { name: say("plan:form.check") }).click();
  await page.getByRole("checkbox").check();
  await page.getByRole("button", { name: say("plan:form.keep") }).click();
  await page.waitForURL("**/plan/*");
  await setLock(page);

  // Left alone in the middle of a form: within a second of the last key, long before it would have been saved by itself.
  await go(page, `/enroll/${openPublished(server.dataDir).view.programs.id.get(1) ?? ""}`);
  await unlock(page);
  const message = page.getByLabel(say("plan:form.message"));
  await message.fill(WORDS);
  await Promise.all([page.waitForEvent("load"), comeBackAfter(page, 5 * 60_000)]);
  await locked(page);
  expect(await page.content()).not.toContain("not bold");
  await unlock(page, "four horses under a plum tre");
  await page.getByText(say("lock:wrong")).waitFor();
  await unlock(page);
  await message.waitFor();
  await expect.poll(() => message.inputValue()).toBe(WORDS);

  // One tab locks all of them.
  const other = await context.newPage();
  await go(other, "/plan");
  await unlock(other);
  await other.locator(".receipt").filter({ hasText: say("plan:state.queued") }).waitFor();
  await go(page, "/me/settings");
  await unlock(page);
  await page.getByRole("button", { name: say("lock:open.now") }).click();
  await Promise.all([locked(page), locked(other)]);
  expect(await other.locator(".receipt").count()).toBe(0);
  await other.close();

  // Forgotten: first what is lost, then the session, then what is here.
  await page.getByRole("button", { name: say("lock:forgot") }).click();
  // The enrollment, and the profile's fields that go with it.
  await page.getByText(say("lock:forgot.waiting_other").replace("{{count}}", "2")).waitFor();
  await shot(page, "lock-forgotten");
  await context.setOffline(true);
  await page.getByRole("button", { name: say("lock:forgot.do") }).click();
  await page.getByText(say("lock:forgot.offline")).waitFor();
  await context.setOffline(false);
  await Promise.all([page.waitForURL(`${server.url}/`), page.getByRole("button", { name: say("lock:forgot.do") }).click()]);
  await go(page, "/plan");
  await page.waitForTimeout(500);
  expect(await page.locator(".receipt").count()).toBe(0);
  await setLock(page);
  expect(noise.filter((line) => !/ERR_INTERNET_DISCONNECTED|status of 40[14]/.test(line))).toEqual([]);
  await context.close();
}, 180_000);
