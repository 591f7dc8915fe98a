import { eq, getTableName } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DataExport } from "@pathwayks/contracts";
import { jobPlace } from "../effects/stage.ts";
import { rows } from "../storage/engine.ts";
import type { Storage } from "../storage/open.ts";
import { main as mainTables } from "../storage/tables/sqlite.ts";
import { NOON, testApp } from "../testing/app.ts";
import { fillEveryTable } from "../testing/full-record.ts";
import { aPerson, type TestPerson } from "../testing/people.ts";
import { testSecrets } from "../testing/storage.ts";
import { openVault } from "../vault/vault.ts";
import { eraseShredded, forgetErased } from "./erase.ts";
import { tablesOfPeople } from "./tables-of-person.ts";

const MARKER = "Zq9marker316";

function serverOn(storage: Storage, now: () => number) {
  const vault = openVault({ engine: storage.keys, secrets: testSecrets, now });
  const parts = { storage, vault, secrets: testSecrets };
  const app = testApp({ ...parts, now });
  const call = (who: Pick<TestPerson, "headers">, method: string, path: string, body?: unknown) =>
    app.request(`/api/v1${path}`, { method, headers: who.headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  return { ...parts, call, person: (over: Parameters<typeof aPerson>[2] = {}) => aPerson(parts, now(), over), deps: { storage, vault, now } };
}

/** What export, erasure and guardians promise, on whichever storage. */
export function rightsKeepTheirPromises(name: string, open: () => Promise<Storage>): void {
  describe(name, () => {
    let now = NOON;
    let server: ReturnType<typeof serverOn>;
    beforeAll(async () => void (server = serverOn(await open(), () => now)));
    afterAll(() => server.storage.close());
    async function fill(who: TestPerson): Promise<void> {
      const key = await server.vault.of(who.userId);
      await server.storage.main.write((db, t) => fillEveryTable(db, t, { id: who.userId, key: key! }, who.sessionId, MARKER));
    }

    test("an export has rows of every table, everything opened, and nothing that would let somebody in", async () => {
      const [me, other] = [await server.person(), await server.person()];
      await fill(me);
      await fill(other);
      const answer = await server.call(me, "POST", "/users/me/export");
      expect([answer.status, answer.headers.get("Cache-Control"), answer.headers.get("Content-Disposition")]).toEqual([200, "no-store", 'attachment; filename="pathwayks-data.json"']);
      const text = await answer.clone().text();
      const told = (await answer.json()) as DataExport;
      for (const [name, { sealed = {}, secrets = {} }] of tablesOfPeople) {
        const of = told.tables[getTableName(mainTables[name])] ?? [];
        expect([name, of.length > 0]).toEqual([name, true]);
        for (const column of Object.keys(sealed)) if (name !== "users") expect(of.map((row) => row[column])).toContain(`${MARKER}-${name}-${column}`);
        for (const column of Object.keys(secrets)) expect(of.every((row) => !(column in row))).toBe(true);
      }
      expect(told.tables["users"]?.[0]?.["sealed"]).toMatchObject({ email: me.email });
      expect(text).not.toContain(other.userId);
      expect(told.page).toContain(`${MARKER}-notifications-sealed`);
      expect(told.page).not.toMatch(/<script|<img|https?:/);
    });

    test("erasing takes every row that law does not ask to keep, of this person alone; devices hear that all is revoked", async () => {
      const [me, other] = [await server.person(), await server.person()];
      await fill(me);
      await fill(other);
      expect((await server.call(me, "DELETE", "/users/me")).status).toBe(200);
      expect(await server.vault.of(me.userId)).toBeNull();
      for (const [name, { of, erase }] of tablesOfPeople) {
        const left = (who: TestPerson) => server.storage.main.read((db, t) => rows(db.select().from(t[name]).where(of(db, t, who.userId))));
        expect([name, (await left(me)).length > 0, (await left(other)).length > 0]).toEqual([name, erase !== "delete", true]);
      }
      const heard = await server.call(me, "GET", "/changes");
      expect([heard.status, ((await heard.json()) as { changes: object[] }).changes]).toEqual([200, [expect.objectContaining({ value: null, revoked: true })]]);
      for (const [method, path] of [["GET", "/users/me"], ["POST", "/users/me/export"], ["DELETE", "/users/me"], ["GET", "/notifications"]] as const) expect([path, (await server.call(me, method, path)).status]).toEqual([path, 401]);
      expect((await server.call(other, "GET", "/users/me")).status).toBe(200);
      expect(await eraseShredded(server.deps)).toBe(0);
      now = NOON + 31 * 86_400_000;
      expect([await forgetErased(server.deps), await forgetErased(server.deps)]).toEqual([1, 0]);
      now = NOON;
    });

    test("rows that a restored backup brought back are erased again, before anybody is served", async () => {
      const me = await server.person();
      await server.call(me, "DELETE", "/users/me");
      const key = await server.vault.of((await server.person()).userId);
      // What a backup from before holds: rows, sealed with a key that is nowhere any more.
      await server.storage.main.write((db, t) => fillEveryTable(db, t, { id: me.userId, key: key! }, me.sessionId, MARKER));
      expect([await eraseShredded(server.deps), await eraseShredded(server.deps)]).toEqual([1, 0]);
      expect(await server.storage.main.read((db, { personFields: t }) => rows(db.select().from(t).where(eq(t.userId, me.userId))))).toEqual([]);
    });

    test("export and erasure ask for a recent proof, and nobody can erase somebody else", async () => {
      const [stale, me, other] = [await server.person({ provedAt: NOON - 11 * 60_000 }), await server.person(), await server.person()];
      for (const [method, path] of [["POST", "/users/me/export"], ["DELETE", "/users/me"], ["DELETE", `/users/${stale.userId}`]] as const) {
        const answer = await server.call(stale, method, path);
        expect([path, answer.status, ((await answer.json()) as { error: { details: { field: string }[] } }).error.details[0]?.field]).toEqual([path, 403, "proof"]);
      }
      expect((await server.call(me, "DELETE", `/users/${other.userId}`)).status).toBe(404);
      expect((await server.call(me, "DELETE", `/users/${me.userId}`)).status).toBe(200);
      expect((await server.call(other, "GET", "/users/me")).status).toBe(200);
    });

    test("a guardian is asked by a letter and answers once; asking anew makes the old letter worthless", async () => {
      const headers = { "Content-Type": "application/json", "Sec-Fetch-Site": "same-origin", "X-PK": "1" };
      const answer = (token: string, agree: boolean) => server.call({ headers }, "POST", "/guardian/answer", { token, agree, textVersion: "1", language: "en" });
      const tokens = async (who: TestPerson) => {
        const key = (await server.vault.of(who.userId))!;
        const jobs = await server.storage.main.read((db, { jobs: t }) => rows(db.select().from(t).where(eq(t.userId, who.userId))));
        return jobs.filter(({ kind }) => kind === "mail").map(({ id, sealed }) => key.open(jobPlace(id), sealed) as { to: string; letter: { token: string } });
      };
      for (const agree of [true, false]) {
        const young = await server.person({ guardian: "pending" });
        const ask = async (guardianEmail: string) => (await server.call(young, "POST", "/users/me/guardian", { guardianEmail })).status;
        expect([await ask("one@example.org"), await ask("two@example.org")]).toEqual([200, 200]);
        const letters = await tokens(young);
        const [old, letter] = [letters.find(({ to }) => to === "one@example.org")!, letters.find(({ to }) => to === "two@example.org")!];
        expect((await answer(old.letter.token, !agree)).status).toBe(404);
        expect((await answer("x".repeat(43), agree)).status).toBe(404);
        expect([(await answer(letter.letter.token, agree)).status, (await answer(letter.letter.token, !agree)).status]).toEqual([200, 404]);
        expect(await (await server.call(young, "GET", "/users/me")).json()).toMatchObject({ guardian: agree ? "agreed" : "refused" });
        expect(((await (await server.call(young, "GET", "/users/me/consents")).json()) as { consents: object[] }).consents).toHaveLength(agree ? 1 : 0);
        expect(await ask("three@example.org")).toBe(409);
      }
      const pest = await server.person({ guardian: "pending" });
      const asked = [];
      for (let i = 0; i < 4; i++) asked.push((await server.call(pest, "POST", "/users/me/guardian", { guardianEmail: `g${i}@example.org` })).status);
      expect(asked).toEqual([200, 200, 200, 429]);
      expect((await server.call(await server.person(), "POST", "/users/me/guardian", { guardianEmail: "g@example.org" })).status).toBe(409);
    });
  });
}
