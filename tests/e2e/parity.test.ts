import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { SeekerProfile } from "@pathwayks/contracts";
import { people } from "@pathwayks/matching/testing";
import { forget, openBrowser, type OpenBrowser } from "./browser.ts";
import { openPublished } from "./published.ts";
import { root, startServer, type RunningServer } from "./server.ts";

// One answer: the worker on the device, the server's API and the operator's command give the same bytes for everybody.

const MANY = 1_000;
let server: RunningServer;
let browser: OpenBrowser;
const folder = mkdtempSync(join(tmpdir(), "pathwayks-parity-"));

beforeAll(async () => {
  server = await startServer();
  browser = await openBrowser();
});

afterAll(async () => {
  await browser.close();
  await server.kill();
  forget(browser.profile);
  rmSync(folder, { recursive: true, force: true });
});

/** Asks a second worker of the built app, in the page's origin, over the app's own line; it opens the catalog that the app has fetched. */
async function askWorker(page: Page, profiles: readonly SeekerProfile[]): Promise<string[]> {
  const url = page.workers()[0]?.url();
  if (url === undefined) throw new Error("the page has started no worker");
  return page.evaluate(
    async ({ url, profiles }) => {
      interface Factory { createPolicy(name: string, rules: { createScriptURL(text: string): string }): { createScriptURL(text: string): string } }
      const policy = (globalThis as unknown as { trustedTypes: Factory }).trustedTypes.createPolicy("pk", { createScriptURL: (text) => text });
      const worker = new Worker(policy.createScriptURL(url), { type: "module" });
      const answers: string[] = [];
      for (const [id, profile] of profiles.entries())
        answers.push(
          await new Promise<string>((resolve, reject) => {
            const listen = ({ data }: MessageEvent<{ kind: string; id: number; value: { result: unknown }; detail: string }>) => {
              if (data.kind === "ready" || data.id !== id) return;
              worker.removeEventListener("message", listen);
              if (data.kind === "answer") resolve(JSON.stringify(data.value.result));
              else reject(new Error(data.detail));
            };
            worker.addEventListener("message", listen);
            worker.postMessage({ id, question: "rank", args: [profile, {}] });
          }),
        );
      worker.terminate();
      return answers;
    },
    { url, profiles },
  );
}

/** Whether the app has laid down the copy that its next start opens. */
const hasCopy = (): Promise<boolean> =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open("pathwayks");
    request.onerror = () => reject(request.error ?? new Error("not opened"));
    request.onsuccess = () => {
      const key = request.result.transaction("catalog").objectStore("catalog").getKey("joined");
      key.onsuccess = () => {
        request.result.close();
        resolve(key.result !== undefined);
      };
    };
  });

test(`${MANY} people: worker, server and command give the same bytes`, async () => {
  const { page } = browser;
  await page.goto(server.url);
  await page.getByText(/Facts from/).first().waitFor();
  const { view, releaseDir } = openPublished(server.dataDir);
  const profiles = people(20_261_123, MANY, view);

  const fromWorker = await askWorker(page, profiles);
  const today = (JSON.parse(fromWorker[0] ?? "{}") as { today: string }).today;

  const fromServer: string[] = [];
  for (const profile of profiles) {
    const answer = await fetch(`${server.url}/api/v1/matching/recommendations`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ profile, today }),
    });
    expect(answer.status).toBe(200);
    fromServer.push(JSON.stringify(await answer.json()));
  }

  const file = join(folder, "people.ndjson");
  writeFileSync(file, profiles.map((profile) => `${JSON.stringify(profile)}\n`).join(""));
  const args = ["--import", "tsx", "server/src/command/main.ts", "rank", "--catalog", releaseDir, "--profile", file, "--today", today, "--json"];
  const printed = execFileSync(process.execPath, args, { cwd: root, maxBuffer: 1 << 30 }).toString().trimEnd();
  const fromCommand = (JSON.parse(printed) as unknown[]).map((result) => JSON.stringify(result));
  // Reading and writing again changed nothing: these are the command's own bytes.
  expect(printed).toBe(`[${fromCommand.join(",")}]`);

  const differing = profiles.map((_, i) => i).filter((i) => fromWorker[i] !== fromServer[i] || fromWorker[i] !== fromCommand[i]);
  const digest = createHash("sha256").update(fromWorker.join("\n")).digest("hex").slice(0, 16);
  console.info(`${profiles.length} people, ${fromWorker.join("").length} bytes each way, digest ${digest}, ${differing.length} differ`);
  expect(fromCommand).toHaveLength(MANY);
  expect(differing).toEqual([]);
  expect(new Set(fromWorker).size).toBeGreaterThan(MANY * 0.9);

  // Until now the worker read the chunks, as after every download.
  await page.waitForFunction(hasCopy, undefined, { timeout: 60_000, polling: 500 });
  await page.reload();
  await page.getByText(/Facts from/).first().waitFor();
  expect(await askWorker(page, profiles)).toEqual(fromWorker);
});
