export interface RecentlyUsed<T> {
  get(key: string): T | undefined;
  /** `size` in bytes. What is there already stays. */
  add(key: string, value: T, size: number): void;
}

/** A map that forgets what was not asked for longest, once it holds more than `limit` bytes. */
export function recentlyUsed<T>(limit: number): RecentlyUsed<T> {
  const entries = new Map<string, { readonly value: T; readonly size: number }>();
  let held = 0;
  return {
    get(key) {
      const found = entries.get(key);
      if (found === undefined) return undefined;
      entries.delete(key);
      entries.set(key, found);
      return found.value;
    },
    add(key, value, size) {
      if (entries.has(key)) return;
      entries.set(key, { value, size });
      held += size;
      for (const [oldest, { size: freed }] of entries) {
        if (held <= limit) break;
        entries.delete(oldest);
        held -= freed;
      }
    },
  };
}
