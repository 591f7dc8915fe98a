/** A seeded source of numbers in [0, 1): mulberry32 (Tommy Ettinger, public domain). The same seed gives the same numbers. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** One element, each equally likely. Throws on an empty list. */
export function pick<T>(next: () => number, list: readonly T[]): T {
  const found = list[Math.floor(next() * list.length)];
  if (found === undefined) throw new Error("nothing to pick from");
  return found;
}

/** A picker of elements by weight, by binary search over the running sums. */
export function weighted<T>(list: readonly T[], weight: (item: T) => number): (next: () => number) => T {
  const sums: number[] = [];
  let total = 0;
  for (const item of list) sums.push((total += weight(item)));
  return (next) => {
    const at = next() * total;
    let low = 0;
    let high = sums.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] ?? 0) > at) high = middle;
      else low = middle + 1;
    }
    const found = list[low];
    if (found === undefined) throw new Error("nothing to pick from");
    return found;
  };
}

/** A whole number from `min` to `max`, both included. */
export const between = (next: () => number, min: number, max: number): number => min + Math.floor(next() * (max - min + 1));
