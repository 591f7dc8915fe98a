// The device's database in a real browser: `npx tsx tests/browser/sync.ts`. KILLS=50 for the long run.
import { appendFile, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium, type BrowserContext, type Page } from "playwright-core";
import { bundle, chromiumFlags, equal, executablePath, site, Tally } from "./browser.ts";
import { launchKillable } from "./killable.ts";

interface PageApi {
  names(): string[];
  run(name: string): Promise<string | null>;
  write(name: string): Promise<void>;
  read(name: string): Promise<unknown>;
  crowd(name: string, bytes: number, values: readonly number[]): Promise<unknown[]>;
  putLarge(name: string, bytes: number): Promise<{ outcome: string; faults: string[]; mode: string }>;
}
declare const pageApi: PageApi;

const KILLS = Number(process.env["KILLS"] ?? 10);
const tally = new Tally();
const server = await site(await bundle(fileURLToPath(new URL("sync-page.ts", import.meta.url))));

const launch = (profile: string): Promise<BrowserContext> =>
  chromium.launchPersistentContext(profile, { executablePath, args: [...chromiumFlags], headless: true });

async function openPage(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  page.on("pageerror", (error) => console.log(`        page: ${error.message}`));
  await page.goto(server.url);
  await page.waitForFunction(() => "pageApi" in globalThis);
  return page;
}

async function inPage(profile: string): Promise<void> {
  const context = await launch(profile);
  const page = await openPage(context);
  for (const name of await page.evaluate(() => pageApi.names()))
    await tally.check(name, async () => {
      const failure = await page.evaluate((it) => pageApi.run(it), name);
      if (failure) throw new Error(failure);
    });
  await context.close();
}

/** A profile of its own: Chromium remembers for a while how much room an origin had. */
async function fullDisk(profile: string): Promise<void> {
  const context = await launch(profile);
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  const origin = new URL(server.url).origin;
  await cdp.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 1_000_000 });
  await page.goto(server.url);
  await page.waitForFunction(() => "pageApi" in globalThis);
  await tally.check("a full device rejects with quota, says so, and keeps what was there", async () => {
    const { outcome, faults, mode } = await page.evaluate(() => pageApi.putLarge("full", 8_000_000));
    equal([outcome, faults, mode], ["quota", ["quota"], "durable"]);
    equal((await page.evaluate(() => pageApi.putLarge("full", 1_000))).outcome, "none");
  });
  await tally.check("the person's data gets the room of the previous release first, then of the whole catalog; trust stays", async () => {
    await cdp.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 10_000_000 });
    const steps = await page.evaluate(() => pageApi.crowd("crowd", 2_000_000, [1_000, 4_500_000, 3_000_000, 9_000_000]));
    equal(steps, [["none", "12abc", 2, 1, 2], ["none", "2bc", 2, null, 2], ["none", "", null, null, 2], ["quota", "", null, null, 2], ["quota"]]);
  });
  await context.close();
}

/** SIGKILL while a page writes: whatever was acknowledged is there afterwards. */
async function kills(profile: string): Promise<void> {
  let acknowledged = 0;
  let total = 0;
  for (let i = 0; i <= KILLS; i++) {
    const { browser, kill } = await launchKillable(profile);
    try {
      const page = await openPage(browser.contexts()[0]!);
      const found = await page.evaluate(() => pageApi.read("kill"));
      if (Number(found ?? 0) < acknowledged) throw new Error(`kill ${i}: acknowledged ${acknowledged}, found ${String(found)}`);
      if (i === KILLS) break;
      await page.exposeFunction("ack", (n: number) => {
        acknowledged = n;
        total++;
      });
      void page.evaluate(() => pageApi.write("kill")).catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, 100 + Math.random() * 700));
    } finally {
      await kill();
    }
  }
  console.log(`        ${total} writes acknowledged over ${KILLS} kills`);
  if (total < KILLS) throw new Error("too few writes were acknowledged to say anything");
}

/** A log record's header (checksum, length, kind) whose body was never written, as a kill in between leaves it. */
const TORN = Uint8Array.of(1, 2, 3, 4, 79, 0, 1);

/** What seldom chance does, on purpose: the browser dies within a record, and again after it has gone on behind it. */
async function tornLog(profile: string): Promise<void> {
  let acknowledged = 0;
  for (const start of ["first", "behind the torn record", "last"]) {
    const { browser, kill } = await launchKillable(profile);
    try {
      const page = await openPage(browser.contexts()[0]!);
      const found = Number((await page.evaluate(() => pageApi.read("torn"))) ?? 0);
      if (found < acknowledged) throw new Error(`${start}: acknowledged ${acknowledged}, found ${found}`);
      if (start === "last") break;
      await new Promise<void>((resolve, reject) => {
        void page.exposeFunction("ack", (n: number) => ((acknowledged = n) >= found + 20 ? resolve() : undefined)).then(
          () => page.evaluate(() => pageApi.write("torn")), reject,
        ).catch(() => undefined);
      });
    } finally {
      await kill();
    }
    if (start === "first") await appendFile(await newestLog(join(profile, "Default/IndexedDB")), TORN);
  }
}

async function newestLog(folder: string): Promise<string> {
  const logs = (await readdir(folder, { recursive: true })).filter((name) => /\d+\.log$/.test(name)).sort();
  const newest = logs.at(-1);
  if (newest === undefined) throw new Error("the browser's database has no log, so this says nothing");
  return join(folder, newest);
}

const profile = await mkdtemp(join(tmpdir(), "pathwayks-sync-"));
try {
  await inPage(join(profile, "page"));
  await fullDisk(join(profile, "full"));
  await tally.check("a browser killed within a record of its log loses nothing at the start after next", () => tornLog(join(profile, "torn")));
  await tally.check(`${KILLS} kills of the browser lose nothing that was acknowledged`, () => kills(join(profile, "kill")));
} finally {
  await server.close();
  await rm(profile, { recursive: true, force: true });
}
tally.finish();
