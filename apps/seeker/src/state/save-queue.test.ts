import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createSaveQueue } from "./save-queue.ts";

beforeEach(() => { vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); });

/** A store whose writes end when the test says so. */
function slowStore() {
  const begun: number[] = [];
  const ends: ((error?: unknown) => void)[] = [];
  const save = (record: number) => new Promise<void>((resolve, reject) => {
    begun.push(record);
    ends.push((error) => (error === undefined ? resolve() : reject(error as Error)));
  });
  return { begun, save, end: async (index: number, error?: unknown) => { ends[index]?.(error); await vi.advanceTimersByTimeAsync(0); } };
}
const queueOver = (store: ReturnType<typeof slowStore>) => {
  const written: [number, boolean][] = [];
  const failed: unknown[] = [];
  const queue = createSaveQueue<number>({ save: store.save, written: (record, newest) => written.push([record, newest]), failed: (error) => failed.push(error), delay: 100 });
  return { queue, written, failed };
};

describe("save queue", () => {
  test("gathers quick taps, writes the newest, within 150 ms", async () => {
    const store = slowStore();
    const { queue, written } = queueOver(store);
    queue.push(1);
    await vi.advanceTimersByTimeAsync(50);
    queue.push(2);
    await vi.advanceTimersByTimeAsync(100);
    expect(store.begun).toEqual([2]);
    expect(written).toEqual([]);
    await store.end(0);
    expect(written).toEqual([[2, true]]);
  });

  test("one write at a time; what came meanwhile follows, newest last", async () => {
    const store = slowStore();
    const { queue, written } = queueOver(store);
    queue.push(1);
    await vi.advanceTimersByTimeAsync(100);
    queue.push(2);
    queue.push(3);
    await vi.advanceTimersByTimeAsync(500);
    expect(store.begun).toEqual([1]);
    await store.end(0);
    expect(store.begun).toEqual([1, 3]);
    expect(written).toEqual([[1, false]]);
    await store.end(1);
    expect(written).toEqual([[1, false], [3, true]]);
  });

  test("flush begins at once and resolves when the newest is written", async () => {
    const store = slowStore();
    const { queue } = queueOver(store);
    queue.push(1);
    let done = false;
    void queue.flush().then(() => { done = true; });
    await vi.advanceTimersByTimeAsync(0);
    expect(store.begun).toEqual([1]);
    queue.push(2);
    await store.end(0);
    expect(done).toBe(false);
    await store.end(1);
    expect(done).toBe(true);
  });

  test("a refused write is told, and the next one is tried", async () => {
    const store = slowStore();
    const { queue, written, failed } = queueOver(store);
    queue.push(1);
    await vi.advanceTimersByTimeAsync(100);
    await store.end(0, "quota");
    expect(failed).toEqual(["quota"]);
    queue.push(2);
    await vi.advanceTimersByTimeAsync(100);
    await store.end(1);
    expect(written).toEqual([[2, true]]);
  });

  test("after stop nothing is written any more, and stop waits for the write under way", async () => {
    const store = slowStore();
    const { queue } = queueOver(store);
    queue.push(1);
    await vi.advanceTimersByTimeAsync(100);
    queue.push(2);
    let stopped = false;
    void queue.stop().then(() => { stopped = true; });
    await vi.advanceTimersByTimeAsync(500);
    expect(stopped).toBe(false);
    await store.end(0);
    queue.push(3);
    await vi.advanceTimersByTimeAsync(500);
    expect(stopped).toBe(true);
    expect(store.begun).toEqual([1]);
  });
});
