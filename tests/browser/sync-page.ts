// Runs inside the browser: the conformance suites and the faults that a page can bring about by itself. `tests/browser/sync.ts`
// drives it and adds what only the outside can do: a full disk, a killed browser.
import { recordStoreKeepsItsPromises } from "@pathwayks/sync/testing";
import { DeviceFault, openBlobs, openDevice, type ConnectionDeps, type Device, type StorageFault } from "@pathwayks/sync";
import { catalogStoreKeepsItsPromises } from "../../packages/catalog/src/testing/store.conformance.ts";
import { emptyState, type CatalogState, type CatalogStore } from "../../packages/catalog/src/update/store.ts";
import { equal } from "./page-assert.ts";
import { brokenFactory } from "./broken-factory.ts";

const cases: { name: string; body: () => Promise<void> }[] = [];
const test = (name: string, body: () => Promise<void>): void => void cases.push({ name, body });

let count = 0;
const freshName = (): string => `test-${Date.now()}-${count++}`;

interface Opened {
  readonly device: Device;
  readonly faults: StorageFault[];
  readonly name: string;
}

async function open(deps: ConnectionDeps = {}): Promise<Opened> {
  const faults: StorageFault[] = [];
  const name = deps.name ?? freshName();
  const device = await openDevice({ ...deps, name, onFault: (fault) => faults.push(fault) });
  return { device, faults, name };
}

/** The database as the browser has it, without anything of ours in between. */
function raw(name: string, version?: number): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, version);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("open failed"));
  });
}

function all(db: IDBDatabase, store: string): Promise<unknown[]> {
  return new Promise((resolve, reject) => {
    const request = db.transaction(store).objectStore(store).getAll();
    request.onsuccess = () => resolve(request.result as unknown[]);
    request.onerror = () => reject(request.error ?? new Error("read failed"));
  });
}

function change(db: IDBDatabase, store: string, work: (store: IDBObjectStore) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const transaction = db.transaction(store, "readwrite");
    work(transaction.objectStore(store));
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error("aborted"));
  });
}

const faultFrom = (work: Promise<unknown>): Promise<StorageFault | "none" | "other"> =>
  work.then(() => "none" as const, (error: unknown) => (error instanceof DeviceFault ? error.fault : "other"));

recordStoreKeepsItsPromises({ test, equal }, async () => (await open()).device.records);

type Blobs = CatalogStore & { pack(hashes: readonly string[], least?: number): Promise<"packed" | "full"> };

async function openCatalog(name = freshName()): Promise<Blobs> {
  const store: Blobs | null = await openBlobs<CatalogState>(emptyState, { name });
  if (!store) throw new Error("storage is refused");
  return store;
}

catalogStoreKeepsItsPromises({ test, equal }, () => openCatalog());

/** The same store, packed again after every blob: whether blobs lie alone or together must not be seen. */
async function openPacking(): Promise<CatalogStore> {
  const store = await openCatalog();
  return {
    readState: () => store.readState(),
    commit: (state, drop) => store.commit(state, drop),
    put: async (hash, bytes) => {
      const answer = await store.put(hash, bytes);
      await store.pack([...(await store.hashes())], 1);
      return answer;
    },
    getMany: (hashes) => store.getMany(hashes),
    hashes: () => store.hashes(),
  };
}

catalogStoreKeepsItsPromises({ test: (name, body) => test(`packed: ${name}`, body), equal }, openPacking);

test("packing keeps every byte, drops leave nothing behind, and a damaged blob can be put again", async () => {
  const name = freshName();
  const store = await openCatalog(name);
  const blob = (n: number): Uint8Array => new Uint8Array(200_000).fill(n);
  const hashes = Array.from({ length: 40 }, (_, i) => `h${i}`);
  for (const [i, hash] of hashes.entries()) await store.put(hash, blob(i));
  equal(await store.pack(hashes), "packed");
  const db = await raw(name);
  const rows = async (): Promise<number> => (await all(db, "chunks")).length;
  equal(await rows(), 3);
  const found = await store.getMany(hashes);
  equal(hashes.every((hash, i) => found.get(hash)?.length === 200_000 && found.get(hash)?.every((byte) => byte === i)), true);
  await store.put("h7", blob(200));
  equal([(await store.getMany(["h7"])).get("h7")?.[5], (await store.hashes()).size], [200, 40]);
  await store.commit({ ...emptyState, revision: 1 }, hashes.slice(0, 12));
  equal([...(await store.hashes())].sort(), hashes.slice(12).sort());
  await store.commit({ ...emptyState, revision: 2 }, hashes);
  equal([[...(await store.hashes())], await rows()], [[], 0]);
  db.close();
});

