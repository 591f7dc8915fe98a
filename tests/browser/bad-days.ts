// What people see on days that go wrong otherwise: a clock two years off, a database of the first format, a server that came
// back from yesterday's backup, names without end. `npx tsx tests/browser/bad-days.ts [name]`.
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Page } from "playwright-core";
import { civilDate, dayNumber, emptyProfile } from "@pathwayks/contracts";
import { localDate } from "../../apps/seeker/src/worker/today.ts";
import { first, freshProfile, settled, tidyUp, visit, withSite } from "./app-visit.ts";
import { equal, Tally } from "./browser.ts";
import { field, go, sent as program, say } from "./storage/world.ts";

const only = process.argv[2];
const tally = new Tally(only === undefined ? undefined : new RegExp(only));
const USER = "01936d5c-0000-7000-8000-000000000001";

interface Push { readonly entries: readonly { readonly id: string; readonly body: { readonly consent?: { readonly expires: string } } }[] }

/** A server of one person, as far as these days need it: a receipt for each entry, and what was offered, in order. */
function miniature() {
  const offered: Push["entries"][number][] = [];
  const state = { epoch: "monday", offered };
  const account = {
    id: USER, role: "user", email: "ana@example.org", emailVerified: true, firstName: "Ana", lastName: "Ruiz", language: "en", secondFactors: [],
    guardian: "not-needed", createdAt: "2026-11-01T00:00:00Z",
  };
  const json = (response: ServerResponse, value: unknown): true => {
    response.setHeader("content-type", "application/json").end(JSON.stringify(value));
    return true;
  };
  const push = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    let text = "";
    for await (const part of request) text += String(part);
    const { entries } = JSON.parse(text) as Push;
    const results = entries.map((entry) => {
      const replayed = offered.some(({ id }) => id === entry.id);
      offered.push(entry);
      return { id: entry.id, status: "accepted", receipt: "PK-7Q2M-4XWD", serverSeq: offered.length, receivedAt: new Date().toISOString(), replayed };
    });
    json(response, { epoch: state.epoch, results });
  };
  const answer = (path: string, response: ServerResponse): boolean => {
    if (path === "/api/v1/users/login") return json(response, { status: "signed-in", account });
    if (path === "/api/v1/users/me/account") return json(response, account);
    if (path === "/api/v1/outbox") return void push(response.req, response), true;
    if (path !== "/api/v1/changes") return false;
    const reset = new URL(response.req.url ?? "/", "http://x").searchParams.get("since")?.startsWith(`${state.epoch}.`) === false;
    return json(response, { account: USER, epoch: state.epoch, reset, changes: [], next: `${state.epoch}.0`, more: false });
  };
  return { state, answer };
}

async function signIn(page: Page, url: string): Promise<void> {
  await go(page, `${url}/account/sign-in`);
  await page.getByLabel(say("account:email")).fill("ana@example.org");
  await page.getByLabel(say("account:password")).fill("four-horses-under-a-plum-tree");
  await page.getByRole("button", { name: say("account:sign-in"), exact: true }).click();
  await page.waitForURL("**/plan");
}

async function apply(page: Page, url: string): Promise<void> {
  await go(page, `${url}/enroll/${program}`);
  for (const [name, text] of [["firstName", "Ana"], ["lastName", "Ruiz"], ["phone", "316-555-0100"]] as const) await field(page, name).fill(text);
  await page.getByRole("button", { name: say("plan:form.check") }).click();
  await page.getByRole("checkbox").check();
  await page.getByRole("button", { name: new RegExp(`^(${say("plan:form.keep")}|${say("plan:form.send")})$`) }).click();
  await page.waitForURL("**/plan/*");
}

for (const years of [-2, 2]) {
  await tally.check(`a clock ${years} years off: received on the right day, nothing dated later, and what is allowed lasts`, async () => {
    await withSite(first, async (site) => {
      const { state, answer } = miniature();
      site.intercept = (path, response) => path.startsWith("/api/") && answer(path, response);
      const { context, page } = await visit(freshProfile());
      await page.clock.install({ time: new Date(Date.now() + years * 365 * 86_400_000) });
      await go(page, site.url);
      await settled(page);
      await signIn(page, site.url);
      await page.waitForTimeout(1_500);
      await apply(page, site.url);
      await page.getByText("PK-7Q2M-4XWD").first().waitFor();
      equal(state.offered.map(({ body }) => body.consent?.expires).filter(Boolean), [civilDate(dayNumber(localDate(new Date())) + 180)]);
      const year = String(new Date().getFullYear());
      const lines = await page.locator(".receipt").innerText();
      // When it was written is the phone's word as long as that is earlier: a clock that is behind still shows there.
      equal([lines.includes(year), lines.includes(String(Number(year) + 2))], [true, false]);
      await context.close();
    });
  });
}

