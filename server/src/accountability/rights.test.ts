import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq, getTableColumns, getTableName } from "drizzle-orm";
import { afterAll, expect, test } from "vitest";
import { jobPlace } from "../effects/stage.ts";
import { first, rows } from "../storage/engine.ts";
import { mainPath, openStorage, type Storage } from "../storage/open.ts";
import { keys as keyTables, main as mainTables } from "../storage/tables/sqlite.ts";
import { NOON, testApp } from "../testing/app.ts";
import { fillEveryTable } from "../testing/full-record.ts";
import { aPerson, type TestPerson } from "../testing/people.ts";
import { memoryDatabase, memoryStorage, testSecrets } from "../testing/storage.ts";
import { openVault } from "../vault/vault.ts";
import { eraseShredded, forgetErased } from "./erase.ts";
import { comingOfAge } from "../submissions/guardian.ts";
import { rightsKeepTheirPromises } from "./rights.conformance.ts";
import { isNobodys, personTables, tablesOfPeople } from "./tables-of-person.ts";

const MARKER = "Zq9marker316";
const folders: string[] = [];
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

async function aServer(now = () => NOON, dataDir = mkdtempSync(join(tmpdir(), "pathwayks-rights-"))) {
  folders.push(dataDir);
  const opened = await openStorage({ dataDir, databaseUrl: null }, { newEpoch: () => "epoch-1", random: () => 0 });
  if (!opened.ok) throw new Error(opened.error);
  const storage = opened.value;
  const vault = openVault({ engine: storage.keys, secrets: testSecrets, now });
  const parts = { storage, vault, secrets: testSecrets };
  const app = testApp({ ...parts, now });
  const call = (who: Pick<TestPerson, "headers">, method: string, path: string, body?: unknown) =>
    app.request(`/api/v1${path}`, { method, headers: who.headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  return { ...parts, dataDir, call, person: (over = {}) => aPerson(parts, now(), over), deps: { storage, vault, now } };
}
const fill = async (server: { storage: Storage; vault: { of: ReturnType<typeof openVault>["of"] } }, who: TestPerson) => {
  const subject = { id: who.userId, key: (await server.vault.of(who.userId))! };
  await server.storage.main.write((db, t) => fillEveryTable(db, t, subject, who.sessionId, MARKER));
};

test("every table that could hold a person says what becomes of its rows, in the code and in the database itself", () => {
  const ofPeople = /^(user_id|staff_id|session_id|actor|target|email|email_hash|recipient)$/;
  for (const [name, rule] of Object.entries(personTables)) {
    const table = mainTables[name as keyof typeof mainTables];
    const columns = Object.values(getTableColumns(table)).map((column) => column.name);
    expect([name, columns.some((column) => ofPeople.test(column))]).toEqual([name, !isNobodys(rule)]);
    const sealed = Object.entries(getTableColumns(table)).filter(([, column]) => column.name.startsWith("sealed")).map(([key]) => key);
    if (!isNobodys(rule)) expect([name, sealed.filter((key) => rule.sealed?.[key] === undefined && rule.secrets?.[key] === undefined)]).toEqual([name, []]);
  }
  const found = memoryDatabase("main").prepare("select m.name, p.name as column from sqlite_master m join pragma_table_info(m.name) p where m.type = 'table'").all() as { name: string; column: string }[];
  const known = new Set<string>(tablesOfPeople.map(([name]) => getTableName(mainTables[name])));
  for (const { name, column } of found) if (ofPeople.test(column)) expect([name, known.has(name)]).toEqual([name, true]);
  expect(Object.keys(keyTables)).toEqual(["subjectKeys"]);
});

/** Everything in a folder, as one text of bytes. */
const bytesOf = (folder: string): string =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => readFileSync(join(entry.parentPath, entry.name), "latin1")).join("\n");

test("erasing leaves nothing that can be read, in no file; other people's rows stand, and devices hear that all is revoked", async () => {
  let now = NOON;
  const server = await aServer(() => now);
  const [me, other] = [await server.person({ email: `${MARKER}@example.org` }), await server.person()];
  await fill(server, me);
  await fill(server, other);
  const key = (await server.vault.of(me.userId))!;
  const job = await server.storage.main.read((db, { jobs }) => first(db.select().from(jobs).where(eq(jobs.userId, me.userId))));
  expect(key.open(jobPlace(job!.id), job!.sealed)).toContain(MARKER);
  const sealedBefore = job!.sealed;
  expect(bytesOf(server.dataDir)).toContain(sealedBefore);

  expect((await server.call(me, "DELETE", "/users/me")).status).toBe(200);
  const files = bytesOf(server.dataDir);
  expect([files.includes(MARKER), files.includes(sealedBefore)]).toEqual([false, false]);
  expect(await server.vault.of(me.userId)).toBeNull();
  for (const [name, { of, erase }] of tablesOfPeople) {
    const left = (who: TestPerson) => server.storage.main.read((db, t) => rows(db.select().from(t[name]).where(of(db, t, who.userId))));
    expect([name, (await left(me)).length > 0, (await left(other)).length > 0]).toEqual([name, erase !== "delete", true]);
  }
  const heard = await server.call(me, "GET", "/changes");
  expect([heard.status, await heard.json()]).toEqual([200, expect.objectContaining({ erased: true, changes: [expect.objectContaining({ value: null, revoked: true })] })]);
  for (const [method, path] of [["GET", "/users/me"], ["POST", "/users/me/export"], ["DELETE", "/users/me"], ["GET", "/notifications"]] as const) expect([path, (await server.call(me, method, path)).status]).toEqual([path, 401]);
  expect((await server.call(other, "GET", "/users/me")).status).toBe(200);

  now = NOON + 31 * 86_400_000;
  expect([await forgetErased(server.deps), await forgetErased(server.deps)]).toEqual([1, 0]);
  await server.storage.close();
});

test("a backup from before an erasure is erased again before anybody is served", async () => {
  const server = await aServer();
  const me = await server.person({ email: `${MARKER}@example.org` });
  await fill(server, me);
  await server.storage.main.scrub();
  const backup = join(server.dataDir, "backup");
  copyFileSync(mainPath(server.dataDir), backup);
  await server.call(me, "DELETE", "/users/me");
  expect(await eraseShredded(server.deps)).toBe(0);
  await server.storage.close();

  copyFileSync(backup, mainPath(server.dataDir));
  rmSync(backup);
  const restored = await aServer(() => NOON, server.dataDir);
  expect(await restored.vault.of(me.userId)).toBeNull();
  expect((await restored.storage.main.read((db, { personFields }) => rows(db.select().from(personFields)))).length).toBe(1);
  expect([await eraseShredded(restored.deps), await eraseShredded(restored.deps)]).toEqual([1, 0]);
  expect((await restored.storage.main.read((db, { personFields }) => rows(db.select().from(personFields)))).length).toBe(0);
  expect(bytesOf(server.dataDir)).not.toContain(MARKER);
  await restored.storage.close();
});

test("a guardian's word counts up to the day before the eighteenth birthday", () => {
  expect([comingOfAge("2010-05-10" as never), comingOfAge("2008-02-29" as never), comingOfAge("2010-01-01" as never)]).toEqual(["2028-05-09", "2026-02-28", "2027-12-31"]);
});

rightsKeepTheirPromises("Export, erasure and guardians", () => memoryStorage());
