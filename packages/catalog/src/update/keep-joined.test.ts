import { describe, expect, test } from "vitest";
import { sha256Hex } from "../build/hash.ts";
import { readProgram } from "../read/program.ts";
import { joiningStore } from "../testing/joining-store.ts";
import { fingerprint, twoReleases } from "../testing/small-releases.ts";
import type { Host } from "../testing/world.ts";
import { device, newKeys, pointerTo, publish } from "../testing/world.ts";
import type { CatalogView } from "../view.ts";
import { keepJoined } from "./keep-joined.ts";
import type { Started } from "./start.ts";
import { startCatalog } from "./start.ts";
import type { CatalogStore } from "./store.ts";
import { updateCatalog } from "./update.ts";

const { first, second } = twoReleases();
const keys = newKeys("k1");
const sha256 = (bytes: Uint8Array) => Promise.resolve(sha256Hex(bytes));
const pause = () => Promise.resolve();
const keeping = (code: string, use: (view: CatalogView) => void = () => undefined) => ({ code, use, pause });

/** A start that serves; the release as a reader sees it. */
async function served(store: CatalogStore, code = "a"): Promise<Started> {
  const started = await startCatalog(store, code);
  if (!started.ok || !started.value) throw new Error(JSON.stringify(started));
  await started.value.confirm();
  await started.value.whole;
  return started.value;
}

/** A device with the first release, whose second start found a joined copy of it. */
async function joinedDevice() {
  const host: Host = new Map();
  const store = joiningStore();
  const phone = device(host, keys.trusted, { store });
  const take = async (release: typeof first, regions?: readonly string[]) => {
    publish(host, release, pointerTo(release, [keys.signing]));
    const outcome = await updateCatalog(phone.ports, regions ? { ...phone.options, regions: () => regions } : phone.options);
    if (!outcome.ok) throw new Error(outcome.error.kind);
  };
  await take(first);
  const chunks = await served(store);
  await keepJoined({ store, sha256 }, chunks, keeping("a"));
  return { store, take, chunks };
}

const shown = fingerprint((await joinedDevice()).chunks.view);

describe("a start from the joined copy", () => {
  test("shows what the chunks show", async () => {
    const { store, chunks } = await joinedDevice();
    expect(chunks.joined).toBeNull();
    const { joined, view, manifest, installed } = await served(store);
    expect(joined).not.toBeNull();
    expect(fingerprint(view)).toBe(shown);
    expect([manifest, installed.version]).toEqual([first.manifest, 1]);
    expect((await store.readState()).active).toMatchObject({ failedStarts: 0, goodStarts: 2 });
  });

  test("happens with a copy by the same code, of the same release and regions alone", async () => {
    const { store, take } = await joinedDevice();
    const plain = await startCatalog(store);
    expect(plain.ok && plain.value?.joined).toBeNull();
    expect((await served(store, "b")).joined).toBeNull();
    expect((await served(store)).joined).not.toBeNull();
    await take(first, ["area-4"]);
    const fewer = await served(store);
    expect([fewer.joined, fewer.view.jobs.live.length]).toEqual([null, 6]);
    await take(second);
    const next = await served(store);
    expect([next.joined, next.view.version]).toEqual([null, 2]);
    await keepJoined({ store, sha256 }, next, keeping("a"));
    const again = await served(store);
    expect(again.joined).not.toBeNull();
    expect(fingerprint(again.view)).toBe(fingerprint(next.view));
  });

  test("is not tried after a start that never served", async () => {
    const { store } = await joinedDevice();
    await startCatalog(store, "a");
    expect((await served(store)).joined).toBeNull();
    expect((await served(store)).joined).not.toBeNull();
  });

  test("gives way to the chunks where the copy is cut, overwritten or lost, and the next idle time makes it anew", async () => {
    const { store } = await joinedDevice();
    const bytes = store.copy?.bytes ?? new Uint8Array();
    expect(bytes.length).toBeGreaterThan(10_000);
    const damaged = [null, bytes.subarray(0, 0), bytes.subarray(0, 1000), bytes.subarray(0, bytes.length - 8), new Uint8Array(bytes.length), bytes.map((byte, i) => (i === 3 ? 255 : byte))];
    for (const left of damaged) {
      store.copy = { ...store.copy!, bytes: left };
      const started = await served(store);
      expect([started.joined, fingerprint(started.view)]).toEqual([null, shown]);
      expect((await store.readState()).active?.failedStarts).toBe(0);
      await keepJoined({ store, sha256 }, started, keeping("a"));
      expect((await served(store)).joined).not.toBeNull();
    }
  });

  test("never throws, whichever bit is flipped", async () => {
    const { store } = await joinedDevice();
    const { bytes } = store.copy!;
    if (!bytes) throw new Error("no copy");
    for (let i = 0; i < 400; i++) {
      const flipped = bytes.slice();
      flipped[(i * 7919) % flipped.length]! ^= 1 << (i % 8);
      store.copy = { ...store.copy!, bytes: flipped };
      const started = await startCatalog(store, "a");
      expect(started.ok && started.value?.view.version).toBe(1);
      if (started.ok) await started.value?.confirm();
    }
  });
});

