import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { forget, openBrowser, shot } from "./browser.ts";
import { answerAll } from "./journey.ts";
import { startServer, type RunningServer } from "./server.ts";
import { wordsOf, type Say } from "./words.ts";

// The journey as different people make it: by keyboard alone, on a 320 px phone, at 200 % text, in Spanish.

let server: RunningServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.kill());

/** Nothing is wider than the screen, so nobody has to scroll sideways (WCAG 1.4.10). */
async function fitsTheWidth(page: Page, where: string): Promise<void> {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (over > 0) await shot(page, `too-wide-${where.replace(/\W+/g, "-")}`);
  expect(over, `${where} is ${over} px too wide`).toBeLessThanOrEqual(0);
}

/** Saves and compares the first two cards and goes to the comparison by the way that the list then offers. */
async function comparesTwo(page: Page, say: Say): Promise<void> {
  for (const card of (await page.getByRole("article").all()).slice(0, 2))
    for (const action of ["action.save", "action.compare"]) await card.getByRole("button", { name: new RegExp(`^${say(`pathways:${action}`)}\\b`) }).click();
  await fitsTheWidth(page, "the pathways with two that are saved and compared");
  await page.getByRole("link", { name: say("pathways:list.compare", { n: 2 }) }).click();
  await page.getByRole("heading", { level: 1, name: say("pathways:compare.title") }).waitFor();
  await page.getByText(say("pathways:compare.row.start")).first().waitFor();
  await fitsTheWidth(page, "the comparison");
}

const ways = [
  { name: "a 320 px phone, in English", width: 320, language: "en", text: 100 },
  { name: "a 320 px phone, in Spanish", width: 320, language: "es", text: 100 },
  { name: "320 px at 200 % text, in Spanish", width: 320, language: "es", text: 200 },
  // 1280 px at 200 % zoom lays out as 640 px do (WCAG 1.4.4).
  { name: "a desktop at 200 % zoom, in English", width: 640, language: "en", text: 100 },
  { name: "a desktop, in Spanish", width: 1280, language: "es", text: 100 },
] as const;

describe.each(ways)("$name", ({ width, language, text }) => {
  test("answers the questions, reads the pathways, compares, searches and saves", async () => {
    const say = wordsOf(language);
    const browser = await openBrowser({ width, height: 720, language });
    const { page } = browser;
    await page.goto(server.url);
    if (text !== 100) {
      await page.goto(`${server.url}/me/settings`);
      await page.getByRole("radio", { name: new RegExp(`${text}\\s?%`) }).check({ force: true });
    }
    await page.goto(`${server.url}/assessment/like-realistic`);
    await fitsTheWidth(page, "the first question");
    await answerAll(page, say);
    await fitsTheWidth(page, "the review");
    await page.goto(`${server.url}/pathways`);
    const cards = page.getByRole("article");
    await cards.first().waitFor();
    expect(await cards.count()).toBeGreaterThanOrEqual(3);
    await fitsTheWidth(page, "the pathways");
    await comparesTwo(page, say);
    await page.goto(`${server.url}/pathways`);
    await page.goto(server.url + ((await cards.first().getByRole("link").first().getAttribute("href")) ?? ""));
    await page.getByRole("heading", { name: say("pathways:detail.why") }).waitFor();
    await fitsTheWidth(page, "a pathway in full");
    for (const address of ["/catalog?tab=programs&q=nurs", "/catalog?tab=jobs", "/saved", "/me", "/me/settings", "/me/data"]) {
      await page.goto(server.url + address);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await fitsTheWidth(page, address);
    }
    expect(browser.noise).toEqual([]);
    await browser.close();
    forget(browser.profile);
  });
});

