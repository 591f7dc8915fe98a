// Storage that fails, in each way that a page can bring about by itself.
import { brokenFactory } from "./broken-factory.ts";
import { equal } from "./page-assert.ts";
import { faultFrom, freshName, open, raw, test } from "./page-kit.ts";

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

test("storage that answers only after four seconds is waited for: what was saved is there, and nobody hears of a fault", async () => {
  const { device, name } = await open();
  await device.records.put("person", "x");
  device.close();
  const late = await open({ name, indexedDB: brokenFactory({ asleep: 4_000 }) });
  equal([late.device.refused, await late.device.records.get("person"), late.faults], [null, "x", []]);
});

test("storage that never answers is given up: the person goes on in memory, and is told", async () => {
  const { device, name } = await open();
  device.close();
  const started = performance.now();
  const silent = await open({ name, silentAfter: 3_500, indexedDB: brokenFactory({ asleep: 600_000 }) });
  equal([silent.device.refused, silent.faults, performance.now() - started < 5_000], ["unavailable", ["unavailable"], true]);
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
