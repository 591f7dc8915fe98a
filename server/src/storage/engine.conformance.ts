import { and, asc, eq, gt, inArray, sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { done, Duplicate, first, part, rows } from "./engine.ts";
import type { Engine } from "./engine.ts";
import { prepared, preparedList } from "./prepared.ts";
import type { MainTables } from "./tables/all.ts";

/** What every engine promises; each implementation calls this with a way to open an empty database. */
export function engineKeepsItsPromises(name: string, open: () => Promise<Engine<MainTables>>): void {
  describe(name, () => {
    let engine: Engine<MainTables>;
    beforeEach(async () => void (engine = await open()));
    afterEach(() => engine.close());

    const put = (key: string, value: string) => engine.write((db, { meta }) => done(db.insert(meta).values({ key, value })));
    const get = (key: string) => engine.read(function* (db, { meta }) {
      return (yield* first(db.select().from(meta).where(eq(meta.key, key))))?.value ?? null;
    });

    test("what a write resolved with can be read", async () => {
      await put("a", "1");
      expect(await get("a")).toBe("1");
      expect(await get("b")).toBeNull();
    });

    test("a transaction that throws leaves nothing behind, and its error comes out", async () => {
      const failing = engine.write(function* (db, { meta }) {
        yield* done(db.insert(meta).values({ key: "a", value: "1" }));
        throw new RangeError("no");
      });
      await expect(failing).rejects.toThrow(RangeError);
      expect(await get("a")).toBeNull();
    });

    test("one that fails among many takes none of the others with it", async () => {
      await put("a", "first");
      const outcomes = await Promise.allSettled(["b", "a", "c"].map((key) => put(key, "second")));
      expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
      expect(outcomes[1]).toMatchObject({ reason: expect.any(Duplicate) as unknown });
      expect([await get("a"), await get("b"), await get("c")]).toEqual(["first", "second", "second"]);
    });

    test("a part that fails is undone by itself, however deep, and the rest stands", async () => {
      const told = await engine.write(function* (db, { meta }) {
        yield* done(db.insert(meta).values({ key: "a", value: "1" }));
        try {
          yield* part(function* () {
            yield* done(db.insert(meta).values({ key: "b", value: "1" }));
            yield* part(() => done(db.insert(meta).values({ key: "c", value: "1" })));
            yield* done(db.insert(meta).values({ key: "a", value: "again" }));
          });
          return "went through";
        } catch (error) {
          yield* done(db.insert(meta).values({ key: "d", value: "1" }));
          return error instanceof Duplicate ? "duplicate" : "something else";
        }
      });
      expect(told).toBe("duplicate");
      expect([await get("a"), await get("b"), await get("c"), await get("d")]).toEqual(["1", null, null, "1"]);
    });

    test("a query that was built before is run with the values of each time, also in a list of any length", async () => {
      const add = prepared((db, { feed }: MainTables) =>
        db.insert(feed).values({ userId: "u", kind: "field", id: sql.placeholder("id"), seq: sql.placeholder("seq"), sealed: sql.placeholder("sealed"), revoked: sql.placeholder("revoked"), at: "t" })
          .onConflictDoUpdate({ target: [feed.userId, feed.kind, feed.id], set: { sealed: sql`excluded.sealed`, revoked: sql`excluded.revoked` } }));
      const some = preparedList((db, { feed }: MainTables, names) =>
        db.select({ id: feed.id, sealed: feed.sealed, revoked: feed.revoked }).from(feed).where(inArray(feed.id, names.map((name) => sql.placeholder(name)))).orderBy(asc(feed.id)));
      const read = (ids: readonly string[]) => engine.read((db, tables) => rows(some.query(db, tables, ids.length), some.values(ids)));
      for (const [seq, id] of ["a", "b", "c", "d", "e"].entries())
        await engine.write((db, tables) => done(add(db, tables), { id, seq, sealed: seq % 2 === 0 ? null : id, revoked: seq % 2 === 0 }));
      await engine.write((db, tables) => done(add(db, tables), { id: "e", seq: 9, sealed: "again", revoked: false }));
      expect(await read([])).toEqual([]);
      expect(await read(["b"])).toEqual([{ id: "b", sealed: "b", revoked: false }]);
      expect(await read(["a", "b", "e"])).toEqual([{ id: "a", sealed: null, revoked: true }, { id: "b", sealed: "b", revoked: false }, { id: "e", sealed: "again", revoked: false }]);
      expect((await read(["a", "b", "c", "d", "e"])).length).toBe(5);
    });

    test("a counter that everybody shares hands out each number once, in the order of commits", async () => {
      await put("counter", "0");
      const taken = await Promise.all(
        Array.from({ length: 60 }, (_, i) =>
          engine.write(function* (db, { meta, audit }) {
            const [row] = yield* rows(db.update(meta).set({ value: sql`cast(cast(${meta.value} as integer) + 1 as text)` }).where(eq(meta.key, "counter")).returning());
            const seq = Number(row?.value);
            yield* done(db.insert(audit).values({ seq, at: "t", actor: String(i), action: "a", target: "t", detail: "", hash: "h" }));
            return seq;
          }),
        ),
      );
      expect([...taken].sort((a, b) => a - b)).toEqual(Array.from({ length: 60 }, (_, i) => i + 1));
      const stored = await engine.read((db, { audit }) => rows(db.select().from(audit).where(gt(audit.seq, 0)).orderBy(asc(audit.seq))));
      expect(stored.map(({ seq }) => seq)).toEqual(Array.from({ length: 60 }, (_, i) => i + 1));
      expect(stored[0]).toEqual({ seq: 1, at: "t", actor: expect.any(String) as unknown, action: "a", target: "t", detail: "", requestId: null, hash: "h" });
    });

    test("numbers, flags, nulls and every kind of text come back as they went in", async () => {
      const text = "Zażółć 🌻 \u202e'; drop table meta;-- \n\t\"%_\\";
      const row = { userId: "u", kind: "field", id: text, seq: Number.MAX_SAFE_INTEGER, sealed: null, revoked: true, at: "2026-11-23T08:00:00.000Z" };
      await engine.write((db, { feed }) => done(db.insert(feed).values(row)));
      const read = () => engine.read((db, { feed }) => rows(db.select().from(feed).where(and(eq(feed.userId, "u"), eq(feed.id, text)))));
      expect(await read()).toEqual([row]);
      await engine.write((db, { feed }) =>
        done(db.insert(feed).values({ ...row, seq: 7 }).onConflictDoUpdate({ target: [feed.userId, feed.kind, feed.id], set: { seq: 7, sealed: text, revoked: false } })));
      expect(await read()).toEqual([{ ...row, seq: 7, sealed: text, revoked: false }]);
    });

    test("only one of many who take the same free thing gets it", async () => {
      const job = { id: "j", kind: "mail", sealed: "", state: "ready", attempts: 0, runAfterMs: 0, leaseUntilMs: 0, createdAt: "t" };
      await engine.write((db, { jobs }) => done(db.insert(jobs).values(job)));
      const takers = await Promise.all(Array.from({ length: 8 }, (_, i) =>
        engine.write((db, { jobs }) =>
          rows(db.update(jobs).set({ leaseUntilMs: 1_000, leaseOwner: String(i) }).where(and(eq(jobs.id, "j"), eq(jobs.leaseUntilMs, 0))).returning()))));
      expect(takers.filter((won) => won.length === 1)).toHaveLength(1);
    });

    test("a row of a person who is gone goes too", async () => {
      await engine.write(function* (db, { users, recoveryCodes }) {
        yield* done(db.insert(users).values({ id: "u", emailHash: "e", sealed: "", passwordHash: "", role: "user", status: "active", language: "en", guardian: "not-needed", termsVersion: "1", createdAt: "t", updatedAt: "t" }));
        yield* done(db.insert(recoveryCodes).values({ hash: "h", userId: "u" }));
      });
      await engine.write((db, { users }) => done(db.delete(users).where(eq(users.id, "u"))));
      expect(await engine.read((db, { recoveryCodes }) => rows(db.select().from(recoveryCodes)))).toEqual([]);
    });

    test("closing finishes what waits", async () => {
      const writing = Promise.all(Array.from({ length: 20 }, (_, i) => put(`k${i}`, "1")));
      await writing;
      expect(engine.waiting()).toBe(0);
      await engine.ping();
    });
  });
}