describe("by keyboard alone", () => {
  /** Presses Tab until the focus is on what is wanted; fails when it comes round without meeting it. */
  async function tabTo(page: Page, what: string, wanted: (focused: { role: string; name: string; href: string }) => boolean): Promise<void> {
    const met: string[] = [];
    for (let i = 0; i < 90; i++) {
      await page.keyboard.press("Tab");
      const focused = await page.evaluate(() => {
        const element = document.activeElement as HTMLElement | null;
        const label = element instanceof HTMLInputElement ? [...(element.labels ?? [])].map((one) => one.textContent).join(" ") : element?.textContent;
        const outline = element === null ? "" : getComputedStyle(element).outlineStyle;
        return { role: element?.getAttribute("type") ?? element?.tagName.toLowerCase() ?? "", name: (element?.getAttribute("aria-label") ?? label ?? "").trim(), href: element?.getAttribute("href") ?? "", outline };
      });
      met.push(focused.name.slice(0, 30));
      if (wanted(focused)) return;
    }
    throw new Error(`the keyboard did not reach ${what}; it met: ${met.join(" | ")}`);
  }

  /** Opens the limits, moves one with the arrows, and comes back to where the keyboard was. */
  async function whatIf(page: Page, say: Say): Promise<void> {
    const opener = say("pathways:whatIf.open");
    await tabTo(page, "the limits", ({ name }) => name === opener);
    await page.keyboard.press("Enter");
    const dialog = page.getByRole("dialog");
    await dialog.waitFor();
    const left = dialog.locator(".what-if__left strong");
    const before = await left.textContent();
    await tabTo(page, "the longest training", ({ name }) => name === say("pathways:dial.length.label"));
    for (let i = 0; i < 8; i++) await page.keyboard.press("ArrowLeft");
    await page.waitForFunction(([was]) => document.querySelector("dialog .what-if__left strong")?.textContent !== was, [before]);
    // Around the dialog more than once: the page behind it is never met.
    for (let i = 0; i < 40; i++) {
      await page.keyboard.press("Tab");
      expect(await page.evaluate(() => document.activeElement === document.body || document.activeElement?.closest("dialog") !== null)).toBe(true);
    }
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "hidden" });
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(say("pathways:whatIf.openChanged"));
  }

  test("from the first screen through every question to a saved pathway", async () => {
    const say = wordsOf("en");
    const browser = await openBrowser({ width: 390 });
    const { page } = browser;
    await page.goto(server.url);
    await page.getByText(/Facts from/).first().waitFor();
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain(say("common:skip-to-content"));
    await tabTo(page, "the start", ({ href }) => href.startsWith("/assessment"));
    await page.keyboard.press("Enter");
    for (let at = 0; at < 18; at++) {
      await page.waitForURL(/\/assessment\/[a-z-]+$/);
      const here = page.url();
      if (here.endsWith("/review")) break;
      if (here.includes("/like-")) {
        // The first scale is a group of radio buttons: one Tab stop, arrows choose.
        await tabTo(page, "the scale", ({ role }) => role === "radio");
        for (let i = 0; i < 3; i++) await page.keyboard.press("ArrowRight");
      }
      // Focus stands on the new question's heading; the way on is the last link of the bottom bar.
      await page.locator(".action-bar a").last().waitFor();
      const on = await page.locator(".action-bar a").last().getAttribute("href");
      await tabTo(page, "the way on", ({ href }) => href === on);
      await page.keyboard.press("Enter");
      await page.waitForURL((url) => url.href !== here);
    }
    await page.waitForURL("**/assessment/review");
    await tabTo(page, "the pathways", ({ href }) => href === "/pathways");
    await page.keyboard.press("Enter");
    await page.getByRole("article").first().waitFor();
    await whatIf(page, say);
    await tabTo(page, "save", ({ name }) => name.startsWith(`${say("catalog:save.save")}:`));
    await page.keyboard.press("Enter");
    await page.goto(`${server.url}/saved`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await page.getByRole("link", { name: /./ }).first().waitFor();
    expect(browser.noise).toEqual([]);
    await browser.close();
    forget(browser.profile);
  });
});
