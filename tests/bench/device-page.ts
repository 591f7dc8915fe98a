import { createSearch, emptyState, startCatalog, type CatalogView } from "@pathwayks/catalog";
import type { IsoDate, SeekerProfile } from "@pathwayks/contracts";
import { createRanker, type Ranker } from "@pathwayks/matching";
import { openStore } from "../../apps/seeker/src/worker/open.ts";
import { sha256 } from "../../apps/seeker/src/worker/ports.ts";
import { tidied } from "../../apps/seeker/src/worker/shelf.ts";

// What a phone does, on the main thread, where the debugger can slow the processor down. Milliseconds throughout.

/** As the worker keeps it. */
const joined = { code: "this page", use: (view: CatalogView) => void createRanker(view, "2026-11-23" as IsoDate) };

let view: CatalogView | null = null;
let ranker: Ranker | null = null;

const get = async (path: string): Promise<Uint8Array<ArrayBuffer>> => new Uint8Array(await (await fetch(path)).arrayBuffer());

/** Fetches a release and stores it the way an update leaves it. */
async function install(manifestHash: string): Promise<number> {
  const store = await openStore();
  const bytes = await get(`/c/m/${manifestHash}.json`);
  await store.put(manifestHash, bytes);
  const manifest = JSON.parse(new TextDecoder().decode(bytes)) as { version: number; chunks: { hash: string; region?: string }[] };
  for (const { hash } of manifest.chunks) {
    const chunk = await get(`/c/b/${hash}`);
    if ((await sha256(chunk)) !== hash) throw new Error("a chunk is damaged");
    await store.put(hash, chunk);
  }
  const regions = [...new Set(manifest.chunks.flatMap(({ region }) => region ?? []))];
  const active = { version: manifest.version, manifestHash, regions, expires: "2030-01-01T00:00:00Z", goodStarts: 3, failedStarts: 0 };
  await store.commit({ ...emptyState, revision: 1, active }, []);
  return manifest.chunks.length;
}

/** What the app does once a release has served and there is nothing else to do: later starts read what that lays down. */
async function tidy(): Promise<void> {
  const store = await openStore();
  const started = await startCatalog(store);
  if (!started.ok || !started.value) throw new Error("install first");
  await tidied(store, { ports: { sha256 }, joined }, started.value);
  await started.value.confirm();
}

/** From nothing to a catalog that can be asked. */
async function start(): Promise<{ ms: number; whole: number; programs: number; jobs: number }> {
  const began = performance.now();
  const started = await startCatalog(await openStore(), joined.code);
  if (!started.ok || !started.value) throw new Error("no catalog on this device");
  view = started.value.view;
  const ms = performance.now() - began;
  await started.value.whole;
  const whole = performance.now() - began;
  // As the app does once it has answered: a start that nobody confirms counts as failed.
  await started.value.confirm();
  return { ms, whole, programs: view.programs.count, jobs: view.jobs.live.length };
}

const rowsDatabase = (): Promise<IDBDatabase> =>
  new Promise((resolve, reject) => {
    const request = indexedDB.open("rows-of-objects", 1);
    request.onupgradeneeded = () => {
      for (const name of ["programs", "jobs"]) request.result.createObjectStore(name, { keyPath: "id" });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("no database"));
  });

/** The same programs and jobs as one object a row, as a database of rows would keep them. */
async function installRows(): Promise<number> {
  const db = await rowsDatabase();
  let count = 0;
  for (const name of ["programs", "jobs"]) {
    const rows = (await (await fetch(`/rows/${name}.json`)).json()) as object[];
    await new Promise<void>((resolve, reject) => {
      const transaction = db.transaction(name, "readwrite");
      for (const row of rows) transaction.objectStore(name).put(row);
      transaction.oncomplete = () => resolve();
      transaction.onerror = () => reject(transaction.error ?? new Error("not stored"));
    });
    count += rows.length;
  }
  db.close();
  return count;
}

/** From nothing to every row in memory, in one getAll a table: the fastest that rows of objects can do. */
async function startRows(): Promise<{ ms: number; rows: number }> {
  const began = performance.now();
  const db = await rowsDatabase();
  const all = (name: string) =>
    new Promise<unknown[]>((resolve, reject) => {
      const request = db.transaction(name).objectStore(name).getAll();
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error("not read"));
    });
  const [programs, jobs] = await Promise.all([all("programs"), all("jobs")]);
  const ms = performance.now() - began;
  db.close();
  return { ms, rows: programs.length + jobs.length };
}

const clock = (work: () => unknown): number => {
  const began = performance.now();
  work();
  return performance.now() - began;
};

/** The first ranking after a start, then every profile `rounds` times. */
function rank(profiles: readonly SeekerProfile[], today: string, rounds: number): { first: number; each: number[]; pathways: number } {
  const opened = view;
  if (opened === null) throw new Error("start first");
  const first = clock(() => {
    ranker = createRanker(opened, today as IsoDate);
    ranker.rank(profiles[0] as SeekerProfile);
  });
  for (const profile of profiles) ranker?.rank(profile);
  const each: number[] = [];
  for (let round = 0; round < rounds; round++) for (const profile of profiles) each.push(clock(() => ranker?.rank(profile)));
  return { first, each, pathways: opened.pathways.count };
}

/** Making the index, then each query, letter by letter as it is typed. */
function search(queries: readonly string[]): { index: number; each: number[] } {
  const opened = view;
  if (opened === null) throw new Error("start first");
  const began = performance.now();
  const find = createSearch(opened);
  const index = performance.now() - began;
  const each = queries.flatMap((query) =>
    Array.from(query, (_, at) => query.slice(0, at + 1)).flatMap((typed) => [clock(() => find.programs(typed, {}, 0, 20)), clock(() => find.jobs(typed, {}, 0, 20))]),
  );
  return { index, each };
}

Object.assign(globalThis, { device: { install, tidy, start, installRows, startRows, rank, search } });
