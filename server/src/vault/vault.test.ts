import { expect, test } from "vitest";
import type { UserId } from "@pathwayks/contracts";
import { memoryVault } from "../testing/storage.ts";
import { openVault } from "./vault.ts";

const user = "0193f000-0000-7000-8000-000000000001" as UserId;
const other = "0193f000-0000-7000-8000-000000000002" as UserId;

test("what is sealed opens with the same key at the same place, and nowhere else", async () => {
  const { vault } = await memoryVault(() => 0);
  const [mine, theirs] = [await vault.create(user), await vault.create(other)];
  const sealed = mine.seal("users|sealed|1", { firstName: "Ann" });
  expect(mine.open("users|sealed|1", sealed)).toEqual({ firstName: "Ann" });
  expect(() => mine.open("users|sealed|2", sealed)).toThrow();
  expect(() => theirs.open("users|sealed|1", sealed)).toThrow();
  expect(sealed).not.toContain("Ann");
});

test("a key that was thrown away is gone for every process, and is listed", async () => {
  const { vault, storage, secrets } = await memoryVault(() => 0);
  await vault.create(user);
  await vault.create(other);
  await vault.shred(user, "2026-11-23T08:00:00.000Z");
  await vault.shred(user, "2026-11-24T08:00:00.000Z");
  const elsewhere = openVault({ engine: storage.keys, secrets, now: () => 0 });
  for (const each of [vault, elsewhere]) {
    expect(await each.of(user)).toBeNull();
    expect(await each.of(other)).not.toBeNull();
    expect(await each.shredded()).toEqual([user]);
  }
});
