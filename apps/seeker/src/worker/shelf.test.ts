import { expect, test } from "vitest";
import { memoryStore, type CatalogStore, type CatalogView } from "@pathwayks/catalog";
import { emptyProfile } from "@pathwayks/contracts";
import { generateKeys, sha256Hex, signPointer, verifySignature, type Release } from "@pathwayks/catalog/build";
import { aCounty, aJob, aProgram, joiningStore, releaseOf } from "@pathwayks/catalog/testing";
import { createRanker } from "@pathwayks/matching";
import { DeviceFault } from "@pathwayks/sync";
import type { UpdateProgress } from "../engine/port.ts";
import { createDesk } from "./desk.ts";
import { createShelf, type ShelfDeps } from "./shelf.ts";

const { signing, trusted } = generateKeys("k1");
const anywhere = { dataUse: "auto", place: null } as const;

function publisher() {
  const files = new Map<string, Uint8Array>();
  return {
    files,
    publish({ manifest, manifestHash, manifestBytes, chunks }: Release): void {
      const pointer = signPointer({ version: manifest.version, manifestHash, expires: "2030-01-01T00:00:00Z" }, [signing]);
      files.set("c/channel.json", new TextEncoder().encode(JSON.stringify(pointer)));
      files.set(`c/m/${manifestHash}.json`, manifestBytes);
      for (const [hash, bytes] of chunks) files.set(`c/b/${hash}`, bytes);
    },
  };
}

function shelfOf(files: ReadonlyMap<string, Uint8Array>, store: () => Promise<CatalogStore>, joined: ShelfDeps["joined"] = null) {
  const progress: UpdateProgress[] = [];
  const idle: (() => void)[] = [];
  const shelf = createShelf({
    ports: {
      fetch: (path) => Promise.resolve(files.get(path) ?? null),
      sha256: (bytes) => Promise.resolve(sha256Hex(bytes)),
      verify: (...args) => Promise.resolve(verifySignature(...args)),
      now: () => "2026-11-23T08:00:00Z",
    },
    store, trusted, appVersion: 1, joined, onProgress: (it) => progress.push(it), whenIdle: (work) => idle.push(work),
  });
  const desk = createDesk({ shelf, today: () => "2026-11-23" as never, now: () => "2026-11-23T08:00:00Z" });
  return { shelf, desk, progress, idle };
}

const first = releaseOf({ counties: [aCounty()], programs: [aProgram()] });

test("a first visit: absent, downloaded, switched, ready", async () => {
  const { files, publish } = publisher();
  publish(first);
  const store = memoryStore();
  const { desk, progress } = shelfOf(files, () => Promise.resolve(store));
  expect(await desk.state()).toEqual({ kind: "absent" });
  expect(await desk.update(anywhere)).toEqual({ kind: "switched", version: 1 });
  expect(progress[0]).toEqual({ kind: "checking" });
  expect(progress.at(-1)).toEqual({ kind: "switched", version: 1 });
  expect(progress.filter(({ kind }) => kind === "downloading").length).toBeGreaterThan(1);
  expect(await desk.state()).toMatchObject({ kind: "ready", status: { version: 1, programs: 1, expired: false } });
  expect(await desk.update(anywhere)).toEqual({ kind: "up-to-date", version: 1 });
});

test("without a network: offline, and what is here goes on", async () => {
  const { files, publish } = publisher();
  const store = memoryStore();
  const { desk } = shelfOf(files, () => Promise.resolve(store));
  expect(await desk.update(anywhere)).toEqual({ kind: "failed", reason: "offline" });
  await expect(desk.counties()).rejects.toThrow("absent");
  publish(first);
  await desk.update(anywhere);
  files.clear();
  expect(await desk.update(anywhere)).toEqual({ kind: "failed", reason: "offline" });
  expect((await desk.counties()).length).toBe(1);
});

test("calls for an update during one get the same outcome, and one download", async () => {
  const { files, publish } = publisher();
  publish(first);
  const store = memoryStore();
  const { desk, progress } = shelfOf(files, () => Promise.resolve(store));
  expect(await Promise.all([desk.update(anywhere), desk.update(anywhere)])).toEqual([{ kind: "switched", version: 1 }, { kind: "switched", version: 1 }]);
  expect(progress.filter(({ kind }) => kind === "checking").length).toBe(1);
});

