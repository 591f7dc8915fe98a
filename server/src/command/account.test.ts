import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openStorage } from "../storage/open.ts";
import type { Storage } from "../storage/open.ts";
import { letters } from "../testing/accounts.ts";
import { NOON, testApp } from "../testing/app.ts";
import { testBrowser } from "../testing/browser.ts";
import { loadSecrets } from "../vault/secrets.ts";
import { openVault } from "../vault/vault.ts";
import { commands } from "./commands.ts";
import { runCommand } from "./run.ts";

let folder = "";
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), "pathwayks-account-"))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(...argv: string[]) {
  let [out, err] = ["", ""];
  const code = await runCommand(commands, argv, { cwd: folder, env: { DATA_DIR: folder, PUBLIC_ORIGIN: "https://pathways.example" }, now: () => NOON, out: (text) => (out += text), err: (text) => (err += text) });
  return { code, out, err };
}
const invite = (...argv: string[]) => run("account", "invite", ...argv);

async function opened<T>(use: (storage: Storage) => Promise<T>): Promise<T> {
  const storage = await openStorage({ dataDir: folder, databaseUrl: null }, { newEpoch: () => "e", random: () => 0.5 });
  if (!storage.ok) throw new Error(storage.error);
  try {
    return await use(storage.value);
  } finally {
    await storage.value.close();
  }
}

test("without a server there is nobody to invite", async () => {
  const { code, err } = await invite("--email", "boss@example.org", "--role", "admin");
  expect([code, err]).toEqual([1, expect.stringContaining("no server's database") as string]);
});

test("an invitation leads to an account that can only set up a second factor, by a link that works once", async () => {
  await opened(() => Promise.resolve());
  const { code, out } = await invite("--email", "Boss@example.org", "--role", "trainingProvider", "--partner", "sample-college");
  expect(code).toBe(0);
  const token = /https:\/\/pathways\.example\/account\/reset#([A-Za-z0-9_-]{43})\n/.exec(out)?.[1];
  const again = await invite("--email", "boss@example.org", "--role", "trainingProvider", "--partner", "sample-college", "--json");
  const newer = (JSON.parse(again.out) as { link: string }).link.split("#")[1];
  await opened(async (storage) => {
    const secrets = loadSecrets(folder, null);
    if (!secrets.ok) throw new Error(secrets.error);
    const vault = openVault({ engine: storage.keys, secrets: secrets.value, now: () => NOON });
    const app = testApp({ storage, vault, secrets: secrets.value });
    expect((await letters({ storage, vault })).map(({ letter }) => letter)).toEqual(expect.arrayContaining([{ name: "invitation", token }, { name: "invitation", token: newer }]));
    const browser = testBrowser(app);
    const choose = (link: string | undefined) => browser.post("/users/password/reset", { token: link, password: "tractor-blue-7 barn" });
    expect([(await choose(token)).status, (await choose(newer)).status, (await choose(newer)).status]).toEqual([400, 200, 400]);
    const { body } = await browser.post("/users/login", { email: "boss@example.org", password: "tractor-blue-7 barn" });
    expect(body).toMatchObject({ status: "set-up-second-factor", account: { role: "trainingProvider", emailVerified: true } });
  });
  const taken = await invite("--email", "boss@example.org", "--role", "admin");
  expect([taken.code, taken.err]).toEqual([1, "There is an account with this address.\n"]);
});

test("a wrong call ends with 2 and changes nothing", async () => {
  for (const argv of [
    [], ["--email", "nonsense", "--role", "admin"], ["--email", "x@example.org", "--role", "user"], ["--email", "x@example.org", "--role", "root"],
    ["--email", "x@example.org", "--role", "employer"], ["--email", "x@example.org", "--role", "employer", "--center", "c"], ["--email", "x@example.org", "--role", "admin", "--partner", "p"],
    ["--email", "x@example.org", "--role", "workforceCenter", "--center", "Not An Id"], ["--email", "x@example.org", "--role", "admin", "--password", "1234"],
    ["--email", "x@example.org", "--role", "admin", "--language", "de"],
  ])
    expect([argv, (await invite(...argv)).code]).toEqual([argv, 2]);
});
