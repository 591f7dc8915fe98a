import { afterAll, beforeAll, expect, test } from "vitest";
import type { BrowserContext, CDPSession, Page } from "playwright-core";
import { forget, freshProfile, openBrowser } from "./browser.ts";
import { go as visit, signIn, signUp, someone } from "./people.ts";
import { openPublished } from "./published.ts";
import { startServer, type RunningServer } from "./server.ts";
import { wordsOf } from "./words.ts";

// What the app does while nobody looks at it: its service worker is woken, sends what was decided, and shows what came.

const say = wordsOf("en");
const profile = freshProfile();
let server: RunningServer;

beforeAll(async () => {
  server = await startServer({ env: { MAIL_TO_FILES: "1" } });
});
afterAll(async () => {
  await server.kill();
  forget(profile);
});

/** The debugger's hold on the app's service worker, from a page that is not the app's. */
async function holdWorker(context: BrowserContext): Promise<{ readonly session: CDPSession; readonly page: Page; readonly registrationId: string }> {
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  const found = new Promise<string>((resolve) => {
    session.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      const own = registrations.find(({ scopeURL, isDeleted }) => scopeURL === `${server.url}/` && !isDeleted);
      if (own) resolve(own.registrationId);
    });
  });
  await session.send("ServiceWorker.enable");
  return { session, page, registrationId: await found };
}

const go = (page: Page, path: string): Promise<void> => visit(page, server.url + path);

async function enroll(page: Page, program: string): Promise<void> {
  await go(page, `/enroll/${program}`);
  await page.getByLabel(say("plan:field.firstName")).fill("Ana");
  await page.getByLabel(say("plan:field.lastName")).fill("Ruiz");
  await page.getByLabel(say("plan:field.phone")).fill("316-555-0100");
  await page.getByRole("button", { name: say("plan:form.check") }).click();
  await page.getByRole("checkbox").check();
  await page.getByRole("button", { name: /Send|Keep/ }).click();
  await page.waitForURL("**/plan/*");
}

test("what was decided offline is sent by the service worker when no page is open, and its receipt is on the phone", async () => {
  const ana = someone("background");
  const { context, page, noise } = await openBrowser({ profile });
  await go(page, "/");
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === "activated");
  await page.getByText(/Facts from/).first().waitFor();
  await signUp(page, server, say, ana);
  await signIn(page, server, say, ana.email);
  await context.setOffline(true);
  await enroll(page, openPublished(server.dataDir).view.programs.id.get(0) ?? "");
  const tags = (): Promise<string[]> => page.evaluate(async () => (await navigator.serviceWorker.ready as unknown as { sync: { getTags(): Promise<string[]> } }).sync.getTags());
  await expect.poll(tags).toEqual(["pathwayks-outbox"]);

  const worker = await holdWorker(context);
  await page.close();
  await context.setOffline(false);
  const received = async (): Promise<number> => {
    const answer = await context.request.get(`${server.url}/api/v1/changes`, { headers: { "x-pk": "1" } });
    const { changes } = (await answer.json()) as { changes: { kind: string }[] };
    return changes.filter(({ kind }) => kind === "enrollment").length;
  };
  expect(await received()).toBe(0);
  await worker.session.send("ServiceWorker.dispatchSyncEvent", { origin: server.url, registrationId: worker.registrationId, tag: "pathwayks-outbox", lastChance: false });
  await expect.poll(received, { timeout: 20_000 }).toBe(1);

  await server.kill();
  const later = await context.newPage();
  await go(later, "/plan");
  await later.locator(".receipt").filter({ hasText: say("plan:state.received") }).waitFor();
  expect(await later.locator(".receipt__number strong").count()).toBe(1);
  expect(noise.filter((line) => !/ERR_INTERNET_DISCONNECTED|ERR_CONNECTION_REFUSED|status of 40[14]/.test(line))).toEqual([]);
  await context.close();
}, 180_000);
