// The outbox in a real Chromium: bars 3 and 6. `npx tsx tests/browser/outbox.ts`; the long run: `npm run races`, which is
// `--kills 50 --races 1000`.
import { mkdtemp, rm } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { chromium, type BrowserContext, type Page, type Worker } from "playwright-core";
import { bundle, chromiumFlags, equal, executablePath, site, Tally } from "./browser.ts";
import { launchKillable } from "./killable.ts";
import type { OutboxApi } from "./outbox-page.ts";

declare const api: OutboxApi;

const { values } = parseArgs({ options: { kills: { type: "string", default: "10" }, races: { type: "string", default: "100" } } });
const [KILLS, RACES] = [Number(values.kills), Number(values.races)];
const USER = "01936d5c-0000-7000-8000-000000000001";

/** What the server took: each id once, and how often it was offered. */
const offered = new Map<string, number>();
let seq = 0;

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const send = (value: unknown): void => void response.setHeader("content-type", "application/json").end(JSON.stringify(value));
  if (request.url === "/sw.js") response.setHeader("content-type", "text/javascript").end(script);
  else if (request.url?.startsWith("/api/v1/changes")) send({ account: USER, epoch: "e", reset: false, changes: [], next: "e.0", more: false });
  else if (request.url === "/api/v1/outbox") {
    let text = "";
    for await (const part of request) text += String(part);
    const { entries } = JSON.parse(text) as { entries: { id: string }[] };
    const results = entries.map(({ id }) => {
      const before = offered.get(id) ?? 0;
      offered.set(id, before + 1);
      return { id, status: "accepted", receipt: "PK-7Q2M-4XWD", serverSeq: ++seq, receivedAt: "2026-11-23T14:00:00Z", replayed: before > 0 };
    });
    send({ epoch: "e", results });
  } else response.writeHead(404).end();
}

const script = await bundle(fileURLToPath(new URL("outbox-page.ts", import.meta.url)));
const server = await site(script, (request, response) => void answer(request, response));
const tally = new Tally();

async function openPage(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  page.on("pageerror", (error) => console.log(`        page: ${error.message}`));
  await page.goto(server.url);
  await page.waitForFunction(() => "api" in globalThis);
  return page;
}

async function serviceWorker(context: BrowserContext, page: Page): Promise<Worker> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.register("/sw.js", { type: "module" });
    await navigator.serviceWorker.ready;
  });
  return context.serviceWorkers()[0] ?? context.waitForEvent("serviceworker");
}

async function races(profile: string): Promise<void> {
  const context = await chromium.launchPersistentContext(profile, { executablePath, args: [...chromiumFlags], headless: true });
  const [a, b] = [await openPage(context), await openPage(context)];
  const worker = await serviceWorker(context, a);
  await a.evaluate((user) => api.signIn("race", user), USER);
  await tally.check(`${RACES} races of two tabs and the service worker on one outbox: each entry arrives, and has one row`, async () => {
    const ids = new Set<string>();
    for (let i = 0; i < RACES; i++) {
      ids.add(await a.evaluate(() => api.submit("race")));
      const talk = (): Promise<string> => api.converse("race");
      await Promise.all([a.evaluate(talk), b.evaluate(talk), worker.evaluate(talk)]);
    }
    await a.evaluate(() => api.converse("race"));
    const entries = await b.evaluate(() => api.entries("race"));
    equal([entries.length, new Set(entries.map(({ id }) => id)).size, entries.filter(({ state }) => state === "received").length], [RACES, RACES, RACES]);
    equal(entries.map((entry) => entry.seq), entries.map((_, i) => i + 1));
    equal([...ids].every((id) => offered.has(id)), true);
    console.log(`        ${[...ids].filter((id) => (offered.get(id) ?? 0) > 1).length} of ${RACES} were offered more than once`);
  });
  await tally.check(`${RACES} drafts that two tabs and the service worker send at once become one entry each`, async () => {
    const outcomes: Record<string, number> = {};
    for (let i = 0; i < RACES; i++) {
      const draft = await a.evaluate((form) => api.openDraft("race", form), `form-${i}`);
      const send = ([form, it]: readonly [string, { id: string; rev: number }]): Promise<string> => api.finalise("race", form, it);
      const own = [`form-${i}`, draft] as const;
      const sent = await Promise.all([a.evaluate(send, own), b.evaluate(send, own), worker.evaluate(send, own)]);
      if (sent.filter((status) => status === "queued").length !== 1) throw new Error(`a draft ended as ${sent.join(", ")}`);
      for (const status of sent) outcomes[status] = (outcomes[status] ?? 0) + 1;
    }
    equal([outcomes["queued"], outcomes["already-sent"], Object.keys(outcomes).length], [RACES, 2 * RACES, 2]);
    equal((await a.evaluate(() => api.entries("race"))).length, 2 * RACES);
  });
  await tally.check("every writing transaction of outbox, drafts and profile is strict", async () => {
    const { strict, other } = await a.evaluate(() => api.strictOnly("strict"));
    console.log(`        ${strict} transactions`);
    equal([other, strict >= 4], [0, true]);
  });
  await context.close();
}

/** SIGKILL while a page writes: what was acknowledged is there, and nothing is half done. */
async function kills(profile: string): Promise<void> {
  const acked: { ids: string[]; city: string | null; draft: number } = { ids: [], city: null, draft: 0 };
  let total = 0;
  for (let i = 0; i <= KILLS; i++) {
    const { browser, kill } = await launchKillable(profile);
    try {
      const page = await openPage(browser.contexts()[0]!);
      const found = await page.evaluate(() => api.found("kill"));
      const lost = acked.ids.filter((id) => !found.ids.includes(id));
      if (lost.length > 0 || found.half.length > 0) throw new Error(`kill ${i}: ${lost.length} acknowledged entries lost, half done: ${found.half.join()}`);
      equal(found.seqs, found.seqs.map((_, at) => at + 1));
      if (acked.city !== null && numberIn(found.city) < numberIn(acked.city)) throw new Error(`kill ${i}: ${acked.city} was saved, ${String(found.city)} is there`);
      if (i === KILLS) break;
      Object.assign(acked, { city: null, draft: 0 });
      await page.exposeFunction("ack", (what: { id?: string; city?: string; draft?: number }) => {
        total++;
        if (what.id !== undefined) acked.ids.push(what.id);
        acked.city = what.city ?? acked.city;
      });
      void page.evaluate(() => api.write("kill")).catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, 50 + Math.random() * 1_000));
    } finally {
      await kill();
    }
  }
  console.log(`        ${total} acknowledgements, ${acked.ids.length} of them entries, over ${KILLS} kills`);
  if (acked.ids.length < KILLS) throw new Error("too few writes were acknowledged to say anything");
}

const numberIn = (city: unknown): number => Number(/\d+/.exec(String(city))?.[0] ?? 0);

const profile = await mkdtemp(join(tmpdir(), "pathwayks-outbox-"));
try {
  await races(join(profile, "races"));
  await tally.check(`${KILLS} kills of the browser lose nothing of outbox, profile and drafts, and leave nothing half done`, () => kills(join(profile, "kill")));
} finally {
  await server.close();
  await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}
tally.finish();
