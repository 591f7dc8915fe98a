// The built app in a real browser, under the headers of production: first visit, offline, new versions, half an
// installation, the kill switch, a bad network and a bad device. `npx tsx tests/browser/app.ts`.
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type BrowserContext, type Page } from "playwright-core";
import { buildApp, keys, publish, serveApp, starterRelease, type AppSite } from "./app-site.ts";
import { chromiumFlags, equal, executablePath, Tally } from "./browser.ts";

const only = process.argv[2];
const tally = new Tally(only === undefined ? undefined : new RegExp(only));
const temporary = await mkdtemp(join(tmpdir(), "pathwayks-app-"));
const [first, second, releases] = [join(temporary, "first"), join(temporary, "second"), join(temporary, "releases")];
await buildApp(first);
await buildApp(second, [{ ...keys.trusted[0]!, keyId: "another" }]);
const release = starterRelease();
publish(releases, release);

interface Visit {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Console errors and warnings, uncaught errors, violations of the content security policy. */
  readonly noise: string[];
}

const open = new Set<BrowserContext>();
let profiles = 0;
const freshProfile = (): string => join(temporary, `profile-${profiles++}`);

async function visit(profile: string, options: { locale?: string; javaScriptEnabled?: boolean } = {}): Promise<Visit> {
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

async function withSite(app: string, body: (site: AppSite) => Promise<void>): Promise<void> {
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
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(async () => {
    const registration = await navigator.serviceWorker.ready;
    return registration.active?.state === "activated" && navigator.serviceWorker.controller !== null;
  });
  await catalogHere(page);
}

const stored = (page: Page): Promise<{ version: number | null; blobs: number }> =>
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

const loads = (page: Page): (() => number) => {
  let count = 0;
  page.on("load", () => count++);
  return () => count;
};

const cached = (page: Page): Promise<string[]> =>
  page.evaluate(async () => (await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname)))).flat());

await tally.check("the first screen is painted without a script, in English, and nothing else of it shows", async () => {
  await withSite(first, async (site) => {
    const { context, page } = await visit(freshProfile(), { javaScriptEnabled: false });
    await page.goto(site.url);
    equal(await page.locator("h1:visible").count(), 1);
    equal(await page.locator("[data-block='es']").isVisible(), false);
    await context.close();
  });
});

await tally.check("before the app's scripts arrive a Spanish browser sees Spanish, another address sees its frame", async () => {
  await withSite(first, async (site) => {
    site.intercept = (path, response) => (path.startsWith("/assets/") && path.endsWith(".js") ? (response.writeHead(503).end(), true) : false);
    const { context, page } = await visit(freshProfile(), { locale: "es-US" });
    await page.goto(site.url);
    equal(await page.locator("[data-block='es'] [data-first='home']").isVisible(), true);
    equal(await page.locator("[data-block='en']").isVisible(), false);
    equal(await page.locator("html").getAttribute("lang"), "es");
    await page.goto(`${site.url}/catalog`);
    equal([await page.locator("[data-block='es'] [data-first='other']").isVisible(), await page.locator("[data-first='home']:visible").count()], [true, 0]);
    // Nothing arrived: the person is told so, in both languages.
    await page.getByRole("alert").getByText("Cargar la página otra vez").waitFor();
    await context.close();
  });
});

