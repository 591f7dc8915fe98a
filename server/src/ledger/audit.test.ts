import { asc } from "drizzle-orm";
import { expect, test } from "vitest";
import { rows } from "../storage/engine.ts";
import { memoryStorage } from "../testing/storage.ts";
import { audit, chainHash, GENESIS } from "./audit.ts";

test("each row's hash covers the row before it, and a failed change leaves no row", async () => {
  const { main } = await memoryStorage();
  const entry = (target: string) => ({ actor: { kind: "system", name: "test" } as const, action: "thing.do", target, at: "2026-11-23T08:00:00.000Z" });
  await Promise.all(["a:1", "a:2", "a:3"].map((target) => main.write((db, t) => audit(db, t, entry(target)))));
  const failing = main.write(function* (db, t) {
    yield* audit(db, t, entry("a:4"));
    throw new Error("the change failed");
  });
  await expect(failing).rejects.toThrow("the change failed");
  const found = await main.read((db, { audit: table }) => rows(db.select().from(table).orderBy(asc(table.seq))));
  expect(found.map(({ target }) => target)).toEqual(["a:1", "a:2", "a:3"]);
  let before = GENESIS;
  for (const { hash, ...row } of found) {
    expect(hash).toBe(chainHash(before, row));
    before = hash;
  }
});
