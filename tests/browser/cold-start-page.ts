import { emptyState } from "@pathwayks/catalog";
import { openFromStore, openStore } from "../../apps/seeker/src/worker/open.ts";

const hex = async (bytes: Uint8Array<ArrayBuffer>): Promise<string> =>
  Array.from(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)), (byte) => byte.toString(16).padStart(2, "0")).join("");

/** Fetches a release and stores it the way an update leaves it. */
async function install(manifestHash: string): Promise<number> {
  const store = await openStore();
  const get = async (path: string): Promise<Uint8Array<ArrayBuffer>> => new Uint8Array(await (await fetch(path)).arrayBuffer());
  const bytes = await get(`/c/m/${manifestHash}.json`);
  await store.put(manifestHash, bytes);
  const manifest = JSON.parse(new TextDecoder().decode(bytes)) as { version: number; chunks: { hash: string; region?: string }[] };
  for (const { hash } of manifest.chunks) {
    const chunk = await get(`/c/b/${hash}`);
    if ((await hex(chunk)) !== hash) throw new Error("a chunk is damaged");
    await store.put(hash, chunk);
  }
  const regions = [...new Set(manifest.chunks.flatMap(({ region }) => region ?? []))];
  const { version } = manifest;
  await store.commit({ ...emptyState, revision: 1, active: { version, manifestHash, regions, expires: "2030-01-01T00:00:00Z", goodStarts: 3, failedStarts: 0 } }, []);
  return manifest.chunks.length;
}

async function start(): Promise<{ ms: number; programs: number; jobs: number }> {
  const began = performance.now();
  const opened = await openFromStore();
  return { ms: performance.now() - began, programs: opened?.programs ?? 0, jobs: opened?.jobs ?? 0 };
}

Object.assign(globalThis, { coldStart: { install, start } });
