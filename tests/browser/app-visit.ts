// What the tests of the built app share: both builds, the starter release, browsers with profiles, and what a page holds.
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type BrowserContext, type Page } from "playwright-core";
import { buildApp, keys, publish, serveApp, starterRelease, type AppSite } from "./app-site.ts";
import { chromiumFlags, executablePath } from "./browser.ts";

const temporary = await mkdtemp(join(tmpdir(), "pathwayks-app-"));
export const [first, second, releases] = [join(temporary, "first"), join(temporary, "second"), join(temporary, "releases")];
await buildApp(first);
await buildApp(second, [{ ...keys.trusted[0]!, keyId: "another" }]);
export const release = starterRelease();
publish(releases, release);

export interface Visit {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Console errors and warnings, uncaught errors, violations of the content security policy. */
  readonly noise: string[];
}

const open = new Set<BrowserContext>();
let profiles = 0;
export const freshProfile = (): string => join(temporary, `profile-${profiles++}`);

export async function visit(profile: string, options: { locale?: string; javaScriptEnabled?: boolean; viewport?: { width: number; height: number } } = {}): Promise<Visit> {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath, headless: true, args: [...chromiumFlags], viewport: { width: 390, height: 844 }, locale: "en-US", ...options,
  });
  open.add(context);
  context.setDefaultTimeout(10_000);
  const noise: string[] = [];
  const page = context.pages()[0] ?? (await context.newPage());
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) noise.push(message.text());
  });
  page.on("pageerror", (error) => noise.push(error.message));
  return { context, page, noise };
}

export async function withSite(app: string, body: (site: AppSite) => Promise<void>): Promise<void> {
  const copy = await mkdtemp(join(temporary, "site-"));
  await cp(app, join(copy, "app"), { recursive: true });
  await cp(releases, join(copy, "releases"), { recursive: true });
  const site = await serveApp(join(copy, "app"), join(copy, "releases"));
  try {
    await body(site);
  } finally {
    for (const context of open) await context.close();
    open.clear();
    await site.close();
  }
}

/** The catalog is here, and every file of the app is in the worker's cache. */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(async () => {
    const registration = await navigator.serviceWorker.ready;
    return registration.active?.state === "activated" && navigator.serviceWorker.controller !== null;
  });
  await catalogHere(page);
}

export const stored = (page: Page): Promise<{ version: number | null; blobs: number }> =>
  page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const request = indexedDB.open("pathwayks");
        request.onerror = () => reject(request.error ?? new Error("no database"));
        request.onsuccess = () => {
          const db = request.result;
          if (!db.objectStoreNames.contains("catalog")) {
            db.close();
            resolve({ version: null, blobs: 0 });
            return;
          }
          const transaction = db.transaction(["catalog", "chunks"]);
          const state = transaction.objectStore("catalog").get("state");
          const count = transaction.objectStore("chunks").count();
          transaction.oncomplete = () => {
            db.close();
            resolve({ version: (state.result as { active: { version: number } | null } | undefined)?.active?.version ?? null, blobs: count.result });
          };
        };
      }),
  );

async function catalogHere(page: Page): Promise<void> {
  for (let i = 0; i < 100; i++) {
    if ((await stored(page)).version !== null) return;
    await page.waitForTimeout(100);
  }
  throw new Error("no catalog arrived within ten seconds");
}

export const loads = (page: Page): (() => number) => {
  let count = 0;
  page.on("load", () => count++);
  return () => count;
};

export const cached = (page: Page): Promise<string[]> =>
  page.evaluate(async () => (await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname)))).flat());

export const tidyUp = (): Promise<void> => rm(temporary, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