describe("the descriptions of a joined copy", () => {
  test("come after the start; reading one before is a mistake that is heard", async () => {
    const { store } = await joinedDevice();
    let come: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (come = resolve));
    const slow = async () => {
      const { joined, ...rows } = await store.readStart();
      return { ...rows, joined: joined && { ...joined, prose: () => gate.then(() => joined.prose()) } };
    };
    const started = await startCatalog({ ...store, readStart: slow }, "a");
    if (!started.ok || !started.value) throw new Error("no start");
    const { view, whole } = started.value;
    expect(view.programs.name.get(0)).not.toBe("");
    expect(() => view.programs.description.get(0)).toThrow("before it is there");
    expect(() => view.jobs.description.get(0)).toThrow("before it is there");
    come();
    expect(await whole).toBe(true);
    expect(fingerprint(view)).toBe(shown);
  });

  test("are known to be lost where they cannot be read or are cut", async () => {
    const { store } = await joinedDevice();
    for (const prose of [null, store.copy!.prose!.subarray(8), new Uint8Array()]) {
      store.copy = { ...store.copy!, prose };
      const { joined, whole } = await served(store);
      expect([joined !== null, await whole]).toEqual([true, false]);
    }
  });

  test("are checked in idle time as the rest is", async () => {
    const { store } = await joinedDevice();
    const { prose } = store.copy!;
    const flipped = prose!.slice();
    flipped[3]! ^= 1;
    store.copy = { ...store.copy!, prose: flipped };
    await keepJoined({ store, sha256 }, await served(store), keeping("a"));
    expect(sha256Hex(store.copy!.prose!)).toBe(sha256Hex(prose!));
  });
});

describe("keeping a joined copy", () => {
  test("notices in idle time that a bit has flipped, and makes the copy anew", async () => {
    const { store } = await joinedDevice();
    const { bytes } = store.copy!;
    const flipped = bytes!.slice();
    flipped[flipped.length - 100]! ^= 1;
    store.copy = { ...store.copy!, bytes: flipped };
    await keepJoined({ store, sha256 }, await served(store), keeping("a"));
    expect(sha256Hex(store.copy!.bytes!)).toBe(sha256Hex(bytes!));
  });

  test("leaves a sound copy as it is", async () => {
    const { store } = await joinedDevice();
    const before = store.copy;
    await keepJoined({ store, sha256 }, await served(store), keeping("a"));
    expect(store.copy).toBe(before);
  });

  test("joins nothing of which a chunk has lost its hash, and nothing into a store that keeps none", async () => {
    const { store, chunks } = await joinedDevice();
    store.copy = null;
    const [chunk] = first.manifest.chunks;
    const bytes = first.chunks.get(chunk!.hash)!.slice();
    bytes[bytes.length - 1]! ^= 1;
    await store.put(chunk!.hash, bytes);
    await keepJoined({ store, sha256 }, chunks, keeping("a"));
    expect(store.copy).toBeNull();
    const { keepJoined: _, readStart: __, ...plain } = store;
    await keepJoined({ store: plain, sha256 }, chunks, keeping("a"));
    expect((await served(plain)).view.version).toBe(1);
  });

  test("keeps what a reader derives, so that the next start does not make it again", async () => {
    const { store, chunks } = await joinedDevice();
    store.copy = null;
    let made = 0;
    const lengths = (view: CatalogView) => view.derived("test", { length: "u8", half: "f64" }, () => {
      made++;
      const rows = Array.from({ length: view.programs.count }, (_, row) => readProgram(view, row).name.en.length);
      return { length: Uint8Array.from(rows), half: Float64Array.from(rows, (n) => n / 2) };
    });
    await keepJoined({ store, sha256 }, chunks, keeping("a", (view) => void lengths(view)));
    const { view } = await served(store);
    expect(lengths(view)).toEqual(lengths(chunks.view));
    expect(made).toBe(2);
  });

  test("does its work a column at a time", async () => {
    const { store, chunks } = await joinedDevice();
    store.copy = null;
    let pauses = 0;
    await keepJoined({ store, sha256 }, chunks, { ...keeping("a"), pause: () => Promise.resolve(pauses++) });
    expect(pauses).toBeGreaterThan(100);
  });
});