await tally.check("a first visit is silent under the policy of production, and takes app and catalog along", async () => {
  await withSite(first, async (site) => {
    const { context, page, noise } = await visit(freshProfile());
    await page.goto(site.url);
    await settled(page);
    const paths = await cached(page);
    const files = (await readdir(first, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile() && /\.(js|css)$/.test(entry.name) && !/^(sw|sw-kill)\.js$/.test(entry.name));
    equal([paths.some((path) => /^\/(c|api)\//.test(path)), paths.includes("/index.html"), paths.length >= files.length + 1], [false, true, true]);
    equal((await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)), 1);
    equal(noise, []);
    await context.close();
  });
});

await tally.check("with the server gone, a new browser opens the app within a second, deep links too, and asks the network for nothing", async () => {
  const profile = freshProfile();
  let url = "";
  await withSite(first, async (site) => {
    url = site.url;
    const { context, page } = await visit(profile);
    await page.goto(url);
    await settled(page);
    await context.close();
  });
  const { context, page, noise } = await visit(profile);
  const times: number[] = [];
  for (const path of ["/", "/catalog", "/pathways", "/assessment", "/saved", "/me/settings"]) {
    const response = await page.goto(url + path);
    equal(response?.fromServiceWorker(), true);
    await page.locator("#root > :not([data-block]) h1").first().waitFor();
    times.push(await page.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Infinity));
  }
  console.log(`        first contentful paint, ms: ${times.map(Math.round).join(" ")}`);
  equal(times.every((time) => time <= 1_000), true);
  await page.goto(`${url}/catalog`);
  await page.getByText(/\d+ programs/).waitFor();
  // The search for a newer catalog is the one request that is made, and it fails in silence.
  equal(noise.filter((text) => !/ERR_(CONNECTION_REFUSED|FAILED)/.test(text)), []);
  await context.close();
});

await tally.check("a new version waits, is offered, reloads nobody, and takes over once when it is asked to", async () => {
  await withSite(first, async (site) => {
    const { context, page, noise } = await visit(freshProfile());
    await page.goto(site.url);
    await settled(page);
    await page.goto(`${site.url}/me/settings`);
    const other = await context.newPage();
    await other.goto(`${site.url}/catalog`);
    const [counted, countedOther] = [loads(page), loads(other)];
    site.app = second;
    await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
    const offer = page.getByRole("button", { name: "Use it now" });
    await offer.waitFor();
    equal([counted(), countedOther()], [0, 0]);
    const before = await page.evaluate(() => document.querySelector<HTMLScriptElement>("script[type=module]")?.src);
    await Promise.all([page.waitForEvent("load"), offer.click()]);
    await page.locator("#root > :not([data-block]) h1").first().waitFor();
    await page.waitForTimeout(1_500);
    equal([counted(), countedOther()], [1, 0]);
    const after = await page.evaluate(() => document.querySelector<HTMLScriptElement>("script[type=module]")?.src);
    equal(before === after, false);
    await other.getByRole("button", { name: "Use it now" }).waitFor();
    equal(await page.getByRole("button", { name: "Use it now" }).count(), 0);
    equal(noise, []);
    await context.close();
  });
});

await tally.check("a new version that misses a file is not installed: the old one goes on, offline too", async () => {
  await withSite(first, async (site) => {
    const { context, page } = await visit(freshProfile());
    await page.goto(site.url);
    await settled(page);
    site.app = second;
    site.intercept = (path, response) => (/\/assets\/engine-.*\.js$/.test(path) ? (response.writeHead(404).end(), true) : false);
    await page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()));
    await page.waitForTimeout(2_000);
    equal(await page.evaluate(async () => (await navigator.serviceWorker.ready).waiting), null);
    await context.setOffline(true);
    await page.goto(`${site.url}/catalog`);
    await page.locator("#root > :not([data-block]) h1").first().waitFor();
    await context.close();
  });
});

await tally.check("the kill switch takes the worker off, empties its caches, loads the page once, and leaves the records", async () => {
  await withSite(first, async (site) => {
    const { context, page } = await visit(freshProfile());
    await page.goto(site.url);
    await settled(page);
    await page.goto(`${site.url}/me/settings`);
    const { blobs } = await stored(page);
    const counted = loads(page);
    await writeFile(join(site.app, "sw.js"), await readFile(join(site.app, "sw-kill.js")));
    await page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()));
    await page.waitForEvent("load");
    await page.waitForTimeout(3_000);
    equal([counted(), await cached(page), (await stored(page)).blobs], [1, [], blobs]);
    await context.close();
  });
});

await tally.check("a captive portal is no network: nothing breaks, nothing is taken over", async () => {
  await withSite(first, async (site) => {
    const { context, page, noise } = await visit(freshProfile());
    const portal = (path: string, response: Parameters<NonNullable<AppSite["intercept"]>>[1]): boolean =>
      path.startsWith("/c/") ? (response.writeHead(200, { "content-type": "text/html" }).end("<h1>Welcome to our free network</h1>"), true) : false;
    site.intercept = portal;
    await page.goto(site.url);
    await page.waitForTimeout(2_000);
    equal((await stored(page)).version, null);
    site.intercept = null;
    await page.reload();
    await settled(page);
    site.intercept = portal;
    await page.goto(`${site.url}/catalog`);
    await page.getByText(/programs/i).first().waitFor();
    equal([(await stored(page)).version, noise], [1, []]);
    await context.close();
  });
});

