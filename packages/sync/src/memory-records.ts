import type { RecordStore } from "./records.ts";

/** For browsers that refuse storage: the app works, and everything is gone with the page. */
export class MemoryRecords implements RecordStore {
  readonly mode = "memory" as const;
  readonly #values = new Map<string, string>();

  get(name: string): Promise<unknown> {
    const text = this.#values.get(name);
    return Promise.resolve(text === undefined ? null : (JSON.parse(text) as unknown));
  }

  put(name: string, value: unknown): Promise<void> {
    this.#values.set(name, JSON.stringify(value));
    return Promise.resolve();
  }

  erase(): Promise<void> {
    this.#values.clear();
    return Promise.resolve();
  }
}
