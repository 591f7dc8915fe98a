// Bar 10: twelve storage faults on five screens of the built app, in a real Chromium. In each of the sixty the person is told
// plainly, has a way on, and finds afterwards what had been saved. `npx tsx tests/browser/storage-faults.ts [name]`.
import type { BrowserContext } from "playwright-core";
import { first, tidyUp, visit, withSite } from "./app-visit.ts";
import { equal, Tally } from "./browser.ts";
import type { AppSite } from "./app-site.ts";
import { faults, type Cell, type StorageFaultCase } from "./storage/faults.ts";
import { screens, type Screen } from "./storage/screens.ts";
import { copyOf, go, heading, keptOn, prepare, say } from "./storage/world.ts";

const only = process.argv[2];
const tally = new Tally(only === undefined ? undefined : new RegExp(only));
let injected = 0;
let cells = 0;

/** Lines of the browser about a file that is not there, and of Dexie about a connection opened afresh; the rest is noise. */
const expected = /ERR_(CONNECTION_REFUSED|FAILED)|status of 404|^Dexie: Need to reopen db$|Failed to fetch dynamically imported module/;

async function one(fault: StorageFaultCase, screen: Screen, cell: Cell, noise: string[]): Promise<void> {
  const { page, site } = cell;
  const lost = fault.keeps === "gone";
  let met = ((await fault.before?.(cell)) ?? 0) + (fault.damage ? 1 : 0);
  await go(page, site.url + (fault.outcome === "moved" ? "/" : screen.path));
  // A fault in the middle of things comes once everything has been read.
  if (fault.during) await (fault.outcome === "moved" ? page.locator(".strip summary") : screen.ready(page)).waitFor();
  met += (await fault.during?.(cell)) ?? 0;
  if (fault.outcome === "moved") await moved(cell, screen);
  else await screen.use(page, fault.outcome, { lost });
  const said = fault.says === null ? [] : await seen(page, fault.says);
  met += (await fault.after?.(cell)) ?? 0;
  injected += met;
  cells++;
  equal([met > 0, said, noise.filter((line) => !expected.test(line))], [true, fault.says === null ? [] : [fault.says], []]);
  await heading(page);
}

async function seen(page: Cell["page"], title: string): Promise<string[]> {
  await page.locator(".band").getByText(say(`common:${title}`)).first().waitFor();
  return [title];
}

/** Goes to a screen whose files are gone, as a link does: it is there nevertheless, in the old version or the new. */
async function moved({ page, site }: Cell, screen: Screen): Promise<void> {
  await page.evaluate((path) => { history.pushState({}, "", path); dispatchEvent(new PopStateEvent("popstate")); }, screen.path);
  await screen.ready(page).waitFor();
  site.intercept = null;
  await screen.use(page, "saved", { lost: false });
}

/** A tab of its own for each cell, with everything that it complains of. */
async function openCell(context: BrowserContext, site: AppSite): Promise<{ readonly cell: Cell; readonly noise: string[] }> {
  context.setDefaultTimeout(30_000);
  const page = await context.newPage();
  const noise: string[] = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) noise.push(message.text());
  });
  page.on("pageerror", (error) => noise.push(`page error: ${error.message}`));
  return { cell: { page, site, cdp: await context.newCDPSession(page) }, noise };
}

async function inCell(context: BrowserContext, site: AppSite, fault: StorageFaultCase, screen: Screen): Promise<void> {
  const { cell, noise } = await openCell(context, site);
  try {
    await one(fault, screen, cell, noise);
  } finally {
    site.intercept = null;
    await fault.heal?.(cell);
    for (const tab of context.pages().slice(1)) await tab.close();
  }
}

/** Once the fault is over, everything that had been saved before it is there. */
async function nothingLost(context: BrowserContext, site: AppSite): Promise<void> {
  const page = context.pages()[0]!;
  equal(await keptOn(page, site.url), ["decision", "answer", "draft"]);
  await page.goto("about:blank");
}

await withSite(first, async (site) => {
  const [base, app] = [await prepare(site.url), site.app];
  for (const fault of faults) {
    let context: BrowserContext | null = null;
    for (const screen of screens) {
      await tally.check(`${fault.name} · ${screen.name}`, async () => {
        site.app = app;
        if (context === null || fault.anew) {
          await context?.close();
          const profile = await copyOf(base);
          injected += (await fault.damage?.(profile)) ?? 0;
          ({ context } = await visit(profile));
        }
        await inCell(context, site, fault, screen);
        if (fault.keeps === "all" && (fault.anew || screen === screens.at(-1))) await nothingLost(context, site);
      });
    }
    await (context as BrowserContext | null)?.close();
  }
});

console.log(`${faults.length} storage faults on ${screens.length} screens: ${cells} cells, ${injected} faults injected`);
if (injected < cells) throw new Error("faults were not injected");
await tidyUp();
tally.finish();
