import { describe, expect, test } from "vitest";
import { sha256Hex } from "../build/hash.ts";
import { fingerprint, twoReleases } from "../testing/small-releases.ts";
import type { Host } from "../testing/world.ts";
import { device, newKeys, pointerTo, publish } from "../testing/world.ts";
import { memoryStore } from "./memory-store.ts";
import { POINTER_PATH } from "./pointer.ts";
import type { UpdatePorts } from "./ports.ts";
import { startCatalog } from "./start.ts";
import type { CatalogStore } from "./store.ts";
import { updateCatalog } from "./update.ts";

const { first, second } = twoReleases();
const keys = newKeys("k1");
const views = new Map<string, number>();
const verdicts = new Map<string, number>();

/** What a store holds, to the last byte. */
async function heldIn(store: CatalogStore): Promise<string> {
  const blobs = await store.getMany([...(await store.hashes())].sort());
  return JSON.stringify([await store.readState(), ...[...blobs].map(([hash, bytes]) => [hash, sha256Hex(bytes)])]);
}

/** What a start shows: 1 or 2, the releases whole; 0 nothing; -1 anything else, which must never be. */
async function shown(store: CatalogStore): Promise<number> {
  // Most damage leaves a store just as it was, and equal stores show the same.
  const held = await heldIn(store);
  const known = verdicts.get(held) ?? (await startedFrom(store));
  verdicts.set(held, known);
  return known;
}

async function startedFrom(store: CatalogStore): Promise<number> {
  const started = await startCatalog(store);
  if (!started.ok) return -1;
  return started.value === null ? 0 : (views.get(fingerprint(started.value.view)) ?? -1);
}

async function installed(release: typeof first, regions?: readonly string[]): Promise<CatalogStore> {
  const host: Host = new Map();
  publish(host, release, pointerTo(release, [keys.signing]));
  const { ports, options } = device(host, keys.trusted, regions === undefined ? {} : { options: { regions: () => regions } });
  const outcome = await updateCatalog(ports, options);
  if (!outcome.ok) throw new Error(outcome.error.kind);
  return ports.store;
}

/** A copy, so that each trial begins alike. */
async function copyOf(store: CatalogStore): Promise<CatalogStore> {
  const copy = memoryStore();
  for (const [hash, bytes] of await store.getMany([...(await store.hashes())])) await copy.put(hash, bytes);
  const state = await store.readState();
  for (let revision = 1; revision <= state.revision; revision++) await copy.commit({ ...state, revision }, []);
  return copy;
}

const ready = (async () => {
  const base = await installed(first);
  const oneRegion = await installed(first, ["area-4"]);
  for (const [store, number] of [[base, 1], [oneRegion, 1], [await installed(second), 2]] as const) {
    const started = await startCatalog(await copyOf(store));
    if (started.ok && started.value !== null) views.set(fingerprint(started.value.view), number);
  }
  return { base, oneRegion };
})();

