// The built app in a real browser, under the headers of production: first visit, offline, new versions, half an
// installation, the kill switch, a bad network and a bad device. `npx tsx tests/browser/app.ts`.
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { publish, starterRelease, type AppSite } from "./app-site.ts";
import { cached, first, freshProfile, loads, release, second, settled, stored, tidyUp, visit, withSite } from "./app-visit.ts";
import { equal, Tally } from "./browser.ts";

const only = process.argv[2];
const tally = new Tally(only === undefined ? undefined : new RegExp(only));

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

await tidyUp();
tally.finish();
