import { describe, expect, test } from "vitest";
import { twoReleases } from "../testing/small-releases.ts";
import { releaseOf } from "../testing/view.ts";
import type { Host } from "../testing/world.ts";
import { device, newKeys, pointerTo, publish } from "../testing/world.ts";
import { memoryStore } from "./memory-store.ts";
import { startCatalog } from "./start.ts";
import type { CatalogStore } from "./store.ts";
import { updateCatalog } from "./update.ts";

const { first, second } = twoReleases();
const keys = newKeys("k1");

async function deviceWith(releases: readonly (typeof first)[], startsEach: number) {
  const host: Host = new Map();
  const phone = device(host, keys.trusted);
  for (const release of releases) {
    publish(host, release, pointerTo(release, [keys.signing]));
    await updateCatalog(phone.ports, phone.options);
    for (let i = 0; i < startsEach; i++) await start(phone.ports.store);
  }
  return { ...phone, host, store: phone.ports.store };
}

/** A start that ends well; the version that served. */
async function start(store: CatalogStore): Promise<number | null> {
  const started = await startCatalog(store);
  if (!started.ok) throw new Error(JSON.stringify(started.error));
  await started.value?.confirm();
  return started.value?.view.version ?? null;
}
/** A start in which the app dies before it has served. */
const crash = async (store: CatalogStore) => void (await startCatalog(store));

describe("starting", () => {
  test("an empty device has no catalog", async () => expect(await start(memoryStore())).toBeNull());

  test("the previous release is kept until the new one has served three starts, and its chunks go with it", async () => {
    const { store } = await deviceWith([first, second], 1);
    const old = first.manifest.chunks.filter((c) => !second.chunks.has(c.hash)).map((c) => c.hash);
    expect((await store.readState()).previous?.version).toBe(1);
    await start(store);
    expect((await store.getMany(old)).size).toBe(old.length);
    await start(store);
    expect((await store.readState()).previous).toBeNull();
    expect((await store.getMany([...old, first.manifestHash])).size).toBe(0);
    expect(await start(store)).toBe(2);
  });

  test("two starts that never served bring the previous release back, and the bad one is not taken again", async () => {
    const phone = await deviceWith([first], 3);
    publish(phone.host, second, pointerTo(second, [keys.signing]));
    await updateCatalog(phone.ports, phone.options);
    await crash(phone.store);
    await crash(phone.store);
    const third = await startCatalog(phone.store);
    expect(third).toMatchObject({ ok: true, value: { rolledBack: 2, view: { version: 1 } } });
    expect(await updateCatalog(phone.ports, phone.options))
      .toMatchObject({ ok: false, error: { kind: "held-back", version: 2 } });
    expect(await start(phone.store)).toBe(1);
    const better = releaseOf({}, { createdAt: "2026-11-25T08:00:00Z", prev: second });
    publish(phone.host, better, pointerTo(better, [keys.signing]));
    expect(await updateCatalog(phone.ports, phone.options)).toMatchObject({ ok: true, value: { kind: "switched", version: 3 } });
  });

  test("a good start between two bad ones counts from the beginning", async () => {
    const { store } = await deviceWith([first, second], 1);
    await crash(store);
    await start(store);
    await crash(store);
    expect(await start(store)).toBe(2);
  });

  test("a release of which chunks were lost gives way at once, and may be downloaded again", async () => {
    const phone = await deviceWith([first], 3);
    publish(phone.host, second, pointerTo(second, [keys.signing]));
    await updateCatalog(phone.ports, phone.options);
    const state = await phone.store.readState();
    const lost = second.manifest.chunks.filter((c) => !first.chunks.has(c.hash)).map((c) => c.hash);
    await phone.store.commit({ ...state, revision: state.revision + 1 }, lost);
    expect(await startCatalog(phone.store)).toMatchObject({ ok: true, value: { rolledBack: 2, view: { version: 1 } } });
    expect(await updateCatalog(phone.ports, phone.options)).toMatchObject({ ok: true, value: { kind: "switched", version: 2 } });
    expect(await start(phone.store)).toBe(2);
  });

  test("chunks that the active release lost are fetched again, even with nothing to go back to", async () => {
    const phone = await deviceWith([first], 3);
    const state = await phone.store.readState();
    await phone.store.commit({ ...state, revision: state.revision + 1 }, first.manifest.chunks.slice(0, 2).map((c) => c.hash));
    expect(await startCatalog(phone.store)).toMatchObject({ ok: false, error: { kind: "missing-chunk" } });
    expect(await updateCatalog(phone.ports, phone.options)).toMatchObject({ ok: true, value: { kind: "switched", chunks: 2 } });
    expect(await start(phone.store)).toBe(1);
  });

  test("a storage that fails is said so, not thrown", async () => {
    const broken = { ...memoryStore(), readState: () => Promise.reject(new Error("gone")) };
    expect(await startCatalog(broken)).toMatchObject({ ok: false, error: { kind: "storage" } });
    const host: Host = new Map();
    publish(host, first, pointerTo(first, [keys.signing]));
    const { ports, options } = device(host, keys.trusted, { store: broken });
    expect(await updateCatalog(ports, options)).toMatchObject({ ok: false, error: { kind: "storage", detail: "Error: gone" } });
  });
});

