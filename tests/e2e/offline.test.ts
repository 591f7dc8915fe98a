import { afterAll, beforeAll, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { answerAll } from "./journey.ts";
import { forget, freshProfile, openBrowser } from "./browser.ts";
import { startServer, type RunningServer } from "./server.ts";
import { wordsOf } from "./words.ts";

// After one visit: the server is killed, the network is off, and a new browser process must do the whole journey.

const say = wordsOf("en");
const profile = freshProfile();
let server: RunningServer;

beforeAll(async () => {
  server = await startServer();
  const first = await openBrowser({ profile });
  await first.page.goto(server.url);
  await waitUntilKept(first.page);
  expect(first.noise).toEqual([]);
  await first.close();
  await server.kill();
});

afterAll(async () => {
  await server.kill();
  forget(profile);
});

/** The app's files are in the cache and the catalog is on the device. */
async function waitUntilKept(page: Page): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.getByText(/Facts from/).first().waitFor();
  await page.waitForFunction(async () => (await navigator.serviceWorker.getRegistration())?.active?.state === "activated");
}

async function startOffline() {
  const browser = await openBrowser({ profile });
  await browser.context.setOffline(true);
  browser.takeRequests();
  return browser;
}

test("the first screen stands within a second of a cold start, without a request", async () => {
  const took: number[] = [];
  for (let run = 0; run < 5; run++) {
    const browser = await startOffline();
    await browser.page.goto(server.url);
    await browser.page.getByRole("heading", { level: 1 }).waitFor();
    // From the start of the navigation, the start of the service worker included, to the first thing that a person can read.
    took.push(await browser.page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Number.NaN));
    expect(browser.takeRequests()).toEqual([]);
    await browser.close();
  }
  console.info(`first screen from a cold start: ${took.map((ms) => ms.toFixed(0)).join(", ")} ms`);
  expect([...took].sort((a, b) => a - b)[2]).toBeLessThan(1000);
});

test("the whole journey works: questions, pathways, a detail, the catalog, saved things, deep links", async () => {
  const browser = await startOffline();
  const { page } = browser;
  await page.goto(server.url);
  await page.goto(`${server.url}/assessment/like-realistic`);
  await answerAll(page, say);

  await page.goto(`${server.url}/pathways`);
  const cards = page.getByRole("article");
  await cards.first().waitFor();
  const shown = await cards.count();
  expect(shown).toBeGreaterThanOrEqual(3);
  expect(shown).toBeLessThanOrEqual(5);
  await cards.first().getByRole("link").first().click();
  await page.waitForURL(/\/pathways\/.+~\d{2}-\d{4}/);
  const deep = page.url();

  await page.goto(`${server.url}/catalog?tab=programs&q=welding`);
  await page.getByRole("link", { name: /weld/i }).first().click();
  await page.waitForURL(/\/programs\//);
  await page.getByRole("heading", { level: 1 }).waitFor();

  for (const address of [deep, `${server.url}/saved`, `${server.url}/me`, `${server.url}/me/settings`, `${server.url}/assessment/money`]) {
    await page.goto(address);
    await page.getByRole("heading", { level: 1 }).waitFor();
  }
  expect(browser.takeRequests()).toEqual([]);
  expect(browser.noise.filter((line) => !line.includes("ERR_INTERNET_DISCONNECTED"))).toEqual([]);
  await browser.close();
});

test("answers given offline are there after another cold start", async () => {
  const browser = await startOffline();
  await browser.page.goto(`${server.url}/assessment/review`);
  await browser.page.getByText("67203").first().waitFor();
  await browser.page.goto(`${server.url}/pathways`);
  await browser.page.getByRole("article").first().waitFor();
  await browser.close();
});
