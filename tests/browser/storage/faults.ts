// Twelve ways in which a device's storage fails, and what each screen has to do then.
import { readdir, open, rm } from "node:fs/promises";
import { join } from "node:path";
import type { CDPSession, Page } from "playwright-core";
import { second, stored } from "../app-visit.ts";
import type { AppSite } from "../app-site.ts";
import { bareTab, breakable, breakNow, flipRows, hold, injectedInto } from "./breakage.ts";

export interface Cell {
  readonly page: Page;
  readonly site: AppSite;
  readonly cdp: CDPSession;
}

/**
 * What the person meets. `saved`: nothing, everything works. `told`: the change is not saved, and that is said. `memory`:
 * nothing can be kept, and that is said. `moved`: the screen's own files are gone, and the page loads itself again, once.
 */
export type Outcome = "saved" | "told" | "memory" | "moved";

export interface StorageFaultCase {
  readonly name: string;
  readonly outcome: Outcome;
  /** The title of the band that has to be seen; `null`: none may be. */
  readonly says: string | null;
  /** To the profile, while no browser has it open. */
  readonly damage?: (profile: string) => Promise<number>;
  /** Before the screen is opened; gives how many faults that is. */
  readonly before?: (cell: Cell) => Promise<number>;
  /** After the screen was opened, before anything is done on it. */
  readonly during?: (cell: Cell) => Promise<number>;
  /** After the screen was used: how many faults were met. */
  readonly after?: (cell: Cell) => Promise<number>;
  /** Takes the fault away from the device again, where that is not done by closing the pages. */
  readonly heal?: (cell: Cell) => Promise<void>;
  /** What is to be there afterwards; "gone": the browser took all of it, which the person has to hear. */
  readonly keeps: "all" | "gone";
  /** A fresh copy of the phone for each screen. */
  readonly anew?: true;
}

const quota = async ({ cdp, site }: Cell, quotaSize?: number): Promise<void> =>
  void (await cdp.send("Storage.overrideQuotaForOrigin", { origin: site.url, ...(quotaSize === undefined ? {} : { quotaSize }) }));
const fresh = async ({ page }: Cell): Promise<number> => breakable(page).then(() => 0);
const met = ({ page }: Cell): Promise<number> => injectedInto(page);

let newer = 100;

export const faults: readonly StorageFaultCase[] = [
  {
    name: "the device is full: refused at the put", outcome: "told", says: "fault.quota.title", keeps: "all",
    before: fresh, during: ({ page }) => breakNow(page, { put: true }).then(() => 0), after: met,
  },
  {
    name: "the device is full: refused at the commit, and the catalog's room is not enough", outcome: "told", says: "fault.quota.title", keeps: "all", anew: true,
    before: (cell) => quota(cell, 1).then(() => 1), heal: (cell) => quota(cell),
  },
  {
    name: "the device is full: the catalog makes room for what the person decides", outcome: "saved", says: null, keeps: "all", anew: true,
    before: fresh, during: ({ page }) => breakNow(page, { put: "until-cleared" }).then(() => 0),
    after: async (cell) => ((await stored(cell.page)).blobs === 0 ? met(cell) : 0),
  },
  {
    name: "an older tab does not let go", outcome: "memory", says: "fault.blocked.title", keeps: "all",
    before: async ({ page, site }) => {
      await hold(await bareTab(page, site.url), null, true);
      return (await hold(await bareTab(page, site.url), newer++, false)) ? 0 : 1;
    },
  },
  {
    name: "a newer version opens the database in another tab", outcome: "told", says: "fault.version.title", keeps: "all",
    during: async ({ page, site }) => ((await hold(await bareTab(page, site.url), newer++, false)) ? 1 : 0),
  },
  {
    name: "the connection breaks once", outcome: "saved", says: null, keeps: "all",
    before: fresh, during: ({ page }) => breakNow(page, { transactions: 1 }).then(() => 0), after: met,
  },
  {
    name: "the connection breaks for good", outcome: "told", says: "fault.lost.title", keeps: "all",
    before: fresh, during: ({ page }) => breakNow(page, { transactions: 1_000_000 }).then(() => 0), after: met,
  },
  {
    name: "what was saved cannot be unsealed", outcome: "memory", says: "fault.corrupt.title", keeps: "all",
    before: async ({ page, site }) => flipOnce(page, site), heal: async ({ page, site }) => void (await flipOnce(page, site)),
  },
  {
    name: "the database's files are damaged on the disk", outcome: "saved", says: "fault.emptied.title", keeps: "gone", anew: true,
    damage: async (profile) => {
      const folder = join(profile, "Default/IndexedDB");
      const files = (await readdir(folder, { recursive: true })).filter((name) => /\.(log|ldb)$|MANIFEST/.test(name));
      for (const name of files) await overwrite(join(folder, name));
      return files.length;
    },
  },
  {
    name: "the browser cleared the database", outcome: "saved", says: "fault.emptied.title", keeps: "gone", anew: true,
    damage: async (profile) => rm(join(profile, "Default/IndexedDB"), { recursive: true }).then(() => 1),
  },
  {
    name: "the browser refuses storage", outcome: "memory", says: "fault.unavailable.title", keeps: "all",
    before: ({ page }) => breakable(page, { open: "SecurityError" }).then(() => 0), after: met,
  },
  {
    name: "the browser cleared the app's files, and the server has newer ones only", outcome: "moved", says: null, keeps: "all", anew: true,
    during: async ({ page, site, cdp }) => {
      site.app = second;
      // What the open page still names is there no longer; only a page that is loaded anew names what there is.
      let old = true;
      site.intercept = (path, response) => {
        if (path === "/index.html") old = false;
        return old && /^\/assets\/.*\.js$/.test(path) && (response.writeHead(404).end(), true);
      };
      await cdp.send("Network.clearBrowserCache");
      return page.evaluate(async () => {
        const names = await caches.keys();
        for (const name of names) await caches.delete(name);
        return names.length;
      });
    },
  },
];

async function flipOnce(page: Page, site: AppSite): Promise<number> {
  const tab = await bareTab(page, site.url);
  const rows = await flipRows(tab);
  await tab.close();
  return rows;
}

/** Replaces the middle half of a file by noise that is the same each time. */
async function overwrite(path: string): Promise<void> {
  const file = await open(path, "r+");
  const { size } = await file.stat();
  const noise = Uint8Array.from({ length: Math.max(1, size >> 1) }, (_, i) => (i * 97 + 13) & 255);
  await file.write(noise, 0, noise.length, size >> 2);
  await file.close();
}