test("the place that a person names brings the jobs of its region, on the first visit too", async () => {
  const { files, publish } = publisher();
  const county = aCounty();
  publish(releaseOf({ counties: [county], programs: [aProgram()], jobs: [aJob({ region: county.region })] }));
  const store = memoryStore();
  const { desk } = shelfOf(files, () => Promise.resolve(store));
  await desk.update({ dataUse: "own-region", place: null });
  expect(await desk.state()).toMatchObject({ status: { jobs: 0 } });
  await desk.update({ dataUse: "own-region", place: { zip: null, countyFips: county.fips } });
  expect(await desk.state()).toMatchObject({ status: { jobs: 1 } });
  const again = memoryStore();
  const fresh = shelfOf(files, () => Promise.resolve(again));
  await fresh.desk.update({ dataUse: "own-region", place: { zip: null, countyFips: county.fips } });
  expect(await fresh.desk.state()).toMatchObject({ status: { jobs: 1 } });
});

test("a ranking tells where the person lives, and the jobs of that region follow by themselves, once", async () => {
  const { files, publish } = publisher();
  const county = aCounty();
  publish(releaseOf({ counties: [county], programs: [aProgram()], jobs: [aJob({ region: county.region })] }));
  const store = memoryStore();
  const { desk, progress } = shelfOf(files, () => Promise.resolve(store));
  const profile = { ...emptyProfile, location: { zip: null, countyFips: county.fips } };
  await desk.update({ dataUse: "own-region", place: null });
  for (let i = 0; i < 3; i++) {
    await desk.rank(profile);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  expect(await desk.state()).toMatchObject({ status: { jobs: 1 } });
  expect(progress.filter(({ kind }) => kind === "checking").length).toBe(2);
});

test("an answer confirms the start", async () => {
  const { files, publish } = publisher();
  publish(first);
  const store = memoryStore();
  const { desk } = shelfOf(files, () => Promise.resolve(store));
  await desk.update(anywhere);
  await desk.state();
  await new Promise((resolve) => setTimeout(resolve));
  expect((await store.readState()).active).toMatchObject({ goodStarts: 1, failedStarts: 0 });
});

test("idle time keeps a joined copy, the next start opens it, and its answers are the same", async () => {
  const { files, publish } = publisher();
  publish(releaseOf({ counties: [aCounty()], programs: [aProgram()], jobs: [aJob()] }));
  const store = joiningStore();
  const joined = { code: "this build", use: (view: CatalogView) => void createRanker(view, "2026-11-23" as never) };
  const visit = async () => {
    const { shelf, desk, idle } = shelfOf(files, () => Promise.resolve(store), joined);
    await desk.update(anywhere);
    const { result, facts } = await desk.rank(emptyProfile);
    const answers = [result, facts, await desk.state()];
    for (const work of idle) work();
    for (let i = 0; i < 100 && store.copy === null; i++) await new Promise((resolve) => setTimeout(resolve, 20));
    return { answers, copy: (await shelf.opened())?.joined };
  };
  const first = await visit();
  expect(first.copy).toBeNull();
  expect(store.copy?.key).toContain("this build");
  const second = await visit();
  expect(second.copy).not.toBeNull();
  expect(second.answers).toEqual(first.answers);
  store.copy = { ...store.copy!, prose: null };
  const third = await visit();
  expect([third.copy, third.answers]).toEqual([null, first.answers]);
});

test("a storage that fails is a fault of storage, and is asked again the next time", async () => {
  const { files, publish } = publisher();
  publish(first);
  let broken = true;
  const store = memoryStore();
  const { desk } = shelfOf(files, () => Promise.resolve({ ...store, readState: () => (broken ? Promise.reject(new DeviceFault("lost")) : store.readState()) }));
  await expect(desk.state()).rejects.toMatchObject({ fault: "lost" });
  broken = false;
  expect(await desk.state()).toEqual({ kind: "absent" });
  expect(await desk.update(anywhere)).toEqual({ kind: "switched", version: 1 });
});
