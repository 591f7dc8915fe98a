// What people have on the device: sealed rows, and the outbox over them.
import { DATABASE_NAME } from "../../packages/sync/src/schema.ts";
import { localStoreKeepsItsPromises } from "@pathwayks/sync/testing";
import { equal } from "./page-assert.ts";
import { durabilities } from "./durabilities.ts";
import { all, change, freshName, open, raw, test } from "./page-kit.ts";

localStoreKeepsItsPromises({ test, equal }, async () => {
  const { device, name } = await open();
  return { store: device.people, again: async () => (await open({ name })).device.people };
});

const A = "a".repeat(32);
const about = { space: A, group: "about" as const, key: "about", value: { v: 1, marker: "MARKER-4412" } };

test("rows: nothing readable lies in the database, and no key, index or name tells whose it is", async () => {
  const { device, name } = await open();
  await device.people.commit({ base: 0, begin: [A], writes: [about], active: A });
  await device.people.read(A);
  await device.people.commit({ base: 1, writes: [{ space: A, group: "outbox", key: "MARKER-4413", value: "MARKER-4414" }] });
  const db = await raw(name);
  const rows = await all(db, "rows");
  const keys = await new Promise<IDBValidKey[]>((resolve) => {
    const request = db.transaction("rows").objectStore("rows").getAllKeys();
    request.onsuccess = () => resolve(request.result);
  });
  const text = JSON.stringify([keys, rows], (_, value: unknown) => (value instanceof Uint8Array ? new TextDecoder("latin1").decode(value) : value));
  equal([text.includes("MARKER"), rows.length, keys.every((key) => /^a{32}\.[0-9a-f]{32}$/.test(String(key)))], [false, 2, true]);
  equal(rows.map((row) => Object.keys(row as object).sort().join()), ["at,ciphertext,iv,schemaV", "at,ciphertext,iv,schemaV"]);
  equal([...db.transaction("rows").objectStore("rows").indexNames], []);
  db.close();
});

test("rows: a row that was damaged or moved does not open, is told, stays, and takes nothing else with it", async () => {
  const { device, name } = await open();
  await device.people.commit({ base: 0, begin: [A], writes: [about], active: A });
  await device.people.read(A);
  await device.people.commit({ base: 1, writes: [{ space: A, group: "outbox", key: "1", value: "one" }] });
  await device.people.commit({ base: 2, writes: [{ space: A, group: "outbox", key: "2", value: "two" }] });
  const db = await raw(name);
  await change(db, "rows", (store) => {
    store.openCursor().onsuccess = (event) => {
      const cursor = (event.target as IDBRequest<IDBCursorWithValue | null>).result;
      const row = cursor?.value as { at: number } | undefined;
      if (!cursor || !row) return;
      const moved = `${A}.${"f".repeat(32)}`;
      if (row.at === 2 && cursor.key !== moved) {
        store.put(row, moved);
        cursor.delete();
      }
      cursor.continue();
    };
  });
  const second = await open({ name });
  const snapshot = await second.device.people.read(A);
  equal([[...(snapshot?.rows.outbox.keys() ?? [])], snapshot?.rows.about.size, second.faults], [["2"], 1, ["corrupt"]]);
  equal((await all(db, "rows")).length, 3);
  db.close();
});

test("rows: forgetting leaves neither key nor row", async () => {
  const { device, name } = await open();
  await device.people.commit({ base: 0, begin: [A], writes: [about], active: A });
  await device.people.commit({ base: 1, writes: [], forget: [A] });
  const db = await raw(name);
  equal([(await all(db, "rows")).length, (await all(db, "keys")).length], [0, 0]);
  db.close();
});

test("rows: every writing transaction is strict", async () => {
  const asked = await durabilities(async () => {
    const { device } = await open();
    await device.people.commit({ base: 0, begin: [A], writes: [about], active: A });
    await device.people.read(A);
    await device.people.commit({ base: 1, writes: [{ space: A, group: "drafts", key: "f", value: 1 }] });
    await device.people.commit({ base: 2, writes: [], forget: [A] });
  });
  equal(asked, ["strict", "strict", "strict"]);
});

test("a database of the first version opens, keeps its record, and takes rows", async () => {
  const name = freshName();
  await new Promise<void>((resolve, reject) => {
    const request = indexedDB.open(name, 10);
    request.onupgradeneeded = () => {
      for (const table of ["chunks", "catalog", "records", "keys", "meta"]) request.result.createObjectStore(table);
    };
    request.onsuccess = () => {
      request.result.close();
      resolve();
    };
    request.onerror = () => reject(request.error ?? new Error("open failed"));
  });
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  // As the first version sealed: table, id and version, and no owner.
  const additionalData = new TextEncoder().encode("records|r1|1");
  const ciphertext = new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData }, key, new TextEncoder().encode('{"at":"q7"}')));
  const db = await raw(name);
  await change(db, "keys", (store) => void store.put(key, "records"));
  await change(db, "records", (store) => void store.put({ schemaV: 1, iv, ciphertext }, "r1"));
  await change(db, "meta", (store) => void store.put("r1", "record:person"));
  db.close();
  const { device, faults } = await open({ name });
  equal([await device.records.get("person"), faults], [{ at: "q7" }, []]);
  equal(await device.people.commit({ base: 0, begin: [A], writes: [about], active: A }), "committed");
  equal((await device.people.read(A))?.rows.about.size, 1);
  equal(DATABASE_NAME, "pathwayks");
});
