import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { violations } from "./axe.ts";
import { forget, openBrowser, type OpenBrowser } from "./browser.ts";
import { answerAll } from "./journey.ts";
import { openPublished } from "./published.ts";
import { startServer, type RunningServer } from "./server.ts";
import { wordsOf } from "./words.ts";

// axe on every screen, in both languages, light and dark, at phone and desktop width: no violation of WCAG 2.2 AA.

let server: RunningServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.kill());

/** A form as it opens, with its errors, before sending, and the receipt. */
async function receipt(browser: OpenBrowser, path: string): Promise<string[]> {
  const { page } = browser;
  const main = page.locator(".action-bar .button--primary");
  await page.goto(server.url + path);
  await main.waitFor();
  const found = await violations(browser);
  await page.locator("input[autocomplete=given-name]").fill("");
  await main.click();
  found.push(...(await violations(browser)));
  for (const [field, value] of [["given-name", "Ana"], ["family-name", "Ruiz"], ["tel", "316-555-0100"]]) await page.locator(`input[autocomplete=${field}]`).fill(value ?? "");
  await main.click();
  await page.getByRole("checkbox").check();
  found.push(...(await violations(browser)));
  await main.click();
  await page.waitForURL("**/plan/*");
  return [...found, ...(await violations(browser))];
}

const looks = [
  { language: "en", dark: false, width: 390 },
  { language: "en", dark: true, width: 1280 },
  { language: "es", dark: false, width: 1280 },
  { language: "es", dark: true, width: 390 },
] as const;

describe.each(looks)("$language, dark: $dark, $width px", ({ language, dark, width }) => {
  test("every screen", async () => {
    const browser = await openBrowser({ language, dark, width });
    const { page } = browser;
    await page.goto(server.url);
    const found = await violations(browser);
    const { view } = openPublished(server.dataDir);
    const program = view.programs.id.get(0);
    const job = view.jobs.id.get(view.jobs.live[0] ?? 0);
    // Before any answer: every screen's empty state.
    const mine = ["/plan", "/plan/none", "/notifications", "/account", "/account/sign-in", "/account/sign-up", "/account/forgot", "/account/reset", "/account/verify", "/account/link#x", "/account/register#x", "/account/second-factor", "/guardian", "/me/security", "/me/seen"];
    for (const path of ["/pathways", "/compare", "/saved", "/me", "/nowhere", ...mine]) {
      await page.goto(server.url + path);
      await page.getByRole("heading", { level: 1 }).waitFor();
      found.push(...(await violations(browser)));
    }
    await page.goto(`${server.url}/assessment/like-realistic`);
    await page.waitForURL("**/assessment/like-realistic");
    await answerAll(page, wordsOf(language));
    found.push(...(await violations(browser)));
    await page.goto(`${server.url}/pathways`);
    await page.getByRole("article").first().waitFor();
    found.push(...(await violations(browser)));
    const detail = await page.getByRole("article").first().getByRole("link").first().getAttribute("href");
    const steps = ["like-social", "past-jobs", "skills", "education", "place", "travel", "time", "money", "length", "pay", "childcare", "digital", "law"];
    const rest = [detail ?? "", "/catalog?tab=programs", "/catalog?tab=jobs", "/catalog?q=zzzzqqqq", `/programs/${program}`, `/jobs/${job}`, "/me", "/me/interests", "/me/settings", "/me/data", ...steps.map((step) => `/assessment/${step}`)];
    for (const path of rest) {
      await page.goto(server.url + path);
      await page.getByRole("heading", { level: 1 }).waitFor();
      found.push(...(await violations(browser)));
    }
    found.push(...(await receipt(browser, `/enroll/${program}`)), ...(await receipt(browser, `/apply/${job}`)));
    await page.goto(`${server.url}/plan`);
    await page.locator(".receipt").nth(1).waitFor();
    found.push(...(await violations(browser)));
    expect(found).toEqual([]);
    expect(browser.noise.filter((line) => !line.includes("/nowhere"))).toEqual([]);
    await browser.close();
    forget(browser.profile);
  }, 420_000);
});
