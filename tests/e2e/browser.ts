import { mkdtempSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { tmpdir } from "node:os";
import { chromium, type BrowserContext, type Page } from "playwright-core";
import { chromiumFlags, findChromium } from "../../scripts/chromium.ts";
import { root } from "./server.ts";

// A real Chromium with a profile on disk, so that a second process finds what the first one left.

export interface BrowserOptions {
  /** A profile folder to go on with; a fresh one otherwise. */
  readonly profile?: string;
  readonly width?: number;
  readonly height?: number;
  readonly language?: "en" | "es";
  readonly dark?: boolean;
}

export interface OpenBrowser {
  readonly context: BrowserContext;
  readonly profile: string;
  readonly page: Page;
  /** Console errors and warnings, page errors and failed policies since the start, from every page. */
  readonly noise: string[];
  /** Addresses that the network was asked for since the last call; what a service worker answered is not among them. */
  takeRequests(): string[];
  close(): Promise<void>;
}

export const freshProfile = (): string => mkdtempSync(join(tmpdir(), "pathwayks-profile-"));
export const forget = (profile: string): void => rmSync(profile, { recursive: true, force: true });

function listen(page: Page, noise: string[]): void {
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") noise.push(`${message.type()}: ${message.text()} (${page.url()})`);
  });
  page.on("pageerror", (error) => noise.push(`page error: ${error.message} (${page.url()})`));
}

export async function openBrowser({ profile = freshProfile(), width = 390, height = 844, language = "en", dark = false }: BrowserOptions = {}): Promise<OpenBrowser> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error("no Chromium found; run npm test, which installs one");
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: true,
    args: [...chromiumFlags],
    viewport: { width, height },
    locale: language === "es" ? "es-US" : "en-US",
    timezoneId: "America/Chicago",
    colorScheme: dark ? "dark" : "light",
    reducedMotion: "reduce",
  });
  const noise: string[] = [];
  const requests: string[] = [];
  context.on("page", (page) => listen(page, noise));
  context.on("request", (request) => {
    if (request.serviceWorker() === null || !request.url().startsWith("http")) return;
    requests.push(request.url());
  });
  context.on("response", (response) => {
    if (!response.fromServiceWorker() && response.request().serviceWorker() === null) requests.push(response.url());
  });
  const page = context.pages()[0] ?? (await context.newPage());
  listen(page, noise);
  page.setDefaultTimeout(20_000);
  return { context, profile, page, noise, takeRequests: () => requests.splice(0), close: () => context.close() };
}

/** Saves what the person would see, for the one who reads a failure. */
export async function shot(page: Page, name: string): Promise<void> {
  const folder = join(root, "test-results");
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: false });
}
