// Runs inside the browser. `tests/browser/sync.ts` drives it and adds what only the outside can do: a full disk, a killed
// browser.
import { openDevice, type StorageFault } from "@pathwayks/sync";
import { emptyState } from "../../packages/catalog/src/update/store.ts";
import { cases, faultFrom, open, openCatalog } from "./page-kit.ts";
import "./record-cases.ts";
import "./people-cases.ts";
import "./lock-cases.ts";
import "./blob-cases.ts";
import "./fault-cases.ts";

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