await tally.check("a download that is cut goes on where it was, with one chunk twice at most", async () => {
  await withSite(first, async (site) => {
    const { context, page } = await visit(freshProfile());
    let left = 7;
    const chunkPath = /^\/c\/b\//;
    site.intercept = (path, response) => (chunkPath.test(path) && left-- <= 0 ? (response.destroy(), true) : false);
    await page.goto(site.url);
    await page.waitForTimeout(2_500);
    equal((await stored(page)).version, null);
    const begun = site.taken().filter((path) => chunkPath.test(path));
    site.intercept = null;
    await page.reload();
    await settled(page);
    const rest = site.taken().filter((path) => chunkPath.test(path));
    const twice = rest.filter((path) => begun.includes(path));
    equal([twice.length <= 1, new Set([...begun, ...rest]).size], [true, release.manifest.chunks.length]);
    await context.close();
  });
});

await tally.check("a chunk with one bit wrong is refused, and the catalog that was there goes on", async () => {
  await withSite(first, async (site) => {
    const { context, page } = await visit(freshProfile());
    await page.goto(site.url);
    await settled(page);
    const next = starterRelease(release, "2026-11-24T08:00:00Z");
    publish(site.releases, next);
    const fresh = next.manifest.chunks.find(({ hash }) => !release.chunks.has(hash));
    if (!fresh) throw new Error("the next release has no new chunk");
    const file = join(site.releases, "c/b", fresh.hash);
    const bytes = await readFile(file);
    bytes[bytes.length >> 1]! ^= 4;
    await writeFile(file, bytes);
    await page.goto(`${site.url}/catalog`);
    await page.waitForTimeout(2_500);
    equal((await stored(page)).version, 1);
    await page.getByText(/programs/i).first().waitFor();
    bytes[bytes.length >> 1]! ^= 4;
    await writeFile(file, bytes);
    await page.reload();
    for (let i = 0; i < 50 && (await stored(page)).version !== 2; i++) await page.waitForTimeout(100);
    equal((await stored(page)).version, 2);
    await context.close();
  });
});

await tally.check("where the browser refuses storage the app works in memory, and says so", async () => {
  await withSite(first, async (site) => {
    const { context, page } = await visit(freshProfile());
    await page.addInitScript(() => {
      IDBFactory.prototype.open = () => {
        throw new DOMException("refused", "SecurityError");
      };
    });
    await page.goto(`${site.url}/catalog`);
    await page.locator("#root > :not([data-block]) h1").first().waitFor();
    await page.getByRole("status").or(page.getByRole("alert")).filter({ hasText: /close|keep|save/i }).first().waitFor();
    await context.close();
  });
});

await tally.check("where the engine does not start, the screens say it plainly", async () => {
  await withSite(first, async (site) => {
    const { context, page } = await visit(freshProfile());
    site.intercept = (path, response) => (/\/assets\/engine-.*\.js$/.test(path) ? (response.writeHead(404).end(), true) : false);
    await page.goto(`${site.url}/catalog`);
    await page.getByRole("alert").first().waitFor();
    await context.close();
  });
});

await tally.check("nothing moves when the app takes over from the prerendered screen (layout shift below 0.05)", async () => {
  await withSite(first, async (site) => {
    const { context, page } = await visit(freshProfile());
    await page.addInitScript(() => {
      const shifts: number[] = [];
      Object.assign(globalThis, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries() as unknown as { value: number; hadRecentInput: boolean; sources: { node?: Element }[] }[]) {
          if (entry.hadRecentInput) continue;
          shifts.push(entry.value);
          console.log("shift", entry.value.toFixed(3), entry.sources.map(({ node }) => `${node?.nodeName}.${node?.className}`).join(" "));
        }
      }).observe({ type: "layout-shift", buffered: true });
    });
    page.on("console", (message) => {
      if (message.text().startsWith("shift")) console.log(`        ${message.text()}`);
    });
    const sums: Record<string, number> = {};
    for (const [label, path] of [["first visit", "/"], ["second visit", "/"], ["catalog", "/catalog"]] as const) {
      await page.goto(site.url + path);
      await settled(page);
      await page.waitForTimeout(1_500);
      sums[label] = await page.evaluate(() => (globalThis as unknown as { shifts: number[] }).shifts.reduce((sum, value) => sum + value, 0));
    }
    console.log(`        layout shift: ${Object.entries(sums).map(([label, sum]) => `${label} ${sum.toFixed(3)}`).join(", ")}`);
    equal(Object.values(sums).every((sum) => sum < 0.05), true);
    await context.close();
  });
});

await rm(temporary, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
tally.finish();
