import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { EntryResult, OutboxEntry } from "@pathwayks/contracts";
import type { Person } from "../policy/actor.ts";
import { done } from "../storage/engine.ts";
import { RESTORED_AT } from "../storage/meta-keys.ts";
import type { Storage } from "../storage/open.ts";
import { addActor, testUser } from "../testing/actors.ts";
import { NOON, testApp } from "../testing/app.ts";
import { sampleOpen } from "../testing/catalog.ts";
import { aBody, apply, aPush, enroll, setCity } from "../testing/entries.ts";
import { aPerson } from "../testing/people.ts";
import { testSecrets } from "../testing/storage.ts";
import { syncFacts } from "../testing/sync-catalog.ts";
import { openVault } from "../vault/vault.ts";
import type { Vault } from "../vault/vault.ts";
import { entryKindTable } from "./kinds.ts";
import { createIntake } from "./push.ts";
import { entryFormat } from "./read-entry.ts";

const DAY = 86_400_000;
// When the ids of test entries were made, and a moment later.
const MADE = 1_795_000_000_000;
const iso = (ms: number) => new Date(ms).toISOString();

/** How many enrollments and applications of one person are taken within a day, on whichever storage. */
export function dailyLimitHolds(name: string, open: () => Promise<Storage>): void {
  describe(name, () => {
    let storage: Storage;
    let vault: Vault;
    let now = MADE + 1_000;
    beforeAll(async () => {
      storage = await open();
      vault = openVault({ engine: storage.keys, secrets: testSecrets, now: () => now });
    });
    afterAll(() => storage.close());

    async function push(actor: Person, ...entries: OutboxEntry[]): Promise<readonly EntryResult[]> {
      const intake = createIntake({
        engine: storage.main, vault, catalog: () => syncFacts, kinds: entryKindTable, format: entryFormat, now: () => now, submissionsPerDay: 3, onFault: (error) => { throw error; },
      });
      const pushed = await intake.push(actor, aPush(actor.userId, entries));
      if (!pushed.ok) throw new Error(pushed.error);
      return pushed.value.results;
    }
    const statuses = (results: readonly EntryResult[]) => results.map((result) => (result.status === "rejected" ? result.code : result.status));

    test("the one too many says from when on it goes on, stops nothing else, and is taken then", async () => {
      const [me, other] = [await addActor(storage, vault, testUser(1)), await addActor(storage, vault, testUser(2))];
      const first = now;
      expect(statuses(await push(me, enroll(1)))).toEqual(["accepted"]);
      now += 3_600_000;
      const results = await push(me, enroll(2), apply(3), enroll(4), apply(5), setCity(6, "Salina"));
      expect(statuses(results)).toEqual(["accepted", "accepted", "too_many", "too_many", "accepted"]);
      expect(results[3]).toMatchObject({ fields: [{ field: "again", message: iso(first + DAY) }] });
      expect(statuses(await push(me, enroll(1), enroll(2), apply(3)))).toEqual(["accepted", "accepted", "accepted"]);
      expect(statuses(await push(other, enroll(7)))).toEqual(["accepted"]);
      now = first + DAY - 1;
      expect(statuses(await push(me, enroll(4)))).toEqual(["too_many"]);
      now = first + DAY;
      expect(statuses(await push(me, enroll(4), apply(5)))).toEqual(["accepted", "too_many"]);
    });

    test("over the API it is 429 with `Retry-After`", async () => {
      const parts = { storage, vault, secrets: testSecrets };
      const app = testApp({ ...parts, submissionsPerDay: 1, catalog: { current: () => sampleOpen } });
      const me = await aPerson(parts, NOON);
      const body = JSON.stringify(aBody.enrollment({ programId: "other-school:nurse.aide", providerId: "other-school", consent: aBody.consent("other-school", "enrollment", ["firstName", "lastName", "email", "message"]) }));
      const send = (n: number) => app.request("/api/v1/enrollments", { method: "POST", headers: { ...me.headers, "Idempotency-Key": enroll(n).id }, body });
      expect((await send(21)).status).toBe(200);
      const refused = await send(22);
      expect([refused.status, refused.headers.get("Retry-After")]).toEqual([429, String(DAY / 1_000)]);
      expect(await refused.json()).toMatchObject({ error: { code: "TOO_MANY_REQUESTS", details: [{ field: "again", message: iso(NOON + DAY) }] } });
      expect((await send(21)).status).toBe(200);
    });

    test("what was made before a restore is all taken when devices offer it again, and counts for nothing", async () => {
      await storage.main.write((db, { meta }) => done(db.insert(meta).values({ key: RESTORED_AT, value: iso(MADE + 1) }).onConflictDoUpdate({ target: meta.key, set: { value: iso(MADE + 1) } })));
      const me = await addActor(storage, vault, testUser(3));
      expect(statuses(await push(me, ...[31, 32, 33, 34, 35].map((n) => enroll(n))))).toEqual(Array(5).fill("accepted"));
    });
  });
}
