import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { startEmployerAts, type EmployerAts } from "../partners/employer-ats.ts";
import { startSchool, type School } from "../partners/school.ts";
import { forget, freshProfile, openBrowser, shot, type OpenBrowser } from "./browser.ts";
import { go as visit, signIn, signUp, someone } from "./people.ts";
import { openPublished } from "./published.ts";
import { startServer, type RunningServer } from "./server.ts";
import { wordsOf } from "./words.ts";

// Without a network somebody enrolls, applies and edits the profile; the browser is killed; a day later in town everything
// arrives once, in order, with a receipt; the partners' answers come back to every device of that person, and to nobody else's.

const say = wordsOf("en");
const ana = someone("ana");
const phone = freshProfile();
const folder = mkdtempSync(join(tmpdir(), "pathwayks-partners-"));
let server: RunningServer;
let school: School;
let ats: EmployerAts;

beforeAll(async () => {
  [school, ats] = [await startSchool(), await startEmployerAts()];
  const partners = {
    "training-provider": { url: school.url, kind: "school", secret: school.secret, standIn: true },
    employer: { url: ats.url, kind: "ats-lookup", secret: ats.secret, standIn: true },
  };
  writeFileSync(join(folder, "partners.json"), JSON.stringify(partners));
  server = await startServer({ env: { MAIL_TO_FILES: "1", PARTNERS_FILE: join(folder, "partners.json") } });
});

afterAll(async () => {
  await server.kill();
  await Promise.all([school.stop(), ats.stop()]);
  forget(phone);
  rmSync(folder, { recursive: true, force: true });
});

/** Ends every process of the browser at once, the way an empty battery does. */
async function killBrowser(browser: OpenBrowser): Promise<void> {
  const ours = readdirSync("/proc").filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").includes(`--user-data-dir=${browser.profile}`);
    } catch {
      return false;
    }
  });
  expect(ours.length).toBeGreaterThan(0);
  for (const pid of ours) process.kill(Number(pid), "SIGKILL");
  await browser.close().catch(() => undefined);
}

const go = (page: Page, path: string): Promise<void> => visit(page, server.url + path);

/** Fills in a form, looks at it and finishes; gives the address of the receipt. */
async function submit(page: Page, path: string, keep: string): Promise<string> {
  await go(page, path);
  await page.getByLabel(say("plan:field.firstName")).fill("Ana");
  await page.getByLabel(say("plan:field.lastName")).fill("Ruiz");
  await page.getByLabel(say("plan:field.phone")).fill("316-555-0100");
  await page.getByRole("button", { name: say("plan:form.check") }).click();
  await page.getByRole("checkbox").check();
  await page.getByRole("button", { name: keep }).click();
  await page.waitForURL("**/plan/*");
  return new URL(page.url()).pathname;
}

const states = (page: Page, state: string) => page.locator(".receipt").filter({ hasText: say(`plan:state.${state}`) });

