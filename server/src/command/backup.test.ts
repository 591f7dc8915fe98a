import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openStorage } from "../storage/open.ts";
import { loadSecrets } from "../vault/secrets.ts";
import { commands } from "./commands.ts";
import { runCommand } from "./run.ts";

let folder = "";
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), "pathwayks-backup-command-"))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(...argv: string[]) {
  let out = "", err = "";
  const io = { cwd: folder, env: { DATA_DIR: join(folder, "data") }, now: () => Date.UTC(2026, 10, 23, 18), out: (text: string) => (out += text), err: (text: string) => (err += text) };
  const code = await runCommand(commands, argv, io);
  return { code, out, err };
}

test("create, verify, restore and keys do what they say, and refuse what cannot be", async () => {
  expect(await run("backup", "create")).toMatchObject({ code: 1, err: expect.stringContaining("secret is neither in SERVER_SECRET nor in") as unknown });
  const dataDir = join(folder, "data");
  const storage = await openStorage({ dataDir, databaseUrl: null }, { newEpoch: () => "life-1", random: () => 0 });
  if (!storage.ok) throw new Error(storage.error);
  loadSecrets(dataDir, null);

  // While a server holds the database.
  const made = await run("backup", "create", "--to", "away");
  expect(made).toMatchObject({ code: 0, out: expect.stringContaining("Backup made and checked") as unknown });
  const [name = ""] = readdirSync(join(folder, "away"));
  const file = join("away", name);
  expect(await run("backup", "verify", file, "--json")).toMatchObject({ code: 0, out: expect.stringContaining('"epoch":"life-1"') as unknown });
  expect(existsSync(join(dataDir, ".verifying.sqlite"))).toBe(false);
  expect(await run("backup", "restore", file)).toMatchObject({ code: 1, err: expect.stringContaining("Stop it first") as unknown });
  expect(await run("backup", "keys")).toMatchObject({ code: 2 });
  expect(await run("backup", "keys", "--to", "keys")).toMatchObject({ code: 0, out: expect.stringContaining("0 people") as unknown });
  await storage.value.close();

  const { epoch } = JSON.parse((await run("backup", "restore", file, "--json")).out) as { epoch: string };
  const again = await openStorage({ dataDir, databaseUrl: null }, { newEpoch: () => "never", random: () => 0 });
  expect(again.ok && (await again.value.records.epoch())).toBe(epoch);
  expect(epoch).not.toBe("life-1");
  if (again.ok) await again.value.close();
  expect(await run("backup", "restore", join("keys", "pathwayks-keys.backup"))).toMatchObject({ code: 0 });
  expect(await run("backup", "verify", "nothing")).toMatchObject({ code: 1, err: expect.stringContaining("is not there") as unknown });
});
