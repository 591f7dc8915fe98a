import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { entryKindTable } from "../intake/kinds.ts";
import { createIntake } from "../intake/push.ts";
import { entryFormat } from "../intake/read-entry.ts";
import { verifyChain } from "../ledger/verify.ts";
import { done, first } from "../storage/engine.ts";
import { openStorage } from "../storage/open.ts";
import type { Storage } from "../storage/open.ts";
import { addActor, testId, testUser } from "../testing/actors.ts";
import { apply, aPush } from "../testing/entries.ts";
import { syncFacts } from "../testing/sync-catalog.ts";
import { loadSecrets } from "../vault/secrets.ts";
import { openVault } from "../vault/vault.ts";
import { commands } from "./commands.ts";
import { runCommand } from "./run.ts";

const NOW = 1_795_000_100_000;
const id = testId(1);
let folder = "";
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "pathwayks-handoffs-"));
  await opened(parked);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(...argv: string[]) {
  let [out, err] = ["", ""];
  const code = await runCommand(commands, ["handoffs", ...argv], { cwd: folder, env: { DATA_DIR: folder }, now: () => NOW, out: (text) => (out += text), err: (text) => (err += text) });
  return { code, out, err };
}

async function opened<T>(use: (storage: Storage) => Promise<T>): Promise<T> {
  const storage = await openStorage({ dataDir: folder, databaseUrl: null }, { newEpoch: () => "e", random: () => 0.5 });
  if (!storage.ok) throw new Error(storage.error);
  try {
    return await use(storage.value);
  } finally {
    await storage.value.close();
  }
}

/** Somebody applied, and nobody knows whether the employer has it. */
async function parked(storage: Storage): Promise<void> {
  const secrets = loadSecrets(folder, null);
  if (!secrets.ok) throw new Error(secrets.error);
  const vault = openVault({ engine: storage.keys, secrets: secrets.value, now: () => NOW });
  const actor = await addActor(storage, vault, testUser(1));
  const intake = createIntake({ engine: storage.main, vault, catalog: () => syncFacts, kinds: entryKindTable, format: entryFormat, now: () => NOW, onFault: (error) => { throw error; } });
  await intake.push(actor, aPush(actor.userId, [apply(1)]));
  const at = new Date(NOW).toISOString();
  await storage.main.write(function* (db, { handoffs, jobs }) {
    yield* done(db.insert(handoffs).values({ entryId: id, partnerId: "sim-employer", userId: actor.userId, sample: true, partnerReference: null, state: "checking", sentAt: at, updatedAt: at }));
    yield* done(db.update(jobs).set({ state: "parked", lastError: "ambiguous" }).where(eq(jobs.id, `handoff:${id}`)));
  });
}

test("it is listed without a name, settled once, and stands in the record of changes", async () => {
  const listed = await run("list", "--json");
  expect([listed.code, JSON.parse(listed.out)]).toEqual([0, [{ id, what: "submission", partner: "sim-employer", state: "checking", sentAt: new Date(NOW).toISOString(), why: "ambiguous" }]]);
  expect((await run("list")).out).toBe(`${id}  submission to sim-employer, checking since ${new Date(NOW).toISOString()} (ambiguous)\n`);
  const settled = await run("settle", id, "--sent", "--reference", "7001", "--json");
  expect([settled.code, JSON.parse(settled.out)]).toEqual([0, { id, what: "submission", settled: "sent" }]);
  expect(await run("settle", id, "--again")).toMatchObject({ code: 1, err: expect.stringContaining("waits for a person") as unknown });
  expect((await run("list")).out).toBe("Nothing waits for a person.\n");
  await opened(async ({ main }) => {
    const found = await main.read(function* (db, { applications, audit, handoffs }) {
      return {
        delivery: (yield* first(db.select().from(applications)))?.delivery, reference: (yield* first(db.select().from(handoffs)))?.partnerReference,
        audited: (yield* first(db.select().from(audit).where(eq(audit.action, "handoff.settle"))))?.actor,
      };
    });
    expect(found).toEqual({ delivery: "delivered", reference: "7001", audited: "system:operator" });
    expect((await verifyChain(main)).fault).toBeNull();
  });
});

test("a wrong call ends with 2 and changes nothing; each explains itself", async () => {
  for (const argv of [["settle"], ["settle", id], ["settle", id, "--sent", "--again"], ["settle", id, "--again", "--reference", "1"], ["settle", id, "--sent", "--reference", "a b"], ["list", "x"]])
    expect([argv, (await run(...argv)).code]).toEqual([argv, 2]);
  expect((await run("settle", "--help")).out).toContain("--again");
});