for (const error of ["InvalidStateError", "UnknownError"])
  test(`the catalog's connection that breaks once (${error}) is opened afresh`, async () => {
    let left = 0;
    const store = await openBlobs<CatalogState>(emptyState, { name: freshName(), indexedDB: brokenFactory({ transaction: () => (left-- > 0 ? error : null) }) });
    await store!.put("aa", new Uint8Array([1]));
    left = 1;
    equal([...((await store!.getMany(["aa"])).get("aa") ?? [])], [1]);
  });

test("the catalog lives in memory where storage is refused, blocked or damaged", async () => {
  for (const error of ["SecurityError", "UnknownError", "InvalidStateError"])
    equal(await openBlobs<CatalogState>(emptyState, { name: freshName(), indexedDB: brokenFactory({ open: () => error }) }), null);
  const name = freshName();
  const older = await raw(name, 1);
  equal(await openBlobs<CatalogState>(emptyState, { name }), null);
  older.close();
});

test("both ways into the database make the same tables, whichever comes first, and a newer one is opened as it is", async () => {
  const name = freshName();
  await (await openCatalog(name)).put("aa", new Uint8Array([7]));
  const { device, faults } = await open({ name });
  await device.records.put("person", 1);
  equal([await device.records.get("person"), device.refused, faults], [1, null, []]);
  device.close();
  (await raw(name, 400)).close();
  equal([...(await (await openCatalog(name)).hashes())], ["aa"]);
});

test("two connections that commit from one state: one wins, and both see it", async () => {
  const name = freshName();
  const [a, b] = await Promise.all([openCatalog(name), openCatalog(name)]);
  const answers = await Promise.all([a, b].map((store, i) => store.commit({ ...emptyState, revision: 1, trust: { k: i } }, [])));
  equal([...answers].sort(), ["committed", "conflict"]);
  equal(await a.readState(), await b.readState());
});

test("a blob and a commit are strict writes", async () => {
  const name = freshName();
  const seen = new Set<string>();
  const original = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function spied(this: IDBDatabase, stores, mode, options) {
    if (mode === "readwrite") seen.add(options?.durability ?? "default");
    return original.call(this, stores, mode, options);
  };
  try {
    const store = await openCatalog(name);
    await store.put("aa", new Uint8Array(10));
    await store.commit({ ...emptyState, revision: 1 }, ["aa"]);
  } finally {
    IDBDatabase.prototype.transaction = original;
  }
  equal([...seen], ["strict"]);
});

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

test("an older tab lets go within a second when a newer one opens, and says so", async () => {
  const { device, faults, name } = await open();
  await device.records.put("person", 1);
  const started = performance.now();
  const newer = await raw(name, 1_000);
  equal(performance.now() - started < 1_000, true);
  equal(faults, ["version"]);
  equal(await faultFrom(device.records.put("person", 2)), "version");
  newer.close();
});

test("a newer tab that is blocked says so within four seconds and works in memory", async () => {
  const name = freshName();
  const older = await new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("open failed"));
  });
  const started = performance.now();
  const { device, faults } = await open({ name });
  equal(performance.now() - started < 4_000, true);
  equal([device.refused, device.records.mode, faults], ["blocked", "memory", ["blocked"]]);
  await device.records.put("person", 5);
  equal(await device.records.get("person"), 5);
  older.close();
});

test("an older app opens the database of a newer one", async () => {
  const { device, name } = await open();
  await device.records.put("person", "x");
  device.close();
  (await raw(name, 500)).close();
  const again = await open({ name });
  equal([again.device.refused, await again.device.records.get("person")], [null, "x"]);
});

for (const [label, error] of [["SecurityError", "SecurityError"], ["InvalidStateError", "InvalidStateError"]] as const)
  test(`a browser that refuses storage (${label}) gives memory and says why`, async () => {
    const { device, faults } = await open({ indexedDB: brokenFactory({ open: () => error }) });
    equal([device.refused, device.records.mode, faults], ["unavailable", "memory", ["unavailable"]]);
    await device.records.put("person", 5);
    equal(await device.records.get("person"), 5);
  });

test("a database that the browser cannot open for damage is told as corrupt", async () => {
  const { device, faults } = await open({ indexedDB: brokenFactory({ open: () => "UnknownError" }) });
  equal([device.refused, device.records.mode, faults], ["corrupt", "memory", ["corrupt"]]);
});