await tally.check("a server restored from yesterday: what was received stays received, and is offered again unseen", async () => {
  await withSite(first, async (site) => {
    const { state, answer } = miniature();
    site.intercept = (path, response) => path.startsWith("/api/") && answer(path, response);
    const { context, page, noise } = await visit(freshProfile());
    await go(page, site.url);
    await settled(page);
    await signIn(page, site.url);
    await apply(page, site.url);
    await page.getByText("PK-7Q2M-4XWD").first().waitFor();
    const [once] = state.offered.filter(({ body }) => body.consent);
    state.epoch = "sunday";
    const seen: string[] = [];
    for (let i = 0; i < 40 && state.offered.filter(({ id }) => id === once?.id).length < 2; i++) {
      await go(page, `${site.url}/plan`);
      await page.locator(".receipt").first().waitFor();
      seen.push(await page.locator(".receipt").first().innerText());
      await page.waitForTimeout(500);
    }
    equal(state.offered.filter(({ id }) => id === once?.id).length, 2);
    equal(seen.filter((text) => !text.includes(say("plan:state.received")) || !text.includes("PK-7Q2M-4XWD")), []);
    equal(noise.filter((line) => !/status of 404/.test(line)), []);
    await context.close();
  });
});

await tally.check("a device on the first format: everything is there, once it was opened and again after that", async () => {
  await withSite(first, async (site) => {
    const { context, page } = await visit(freshProfile());
    const bare = await context.newPage();
    await bare.goto(`${site.url}/c/none`);
    await bare.evaluate(firstFormat, { profile: emptyProfile, program });
    await bare.close();
    for (let i = 0; i < 2; i++) {
      await go(page, `${site.url}/assessment/education`);
      await page.getByRole("radio", { name: say("vocabulary:education.associate"), exact: true, checked: true }).waitFor({ state: "attached" });
      await go(page, `${site.url}/plan`);
      await page.getByText(say("plan:saved", { count: 1 })).waitFor();
    }
    equal(await page.evaluate(async () => (await indexedDB.databases()).find(({ name }) => name === "pathwayks")?.version), 20);
    await context.close();
  });
});

await tally.check("names of 10,000 characters: the field keeps what is sent, the screen keeps its shape", async () => {
  await withSite(first, async (site) => {
    const { context, page } = await visit(freshProfile(), { viewport: { width: 320, height: 640 } });
    await go(page, site.url);
    await settled(page);
    await go(page, `${site.url}/enroll/${program}`);
    for (const [name, most] of [["firstName", 100], ["lastName", 100], ["message", 2_000]] as const) {
      await field(page, name).click();
      await page.keyboard.insertText("W".repeat(10_000));
      equal([name, (await field(page, name).inputValue()).length], [name, most]);
    }
    await field(page, "phone").fill("316-555-0100");
    await page.getByRole("button", { name: say("plan:form.check") }).click();
    await page.getByText(say("plan:written")).waitFor();
    equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
    await page.getByRole("checkbox").check();
    await page.getByRole("button", { name: say("plan:form.keep") }).click();
    await page.waitForURL("**/plan/*");
    equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
    for (const path of ["/account/sign-up", "/account/sign-in", "/catalog"]) {
      await go(page, site.url + path);
      const fields = page.locator("main input:not([type=date]):not([type=radio]):not([type=checkbox])");
      for (const one of await fields.all()) {
        await one.click();
        await page.keyboard.insertText("W".repeat(10_000));
      }
      equal([path, await page.evaluate(() => document.documentElement.scrollWidth)], [path, 320]);
    }
    await context.close();
  });
});

/** As the first version of the app left a device: one sealed record, and no spaces. Runs in a page without the app. */
async function firstFormat(kept: { readonly profile: unknown; readonly program: string }): Promise<void> {
  const record = {
    schemaV: 1, profile: kept.profile, answers: { education: "associate" }, at: "place", compare: [],
    saved: { pathways: [], programs: [{ id: kept.program, savedAt: "2026-01-01T00:00:00.000Z" }], jobs: [] },
  };
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const additionalData = new TextEncoder().encode("records|r1|1");
  const ciphertext = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData }, key, new TextEncoder().encode(JSON.stringify(record))));
  await new Promise<void>((resolve, reject) => {
    const request = indexedDB.open("pathwayks", 10);
    request.onupgradeneeded = () => {
      for (const table of ["chunks", "catalog", "records", "keys", "meta"]) request.result.createObjectStore(table);
    };
    request.onerror = () => reject(request.error ?? new Error("open failed"));
    request.onsuccess = () => {
      const transaction = request.result.transaction(["keys", "records", "meta"], "readwrite");
      transaction.objectStore("keys").put(key, "records");
      transaction.objectStore("records").put({ schemaV: 1, iv, ciphertext }, "r1");
      transaction.objectStore("meta").put("r1", "record:person");
      transaction.oncomplete = () => {
        request.result.close();
        resolve();
      };
    };
  });
}

await tidyUp();
tally.finish();
