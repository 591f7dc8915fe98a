// The passphrase over what people have on the device, in a real browser.
import { browserDeps, DeviceLocked, SyncClient, type Device } from "@pathwayks/sync";
import { equal } from "./page-assert.ts";
import { durabilities } from "./durabilities.ts";
import { all, open, raw, test } from "./page-kit.ts";

const PASSPHRASE = "four horses under a plum tree";
const A = "a".repeat(32);
const B = "b".repeat(32);
const row = (space: string, value: string) => ({ space, group: "about" as const, key: "about", value: { v: 1, value } });
const valueIn = async ({ people }: Device, space: string): Promise<unknown> => (await people.read(space))?.rows.about.get("about")?.value;
const lockedOut = (work: Promise<unknown>): Promise<string> => work.then(() => "read", (error: unknown) => (error instanceof DeviceLocked ? "locked" : String(error)));
const lockOf = (device: Device) => {
  if (!device.lock) throw new Error("this device takes no lock");
  return device.lock;
};

async function lockedDevice() {
  const { device, name } = await open();
  await device.people.commit({ base: 0, begin: [A], writes: [row(A, "MARKER-1")], active: A });
  await lockOf(device).set(PASSPHRASE);
  return { device, name };
}

test("lock: with it no key lies beside the rows, and a page that is loaded anew reads nothing before the passphrase", async () => {
  const { device, name } = await lockedDevice();
  equal([await valueIn(device, A), (await lockOf(device).state()).status], [{ v: 1, value: "MARKER-1" }, "open"]);
  const db = await raw(name);
  equal((await all(db, "keys")).some((key) => key instanceof CryptoKey), false);
  const bytes = JSON.stringify([await all(db, "rows"), await all(db, "keys"), await all(db, "meta")], (_, value: unknown) => (value instanceof Uint8Array ? new TextDecoder("latin1").decode(value) : value));
  equal([bytes.includes("MARKER"), bytes.includes("horses")], [false, false]);
  db.close();
  const again = (await open({ name })).device;
  equal([await lockOf(again).state(), await lockedOut(again.people.read(A))], [{ status: "locked", waiting: 0 }, "locked"]);
  for (const wrong of ["", "four horses under a plum tre", PASSPHRASE.toUpperCase(), "x".repeat(10_000)]) equal(await lockOf(again).unlock(wrong), false);
  equal([await lockedOut(again.people.read(A)), await lockOf(again).unlock(PASSPHRASE), await valueIn(again, A)], ["locked", true, { v: 1, value: "MARKER-1" }]);
});

test("lock: what is written and begun while it is open is under it too", async () => {
  const { device, name } = await lockedDevice();
  await device.people.read(A);
  const { revision } = await device.people.directory();
  equal(await device.people.commit({ base: revision, begin: [B], writes: [row(A, "two"), row(B, "three")] }), "committed");
  const again = (await open({ name })).device;
  equal([await lockedOut(again.people.read(A)), await lockedOut(again.people.read(B))], ["locked", "locked"]);
  equal(await lockedOut(again.people.commit({ base: revision + 1, begin: ["c".repeat(32)], writes: [row("c".repeat(32), "four")] })), "locked");
  await lockOf(again).unlock(PASSPHRASE);
  equal([await valueIn(again, A), await valueIn(again, B)], [{ v: 1, value: "two" }, { v: 1, value: "three" }]);
});

test("lock: a page that was open when another one set it writes nothing any more", async () => {
  const { device, name } = await open();
  await device.people.commit({ base: 0, begin: [A], writes: [row(A, "one")], active: A });
  const other = (await open({ name })).device;
  await other.people.read(A);
  await lockOf(device).set(PASSPHRASE);
  equal([await other.people.commit({ base: 1, writes: [row(A, "two")] }), await lockedOut(other.people.read(A))], ["conflict", "locked"]);
  equal(await valueIn(device, A), { v: 1, value: "one" });
});

test("lock: it goes by its passphrase alone, and then everything opens as before", async () => {
  const { device, name } = await lockedDevice();
  equal([await lockOf(device).remove("not the passphrase"), (await lockOf(device).state()).status], [false, "open"]);
  equal([await lockOf(device).remove(PASSPHRASE), await lockOf(device).state()], [true, { status: "none" }]);
  const again = (await open({ name })).device;
  equal([await valueIn(again, A), await valueIn(device, A)], [{ v: 1, value: "MARKER-1" }, { v: 1, value: "MARKER-1" }]);
  equal(await again.people.commit({ base: (await again.people.directory()).revision, writes: [row(A, "five")] }), "committed");
});

test("lock: a locked device still says how many decisions wait, and sends none of them", async () => {
  const { device, name } = await open();
  const client = await SyncClient.open(browserDeps(device.people));
  const rated = () => client.outbox.submit({ kind: "notification.read", body: { notificationIds: ["n-1"] } });
  await rated();
  await lockOf(device).set(PASSPHRASE);
  await rated();
  const again = (await open({ name })).device;
  equal(await lockOf(again).state(), { status: "locked", waiting: 2 });
  equal(await lockedOut(SyncClient.open(browserDeps(again.people))), "locked");
  await lockOf(again).unlock(PASSPHRASE);
  equal((await SyncClient.open(browserDeps(again.people))).standing().unsent, 2);
});

test("lock: setting and removing it are strict transactions", async () => {
  const asked = await durabilities(async () => {
    const { device } = await open();
    await device.people.commit({ base: 0, begin: [A], writes: [row(A, "one")], active: A });
    await lockOf(device).set(PASSPHRASE);
    await lockOf(device).remove(PASSPHRASE);
  });
  equal(asked, ["strict", "strict", "strict"]);
});