test("decisions made offline outlive the browser, arrive once, and are answered on every device of the person", async () => {
  const { view } = openPublished(server.dataDir);
  const program = view.programs.id.get(0);
  const job = view.jobs.id.get(view.jobs.live[0] ?? 0);

  const first = await openBrowser({ profile: phone });
  await first.page.goto(server.url);
  await first.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await first.page.getByText(/Facts from/).first().waitFor();
  await first.page.waitForFunction(() => navigator.serviceWorker.controller?.state === "activated");
  await first.context.setOffline(true);
  first.takeRequests();
  const enrolled = await submit(first.page, `/enroll/${program}`, say("plan:form.keep"));
  await submit(first.page, `/apply/${job}`, say("plan:form.keep"));
  await first.page.goto(`${server.url}/assessment/education`);
  await first.page.getByRole("radio", { name: say("vocabulary:education.associate"), exact: true }).check({ force: true });
  await first.page.getByText(say("common:saved-here")).waitFor();
  // A form half filled is there after the kill too.
  await go(first.page, `/apply/${view.jobs.id.get(view.jobs.live[1] ?? 0)}`);
  await first.page.getByLabel(say("plan:form.message")).fill("Only half written");
  await first.page.getByText(say("plan:form.saved")).waitFor({ timeout: 2_000 });
  expect(first.takeRequests()).toEqual([]);
  await killBrowser(first);

  const again = await openBrowser({ profile: phone });
  const { page } = again;
  await again.context.setOffline(true);
  await page.goto(`${server.url}/plan`);
  await page.locator(".receipt").nth(1).waitFor();
  expect(await states(page, "queued").count()).toBe(2);
  expect(await page.getByText(/PK-/).count()).toBe(0);
  await go(page, `/apply/${view.jobs.id.get(view.jobs.live[1] ?? 0)}`);
  expect(await page.getByLabel(say("plan:form.message")).inputValue()).toBe("Only half written");
  await go(page, "/plan");
  await shot(page, "plan-on-this-phone");

  await again.context.setOffline(false);
  await signUp(page, server, say, ana);
  expect([school.held.length, ats.candidates.length]).toEqual([0, 0]);
  await signIn(page, server, say, ana.email);
  await expect.poll(() => states(page, "received").count(), { timeout: 30_000 }).toBe(2);
  const numbers = (await page.locator(".receipt__number strong").allTextContents()).sort();
  expect(numbers).toHaveLength(2);
  await expect.poll(() => [school.held.length, ats.candidates.length], { timeout: 30_000 }).toEqual([1, 1]);
  school.decide(school.held[0]?.reference ?? "", "enrolled", new Date().toISOString(), "See you in January.");
  ats.move(ats.candidates[0]?.candidate_id ?? 0, "screening", new Date().toISOString(), { comment: "We are reading it." });

  const second = await openBrowser();
  await second.page.goto(server.url);
  await signIn(second.page, server, say, ana.email);
  await expect.poll(() => second.page.locator(".receipt__number strong").allTextContents().then((all) => all.sort()), { timeout: 30_000 }).toEqual(numbers);
  await go(second.page, "/assessment/education");
  await second.page.getByRole("radio", { name: say("vocabulary:education.associate"), exact: true, checked: true }).waitFor();

  // The partners are asked a minute after they got it; each device hears of it by itself once it is looked at.
  for (const device of [page, second.page]) {
    await expect.poll(async () => {
      await go(device, "/plan");
      await device.locator(".receipt").first().waitFor();
      await device.waitForTimeout(1_500);
      return states(device, "answered").count();
    }, { timeout: 150_000, interval: 3_000 }).toBe(2);
    await go(device, enrolled);
    await device.getByText("See you in January.").waitFor();
  }
  await shot(page, "plan-answered");
  expect([school.held.length, ats.candidates.length, school.unexpected, ats.unexpected]).toEqual([1, 1, [], []]);

  // Somebody else on a third device sees none of it, and the API tells nothing without a session.
  const stranger = await openBrowser();
  await stranger.page.goto(`${server.url}${enrolled}`);
  await stranger.page.getByText(say("plan:gone.title")).waitFor();
  for (const path of ["/api/v1/changes", "/api/v1/users/me", "/api/v1/users/me/consents"]) expect((await fetch(server.url + path)).status).toBe(401);

  // Signing out leaves nothing readable here.
  await go(second.page, "/account");
  await second.page.getByRole("button", { name: say("account:sign-out") }).click();
  await second.page.getByRole("button", { name: say("account:sign-out.yes") }).click();
  await second.page.getByText(say("account:why")).waitFor();
  await go(second.page, "/plan");
  expect(await second.page.locator(".receipt").count()).toBe(0);
  for (const browser of [again, second, stranger]) {
    expect(browser.noise.filter((line) => !/ERR_INTERNET_DISCONNECTED|status of 40[14]/.test(line))).toEqual([]);
    await browser.close();
  }
  for (const { profile } of [second, stranger]) forget(profile);
}, 420_000);