/** Numbers from a seed: mulberry32. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

describe("1,000 bit flips in the files of a release", () => {
  test("none is accepted, none leaves a mixture", async () => {
    const { base } = await ready;
    const next = seeded(20_261_123);
    const host: Host = new Map();
    publish(host, second, pointerTo(second, [keys.signing]));
    const fresh = second.manifest.chunks.filter((c) => !first.chunks.has(c.hash)).map((c) => `c/b/${c.hash}`);
    const files = [POINTER_PATH, `c/m/${second.manifestHash}.json`, ...fresh];
    const outcomes = { refused: 0, genuine: 0 };
    for (let i = 0; i < 1000; i++) {
      const path = files[next(files.length)] ?? POINTER_PATH;
      const bytes = (host.get(path) ?? new Uint8Array()).slice();
      const at = next(bytes.length);
      bytes[at]! ^= 1 << next(8);
      const { ports, options } = device(new Map([...host, [path, bytes]]), keys.trusted, { store: await copyOf(base) });
      const outcome = await updateCatalog(ports, options);
      const now = await shown(ports.store);
      expect(now, `bit of byte ${String(at)} of ${path}`).toBe(outcome.ok ? 2 : 1);
      // A flip in one of a pointer's two signatures leaves the other sound, and what it signs is the genuine release.
      if (outcome.ok) expect(path).toBe(POINTER_PATH);
      outcomes[outcome.ok ? "genuine" : "refused"]++;
    }
    expect(outcomes.refused).toBeGreaterThan(850);
  });
});

/** Ports that die at their `step`-th call. `how`: the network goes; the power goes before the call has an effect, or after. */
function dying(ports: UpdatePorts, step: number, how: "network" | "before" | "after"):
{ ports: UpdatePorts; calls: () => number } {
  let calls = 0, dead = false;
  const counted = async <T>(act: () => Promise<T>): Promise<T> => {
    if (dead) throw new Error("the power is gone");
    if (++calls === step && how !== "network") {
      dead = true;
      if (how === "after") await act();
      throw new Error("the power is gone");
    }
    return act();
  };
  const { store } = ports;
  return {
    calls: () => calls,
    ports: {
      ...ports,
      fetch: (...args) => counted(() => (how === "network" && calls >= step ? Promise.resolve(null) : ports.fetch(...args))),
      store: {
        readState: () => counted(() => store.readState()), commit: (...args) => counted(() => store.commit(...args)),
        put: (...args) => counted(() => store.put(...args)), getMany: (...args) => counted(() => store.getMany(...args)),
        hashes: () => counted(() => store.hashes()),
      },
    },
  };
}

describe("cuts at every step", () => {
  test("200 and more: never a mixture, and a resume takes at most one chunk twice", async () => {
    const { base, oneRegion } = await ready;
    let cuts = 0, mostTwice = 0;
    for (const from of [memoryStore(), base, oneRegion]) {
      for (const how of ["network", "before", "after"] as const) {
        for (let step = 1; ; step++) {
          const host: Host = new Map();
          publish(host, second, pointerTo(second, [keys.signing]));
          const asked = new Map<string, number>();
          const store = await copyOf(from);
          const { ports, options } = device(host, keys.trusted, {
            store,
            ports: {
              fetch: (path) => {
                asked.set(path, (asked.get(path) ?? 0) + 1);
                return Promise.resolve(host.get(path) ?? null);
              },
            },
          });
          const cut = dying(ports, step, how);
          const outcome = await updateCatalog(cut.ports, options);
          if (cut.calls() < step) break;
          cuts++;
          const now = await shown(store);
          expect(from === base || from === oneRegion ? [1, 2] : [0, 2]).toContain(now);
          if (outcome.ok) expect(now).toBe(2);
          const resumed = await updateCatalog(ports, options);
          expect(resumed.ok).toBe(true);
          expect(await shown(store)).toBe(2);
          const twice = [...asked].filter(([path, n]) => path.startsWith("c/b/") && n > 1);
          mostTwice = Math.max(mostTwice, twice.length, ...twice.map(([, n]) => n - 1));
        }
      }
    }
    expect(cuts).toBeGreaterThanOrEqual(200);
    expect(mostTwice).toBeLessThanOrEqual(1);
  });

  test("a chunk that the storage damaged is fetched again before the switch", async () => {
    const host: Host = new Map();
    publish(host, second, pointerTo(second, [keys.signing]));
    const store = await copyOf((await ready).base);
    const victim = second.manifest.chunks.find((c) => !first.chunks.has(c.hash));
    let damaged = false;
    const { ports, options } = device(host, keys.trusted, {
      store: {
        ...store,
        put: (hash, bytes) => {
          if (hash !== victim?.hash || damaged) return store.put(hash, bytes);
          damaged = true;
          return store.put(hash, bytes.map((b) => b ^ 1));
        },
      },
    });
    expect((await updateCatalog(ports, options)).ok).toBe(true);
    expect([damaged, await shown(store)]).toEqual([true, 2]);
  });
});