describe("updating", () => {
  test("an update that is none asks for the pointer alone", async () => {
    const phone = await deviceWith([first], 1);
    phone.asked.length = 0;
    expect(await updateCatalog(phone.ports, phone.options)).toMatchObject({ ok: true, value: { kind: "up-to-date" } });
    expect(phone.asked).toEqual(["c/channel.json"]);
  });

  test("only what is new is fetched, and counted", async () => {
    const phone = await deviceWith([first], 3);
    publish(phone.host, second, pointerTo(second, [keys.signing]));
    const fresh = second.manifest.chunks.filter((c) => !first.chunks.has(c.hash));
    const seen: number[] = [];
    phone.asked.length = 0;
    const outcome = await updateCatalog(phone.ports, { ...phone.options, onProgress: (p) => seen.push(p.done, p.of) });
    expect(outcome).toMatchObject({ ok: true, value: { chunks: fresh.length } });
    expect(phone.asked.slice(2).sort()).toEqual(fresh.map((c) => `c/b/${c.hash}`).sort());
    expect([seen[0], seen.at(-2), seen.at(-1)]).toEqual([0, fresh.length, fresh.length]);
  });

  test("a device takes the jobs of its regions, and fetches more when it wants more", async () => {
    const host: Host = new Map();
    publish(host, second, pointerTo(second, [keys.signing]));
    const { ports, options, asked } = device(host, keys.trusted);
    await updateCatalog(ports, { ...options, regions: () => ["online"] });
    const one = await startCatalog(ports.store);
    expect(one.ok && one.value?.view.jobs.live.length).toBe(6);
    asked.length = 0;
    expect(await updateCatalog(ports, { ...options, regions: () => ["online", "area-4"] }))
      .toMatchObject({ ok: true, value: { kind: "switched", version: 2 } });
    const more = second.manifest.chunks.filter((c) => c.region === "area-4");
    expect(asked.filter((path) => path.startsWith("c/b/")).length).toBe(more.length);
    const both = await startCatalog(ports.store);
    expect(both.ok && both.value?.view.jobs.live.length).toBe(12);
    await updateCatalog(ports, { ...options, regions: () => ["area-4"] });
    const hashes = await ports.store.hashes();
    expect(second.manifest.chunks.filter((c) => c.region === "online").some((c) => hashes.has(c.hash))).toBe(false);
  });

  test("on a full device the previous release makes room", async () => {
    const phone = await deviceWith([first], 3);
    publish(phone.host, second, pointerTo(second, [keys.signing]));
    await updateCatalog(phone.ports, phone.options);
    await start(phone.store);
    let full = true;
    const store: CatalogStore = {
      ...phone.store,
      commit: (state, drop) => {
        if (state.previous === null) full = false;
        return phone.store.commit(state, drop);
      },
      put: (hash, bytes) => (full ? Promise.resolve("full") : phone.store.put(hash, bytes)),
    };
    const state = await phone.store.readState();
    await phone.store.commit({ ...state, revision: state.revision + 1 }, second.manifest.chunks.slice(0, 1).map((c) => c.hash));
    expect((await updateCatalog({ ...phone.ports, store }, phone.options)).ok).toBe(true);
    expect([full, (await phone.store.readState()).previous]).toEqual([false, null]);
  });

  test("on a device that stays full nothing changes", async () => {
    const phone = await deviceWith([first], 1);
    publish(phone.host, second, pointerTo(second, [keys.signing]));
    const store: CatalogStore = { ...phone.store, put: () => Promise.resolve("full") };
    expect(await updateCatalog({ ...phone.ports, store }, phone.options)).toEqual({ ok: false, error: { kind: "no-space" } });
    expect(await start(phone.store)).toBe(1);
  });

  test("cancelled, it keeps what has arrived", async () => {
    const phone = await deviceWith([first], 1);
    publish(phone.host, second, pointerTo(second, [keys.signing]));
    let asks = 0;
    expect(await updateCatalog(phone.ports, { ...phone.options, cancelled: () => ++asks > 1 }))
      .toEqual({ ok: false, error: { kind: "cancelled" } });
    phone.asked.length = 0;
    expect((await updateCatalog(phone.ports, phone.options)).ok).toBe(true);
    const fresh = second.manifest.chunks.filter((c) => !first.chunks.has(c.hash));
    expect(phone.asked.filter((path) => path.startsWith("c/b/"))).toHaveLength(fresh.length - 1);
  });

  test("two tabs that update at once end with one whole release", async () => {
    const phone = await deviceWith([first], 1);
    publish(phone.host, second, pointerTo(second, [keys.signing]));
    const outcomes = await Promise.all([1, 2, 3].map(() => updateCatalog(phone.ports, phone.options)));
    expect(outcomes.map((o) => o.ok)).toEqual([true, true, true]);
    expect(await start(phone.store)).toBe(2);
  });
});