for (const error of ["InvalidStateError", "UnknownError"])
  test(`a connection that breaks once (${error}) is opened afresh, and nobody hears of it`, async () => {
    let left = 0;
    const { device, faults } = await open({ indexedDB: brokenFactory({ transaction: () => (left-- > 0 ? error : null) }) });
    await device.records.put("person", 1);
    left = 1;
    equal(await device.records.get("person"), 1);
    left = 1;
    await device.records.put("person", 2);
    equal([await device.records.get("person"), faults], [2, []]);
  });

test("a connection that stays broken is told as lost after one fresh one", async () => {
  let broken = false;
  let opened = 0;
  const { device, faults } = await open({ indexedDB: brokenFactory({ open: () => (opened++, null), transaction: () => (broken ? "UnknownError" : null) }) });
  broken = true;
  const before = opened;
  equal(await faultFrom(device.records.get("person")), "lost");
  equal([faults, opened - before], [["lost"], 1]);
});

test("a connection that the browser closes by force is opened afresh", async () => {
  let last: IDBDatabase | null = null;
  const { device, faults } = await open({ indexedDB: brokenFactory({ opened: (db) => void (last = db) }) });
  await device.records.put("person", 1);
  last!.close();
  last!.dispatchEvent(new Event("close"));
  equal([await device.records.get("person"), faults], [1, []]);
});

// What the driver calls from outside.
const pageApi = {
  names: () => cases.map(({ name }) => name),
  run: async (name: string): Promise<string | null> => {
    try {
      await cases.find((one) => one.name === name)!.body();
      return null;
    } catch (error) {
      return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    }
  },
  /** Puts 1, 2, 3 … and tells each that was acknowledged. */
  write: async (name: string): Promise<void> => {
    const device = await openDevice({ name });
    for (let i = Number((await device.records.get("n")) ?? 0) + 1; ; i++) {
      await device.records.put("n", i);
      (globalThis as unknown as { ack(n: number): void }).ack(i);
    }
  },
  read: async (name: string): Promise<unknown> => (await openDevice({ name })).records.get("n"),
  /** Puts a value of `bytes` bytes: what came of it, and what was told. */
  putLarge: async (name: string, bytes: number): Promise<{ outcome: string; faults: StorageFault[]; mode: string }> => {
    const { device, faults } = await open({ name });
    const noise = Array.from(crypto.getRandomValues(new Uint32Array(16_000)), String).join();
    const outcome = await faultFrom(device.records.put("large", noise.repeat(Math.ceil(bytes / noise.length))));
    return { outcome, faults, mode: device.records.mode };
  },
  /** Two releases of `bytes` bytes each, then values of the person that need their room. What is left after each. */
  crowd: async (name: string, bytes: number, values: readonly number[]): Promise<unknown[]> => {
    const noise = (size: number): Uint8Array => {
      const all = new Uint8Array(size);
      for (let at = 0; at < size; at += 65_536) crypto.getRandomValues(all.subarray(at, Math.min(size, at + 65_536)));
      return all;
    };
    const hash = (letter: string): string => letter.repeat(64);
    const manifest = (...letters: string[]): Uint8Array => new TextEncoder().encode(JSON.stringify(letters.map(hash)));
    const release = (version: number, letter: string) => ({ version, manifestHash: hash(letter), regions: [], expires: "2030-01-01T00:00:00Z", goodStarts: 1, failedStarts: 0 });
    const store = await openCatalog(name);
    await store.put(hash("1"), manifest("a", "b"));
    await store.put(hash("2"), manifest("b", "c"));
    for (const letter of ["a", "b", "c"]) await store.put(hash(letter), noise(bytes));
    await store.commit({ ...emptyState, revision: 1, trust: { k: 2 }, active: release(2, "2"), previous: release(1, "1") }, []);
    const { device, faults } = await open({ name });
    const steps: unknown[] = [];
    for (const [i, size] of values.entries()) {
      const text = Array.from(noise(size / 2), (byte) => byte.toString(16).padStart(2, "0")).join("");
      const outcome = await faultFrom(device.records.put(`value${i}`, text));
      const { active, previous, trust } = await store.readState();
      const left = [...(await store.hashes())].map((it) => it[0]).sort().join("");
      steps.push([outcome, left, active?.version ?? null, previous?.version ?? null, trust["k"]]);
    }
    return [...steps, faults];
  },
};
Object.assign(globalThis, { pageApi });
