// The person's side of the device's database.
import { recordStoreKeepsItsPromises } from "@pathwayks/sync/testing";
import { equal } from "./page-assert.ts";
import { all, change, faultFrom, freshName, open, raw, test } from "./page-kit.ts";

recordStoreKeepsItsPromises({ test, equal }, async () => (await open()).device.records);

test("a new connection finds what the old one put", async () => {
  const first = await open();
  await first.device.records.put("person", { at: "q7" });
  first.device.close();
  const second = await open({ name: first.name });
  equal(await second.device.records.get("person"), { at: "q7" });
});

test("nothing readable lies in the database, and the key cannot be exported", async () => {
  const { device, name } = await open();
  await device.records.put("person", { marker: "MARKER-7731" });
  const db = await raw(name);
  const everything = await Promise.all([...db.objectStoreNames].map(async (store) => [store, await all(db, store)] as const));
  const text = JSON.stringify(everything, (_, value: unknown) => (value instanceof Uint8Array ? new TextDecoder("latin1").decode(value) : value));
  equal(text.includes("MARKER-7731"), false);
  const [key] = (await all(db, "keys")) as CryptoKey[];
  equal([key!.extractable, key!.algorithm.name, await faultFrom(crypto.subtle.exportKey("raw", key!))], [false, "AES-GCM", "other"]);
  db.close();
});

test("every writing transaction is strict, and a put resolves only after it completed", async () => {
  const original = IDBDatabase.prototype.transaction;
  const log: string[] = [];
  IDBDatabase.prototype.transaction = function spied(this: IDBDatabase, stores, mode, options) {
    const transaction = original.call(this, stores, mode, options);
    if (mode === "readwrite") {
      log.push(options?.durability ?? "default");
      transaction.addEventListener("complete", () => log.push("complete"));
    }
    return transaction;
  };
  try {
    const { device } = await open();
    await device.records.put("person", 1);
    log.push("resolved");
    await device.records.put("person", 2);
    await device.erase();
  } finally {
    IDBDatabase.prototype.transaction = original;
  }
  equal(log.filter((word) => word !== "complete" && word !== "resolved" && word !== "strict"), []);
  equal(log.filter((word) => word === "strict").length >= 4, true);
  equal(log[log.indexOf("resolved") - 1], "complete");
});

test("a damaged record is told as corrupt, stays where it is, and new ones are kept beside it", async () => {
  const first = await open();
  await first.device.records.put("person", "old");
  first.device.close();
  const db = await raw(first.name);
  await change(db, "records", (store) => {
    store.openCursor().onsuccess = (event) => {
      const cursor = (event.target as IDBRequest<IDBCursorWithValue | null>).result;
      if (!cursor) return;
      const record = cursor.value as { ciphertext: Uint8Array };
      record.ciphertext[3]! ^= 1;
      cursor.update(record);
    };
  });
  const second = await open({ name: first.name });
  equal(await faultFrom(second.device.records.get("person")), "corrupt");
  equal(second.faults, ["corrupt"]);
  await second.device.records.put("person", "new");
  equal(await second.device.records.get("person"), "new");
  equal((await all(db, "records")).length, 2);
  db.close();
});

test("a sealed record under another id does not open", async () => {
  const first = await open();
  await first.device.records.put("person", "mine");
  first.device.close();
  const db = await raw(first.name);
  const [record] = await all(db, "records");
  await change(db, "records", (store) => void store.put(record, "moved"));
  await change(db, "meta", (store) => void store.put("moved", "record:person"));
  db.close();
  const second = await open({ name: first.name });
  equal(await faultFrom(second.device.records.get("person")), "corrupt");
});

test("two tabs that begin at once end with one key, and each can read what the other put", async () => {
  const name = freshName();
  const [a, b] = await Promise.all([open({ name }), open({ name })]);
  await Promise.all([a.device.records.put("one", 1), b.device.records.put("two", 2), a.device.records.put("same", 3), b.device.records.put("same", 4)]);
  const seen = await Promise.all([a, b].flatMap(({ device }) => [device.records.get("one"), device.records.get("two")]));
  equal(seen, [1, 2, 1, 2]);
  equal([3, 4].includes((await a.device.records.get("same")) as number), true);
  const db = await raw(name);
  equal([(await all(db, "keys")).length, (await all(db, "records")).length], [1, 3]);
  db.close();
});

test("erasing leaves no row in any table", async () => {
  const { device, name } = await open();
  await device.records.put("person", 1);
  await device.erase();
  const db = await raw(name);
  const rows = await Promise.all([...db.objectStoreNames].map((store) => all(db, store)));
  equal(rows.flat(), []);
  db.close();
});
