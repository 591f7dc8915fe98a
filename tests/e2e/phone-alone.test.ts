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
  // It waits out what the last failure set.
  await expect.poll(received, { timeout: 60_000 }).toBe(1);

  // Without a server at all: what is shown is what the worker stored.
  await context.setOffline(true);
  const later = await context.newPage();
  await go(later, "/plan");
  await later.locator(".receipt").filter({ hasText: say("plan:state.received") }).waitFor();
  expect(await later.locator(".receipt__number strong").count()).toBe(1);
  expect(noise.filter((line) => !/ERR_INTERNET_DISCONNECTED|status of 40[14]/.test(line))).toEqual([]);
  await context.close();
}, 180_000);

/** A push service of a browser's maker is out of reach here: the browser's own part of a subscription is played by the page. */
async function playPushService(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const endpoint = "https://fcm.googleapis.com/fcm/send/test";
    const key = (bytes: number): string => btoa(String.fromCharCode(...new Uint8Array(bytes).fill(7))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
    const subscription = { endpoint, toJSON: () => ({ endpoint, expirationTime: null, keys: { p256dh: key(65), auth: key(16) } }), unsubscribe: () => Promise.resolve(localStorage.removeItem("played-push") === undefined) };
    const known = () => Promise.resolve(localStorage.getItem("played-push") === null ? null : (subscription as unknown as PushSubscription));
    PushManager.prototype.getSubscription = known;
    PushManager.prototype.subscribe = async (options) => {
      localStorage.setItem("played-push", String(options?.applicationServerKey as string));
      return (await known())!;
    };
  });
}

/** What is needed of the worker's own world, which these types do not know. */
interface WorkerScope extends EventTarget {
  readonly clients: { openWindow: (url: string) => Promise<void>; matchAll: (options: { type: "window"; includeUncontrolled: boolean }) => Promise<readonly unknown[]> };
  readonly registration: ServiceWorkerRegistration;
  readonly NotificationEvent: new (type: string, init: { readonly notification: Notification | undefined }) => Event;
}

interface Notice {
  readonly title: string;
  readonly body: string;
  readonly lang: string;
}
const notices = (page: Page): Promise<Notice[]> =>
  page.evaluate(async () => (await (await navigator.serviceWorker.ready).getNotifications()).map(({ title, body, lang }) => ({ title, body, lang })));

test("pushes are asked for by a tap alone, say nothing on a lock screen, and end with the session", async () => {
  const ben = someone("push");
  const own = freshProfile();
  const { context, page, noise } = await openBrowser({ profile: own });
  await playPushService(context);
  const told: string[] = [];
  page.on("request", (request) => {
    if (request.url().endsWith("/subscriptions")) told.push(`${request.method()} ${request.postData() ?? ""}`);
  });
  await go(page, "/");
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === "activated");
  await signUp(page, server, say, ben);
  await signIn(page, server, say, ben.email);

  // Refused beforehand: it is said, and there is nothing to press.
  await context.grantPermissions([], { origin: server.url });
  await go(page, "/notifications");
  await page.getByText(say("account:push.refused")).waitFor();
  expect(await page.getByRole("button", { name: say("account:push.start") }).count()).toBe(0);
  await context.grantPermissions(["notifications"], { origin: server.url });
  await go(page, "/notifications");
  expect(told).toEqual([]);
  await page.getByRole("button", { name: say("account:push.start") }).click();
  await page.getByText(say("account:push.on")).waitFor();
  expect(told).toEqual([expect.stringMatching(/^POST .*"endpoint":"https:\/\/fcm/)]);
  expect(await page.evaluate(() => localStorage.getItem("played-push"))).toMatch(/^[\w-]{87}$/);

  const worker = await holdWorker(context);
  const push = (data: string) => worker.session.send("ServiceWorker.deliverPushMessage", { origin: server.url, registrationId: worker.registrationId, data });
  const neutral = (language: "en" | "es") => ({ title: "PathwayKS", body: wordsOf(language)("push:text"), lang: language });
  await push('{"new":true,"language":"es"}');
  await expect.poll(() => notices(page)).toEqual([neutral("es")]);
  // Whatever a push may carry, nothing of it is shown; and one notice takes the place of the one before.
  await push('{"new":true,"text":"You got the job at Example Clinic","title":"Ana"}');
  await expect.poll(() => notices(page)).toEqual([neutral("en")]);
  await push("no JSON at all");
  await page.waitForTimeout(500);
  expect(await notices(page)).toEqual([neutral("en")]);

  const scope = context.serviceWorkers().find((one) => one.url() === `${server.url}/sw.js`);
  const touch = () => scope?.evaluate(async () => {
    const self = globalThis as unknown as WorkerScope;
    const opened: string[] = [];
    self.clients.openWindow = (url) => Promise.resolve(void opened.push(url));
    const [notification] = await self.registration.getNotifications();
    self.dispatchEvent(new self.NotificationEvent("notificationclick", { notification }));
    await new Promise((resolve) => setTimeout(resolve, 300));
    return opened;
  });
  await go(page, "/plan");
  // A touch leads to the messages: in the page that is open, without loading it anew, or in a new one.
  expect(await touch()).toEqual([]);
  await page.waitForURL("**/notifications");
  expect(await notices(page)).toEqual([]);
  await push('{"new":true,"language":"en"}');
  await expect.poll(() => notices(page)).toEqual([neutral("en")]);

  await page.goto("about:blank");
  // The page that was left is the worker's for a moment longer, and would be led to the messages in place of a new one.
  await expect.poll(() => scope?.evaluate(async () => (await (globalThis as unknown as WorkerScope).clients.matchAll({ type: "window", includeUncontrolled: true })).length)).toBe(0);
  expect(await touch()).toEqual(["/notifications"]);
  await go(page, "/notifications");
  await push('{"new":true}');
  await expect.poll(() => notices(page)).toEqual([neutral("en")]);

  await go(page, "/account");
  await page.getByRole("button", { name: say("account:sign-out") }).click();
  await page.getByRole("button", { name: say("account:sign-out.yes") }).click();
  await page.getByText(say("account:why")).waitFor();
  await expect.poll(() => told.at(-1)).toMatch(/^DELETE .*fcm/);
  expect([await notices(page), await page.evaluate(() => localStorage.getItem("played-push"))]).toEqual([[], null]);
  expect(noise.filter((line) => !/status of 40[14]/.test(line))).toEqual([]);
  await context.close();
  forget(own);
}, 180_000);
