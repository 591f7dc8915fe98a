import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { feedCursor, fieldChange, stampAt } from "@pathwayks/contracts";
import type { FeedCursor, FieldChange } from "@pathwayks/contracts";
import { done, rows } from "../storage/engine.ts";
import type { Storage } from "../storage/open.ts";
import { addActor, testUser } from "../testing/actors.ts";
import { DEVICE, OTHER_DEVICE } from "../testing/entries.ts";
import { naughtyTexts } from "../testing/naughty.ts";
import { testSecrets } from "../testing/storage.ts";
import { openVault } from "../vault/vault.ts";
import type { SubjectKey } from "../vault/vault.ts";
import { addToFeed } from "./append.ts";
import type { FeedEntry } from "./append.ts";
import { changesSince, PAGE } from "./changes.ts";
import { cleanFeed, HISTORY_DAYS, TOMBSTONE_DAYS } from "./clean.ts";
import { historyPlace, mergeFields } from "./merge-fields.ts";
import { lockOwner } from "./owner.ts";

type Opened = Pick<Storage, "main" | "keys" | "close">;
const NOW = 1_795_000_000_000;
const DAY_MS = 86_400_000;

/** What the feed and the merging of fields promise, on whichever storage. */
export function feedKeepsItsPromises(name: string, open: () => Promise<Opened>): void {
  describe(name, () => {
    let storage: Opened;
    let people = 0;
    beforeAll(async () => void (storage = await open()));
    afterAll(() => storage.close());

    async function somebody() {
      const vault = openVault({ engine: storage.keys, secrets: testSecrets, now: () => NOW });
      const id = testUser(++people);
      await addActor(storage, vault, id);
      const key = await vault.of(id);
      if (key === null) throw new Error("no key");
      return { id, key, changes: async (cursor: FeedCursor | null = null) => {
        const answer = await changesSince({ engine: storage.main, vault }, id, cursor);
        if (answer === null) throw new Error("gone");
        return answer;
      } };
    }
    type Somebody = { readonly id: ReturnType<typeof testUser>; readonly key: SubjectKey };
    const tell = ({ id, key }: Somebody, entries: readonly FeedEntry[], at = new Date(NOW).toISOString()) =>
      storage.main.write((db, tables) => addToFeed(db, tables, id, key, entries, at));
    const merge = (user: Somebody, changes: readonly FieldChange[], now = NOW) =>
      storage.main.write(function* (db, tables) {
        yield* lockOwner(db, tables, user.id);
        yield* mergeFields(db, tables, user, changes, now);
      });
    const change = (value: unknown, ms: number, over: { readonly key?: string; readonly device?: typeof DEVICE; readonly counter?: number } = {}) =>
      fieldChange.parse({ key: over.key ?? "city", value, stamp: stampAt(ms, over.counter ?? 0, over.device ?? DEVICE) });
    const city = (i: number): FeedEntry => ({ kind: "field", id: `savedJobs/j${i}`, value: { i } });
    const history = ({ id, key }: Somebody) =>
      storage.main.read(function* (db, { personHistory }) {
        const found = yield* rows(db.select().from(personHistory).where(eq(personHistory.userId, id)).orderBy(personHistory.id));
        return found.map((row) => key.open(historyPlace(id, row.key, row.stamp), row.sealed));
      });

    test("nothing yet: an empty page and a cursor to come back with", async () => {
      const user = await somebody();
      const answer = await user.changes();
      expect(answer).toMatchObject({ changes: [], more: false, reset: false });
      expect(await user.changes(answer.next)).toEqual(answer);
    });

    test("pages follow each other without a gap or a repeat, and the last one says so", async () => {
      const user = await somebody();
      const many = 2 * PAGE + 3;
      for (let from = 0; from < many; from += 200) await tell(user, Array.from({ length: Math.min(200, many - from) }, (_, i) => city(from + i)));
      const seen: string[] = [];
      const sizes: number[] = [];
      let cursor: FeedCursor | null = null;
      for (let more = true; more; ) {
        const page = await user.changes(cursor);
        seen.push(...page.changes.map(({ id }) => id));
        sizes.push(page.changes.length);
        [cursor, more] = [page.next, page.more];
      }
      expect(sizes).toEqual([PAGE, PAGE, 3]);
      expect(seen).toEqual(Array.from({ length: many }, (_, i) => `savedJobs/j${i}`));
    });

    test("a thing is told once, as it now is, and after everything that was told before", async () => {
      const user = await somebody();
      await tell(user, [city(1), city(2)]);
      const first = await user.changes();
      await tell(user, [{ ...city(1), value: { i: "new" } }]);
      expect((await user.changes(first.next)).changes).toMatchObject([{ id: "savedJobs/j1", value: { i: "new" }, seq: 3 }]);
      expect((await user.changes()).changes.map(({ id }) => id)).toEqual(["savedJobs/j2", "savedJobs/j1"]);
    });

    test("what is gone is told as gone, and what is not this person's any more as revoked", async () => {
      const user = await somebody();
      await tell(user, [city(1), city(2), { ...city(1), value: null }, { ...city(2), value: null, revoked: true }]);
      const { changes } = await user.changes();
      expect(changes.map(({ id, value, revoked }) => [id, value, revoked])).toEqual([["savedJobs/j1", null, undefined], ["savedJobs/j2", null, true]]);
    });

    test("nobody hears of somebody else's", async () => {
      const [a, b] = [await somebody(), await somebody()];
      await tell(a, [city(1)]);
      expect((await b.changes()).changes).toEqual([]);
    });

    test("a cursor of another epoch, or from ahead of everything here, begins again", async () => {
      const user = await somebody();
      await tell(user, [city(1)]);
      const { epoch, next } = await user.changes();
      for (const cursor of ["another-epoch.0", "another-epoch.1", `${epoch}.999999`, `${epoch}1.1`]) {
        expect(await user.changes(feedCursor.parse(cursor))).toMatchObject({ reset: true, changes: [{ id: "savedJobs/j1" }], next });
      }
      expect(await user.changes(feedCursor.parse(`${epoch}.0`))).toMatchObject({ reset: false });
    });

    test("removals are kept 400 days; whoever comes later than that begins again, and nobody else does", async () => {
      const user = await somebody();
      const at = (days: number) => new Date(NOW - days * DAY_MS).toISOString();
      await tell(user, [city(1), city(2), city(3)], at(500));
      const early = (await user.changes()).next;
      await tell(user, [{ ...city(1), value: null }], at(TOMBSTONE_DAYS + 1));
      const heard = (await user.changes()).next;
      await tell(user, [{ ...city(2), value: null }], at(TOMBSTONE_DAYS - 1));
      expect(await cleanFeed(storage.main, NOW)).toBe(1);
      expect(await cleanFeed(storage.main, NOW)).toBe(0);
      expect(await user.changes(early)).toMatchObject({ reset: true, changes: [{ id: "savedJobs/j3" }, { id: "savedJobs/j2", value: null }] });
      expect(await user.changes(heard)).toMatchObject({ reset: false, changes: [{ id: "savedJobs/j2", value: null }] });
      expect(await user.changes()).toMatchObject({ reset: false });
    });

    test("numbers are in the order of commits, however many write at once", async () => {
      const user = await somebody();
      await Promise.all(Array.from({ length: 30 }, (_, i) => tell(user, [city(i), city(100 + i)])));
      const { changes } = await user.changes();
      expect(changes.map(({ seq }) => seq)).toEqual(Array.from({ length: 60 }, (_, i) => i + 1));
    });

    test("of two values the later stamp holds, in every order; the other one can be found again", async () => {
      const values = [change("Hays", NOW - 30), change("Salina", NOW - 20, { device: OTHER_DEVICE }), change(null, NOW - 10), change("Derby", NOW - 10, { device: OTHER_DEVICE })];
      const orders = [[0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1], [1, 3, 0, 2]];
      for (const order of orders) {
        const user = await somebody();
        for (const i of order) await merge(user, [values[i]!]);
        expect((await user.changes()).changes.map(({ value }) => value)).toEqual([{ key: "city", value: "Derby", stamp: values[3]!.stamp }]);
        expect((await history(user)).map(String).sort()).toEqual(["Hays", "Salina", "null"]);
      }
    });

    test("a set is merged by its elements", async () => {
      const user = await somebody();
      const saved = { savedAt: "2026-11-01T00:00:00Z" };
      await merge(user, [change(saved, NOW - 30, { key: "savedJobs/a" }), change(saved, NOW - 29, { key: "savedJobs/b" })]);
      await merge(user, [change(null, NOW - 20, { key: "savedJobs/a", device: OTHER_DEVICE }), change(saved, NOW - 25, { key: "savedJobs/c", device: OTHER_DEVICE })]);
      const now = (await user.changes()).changes.map(({ id, value }) => [id, (value as { value: unknown }).value !== null]);
      expect(Object.fromEntries(now)).toEqual({ "savedJobs/a": false, "savedJobs/b": true, "savedJobs/c": true });
    });

    test("the device that lost hears what holds", async () => {
      const user = await somebody();
      await merge(user, [change("new", NOW - 10)]);
      const { next } = await user.changes();
      await merge(user, [change("old", NOW - 20, { device: OTHER_DEVICE })]);
      expect((await user.changes(next)).changes).toMatchObject([{ value: { value: "new" } }]);
    });

    test("a clock two years ahead keeps nobody else's change out, and its own changes stay in their order", async () => {
      const user = await somebody();
      const ahead = NOW + 730 * DAY_MS;
      await merge(user, [change("first", ahead, { counter: 5 }), change("second", ahead + 1)]);
      expect((await user.changes()).changes).toMatchObject([{ value: { value: "second" } }]);
      await merge(user, [change("third", ahead + 2)]);
      expect((await user.changes()).changes).toMatchObject([{ value: { value: "third" } }]);
      const later = NOW + 6 * 60_000;
      await merge(user, [change("somebody else's", later, { device: OTHER_DEVICE })], later);
      expect((await user.changes()).changes).toMatchObject([{ value: { value: "somebody else's" } }]);
      expect(await history(user)).toEqual(["first", "second", "third"]);
    });

    test("what comes late from one device does not undo what it did after", async () => {
      const user = await somebody();
      const ahead = NOW + 730 * DAY_MS;
      await merge(user, [change("later", ahead + 5)]);
      await merge(user, [change("earlier", ahead + 1)], NOW + 60_000);
      expect((await user.changes()).changes).toMatchObject([{ value: { value: "later" } }]);
    });

    test("old values are kept 90 days", async () => {
      const user = await somebody();
      const then = NOW - (HISTORY_DAYS + 1) * DAY_MS;
      await merge(user, [change("a", then), change("b", then + 1)], then);
      await merge(user, [change("c", NOW)]);
      await cleanFeed(storage.main, NOW);
      expect(await history(user)).toEqual(["b"]);
    });

    test("every kind of text comes back byte by byte", async () => {
      const user = await somebody();
      const texts = naughtyTexts.filter((text) => text.length <= 100);
      await merge(user, texts.map((text, i) => change({ text, nested: [text] }, NOW - 1_000 + i, { key: `answers/a${i}` })));
      const told = new Map((await user.changes()).changes.map(({ id, value }) => [id, (value as { value: unknown }).value]));
      for (const [i, text] of texts.entries()) expect(told.get(`answers/a${i}`)).toEqual({ text, nested: [text] });
    });

    test("nothing that was said lies open in the database", async () => {
      const user = await somebody();
      await merge(user, [change("Tonganoxie", NOW - 10), change("Neodesha", NOW)]);
      const stored = await storage.main.read(function* (db, { feed, personFields, personHistory }) {
        return [yield* rows(db.select().from(feed)), yield* rows(db.select().from(personFields)), yield* rows(db.select().from(personHistory))];
      });
      expect(JSON.stringify(stored)).not.toMatch(/Tonganoxie|Neodesha/);
      await storage.main.write((db, { users }) => done(db.delete(users).where(eq(users.id, user.id))));
      await expect(user.changes()).rejects.toThrow("gone");
    });
  });
}
