/**
 * The first `count` of `rows` in an order, without sorting the others: a heap whose root is the worst of the best so far. Most
 * rows lose against it at once.
 */
export function bestOf(rows: Uint32Array, count: number, before: (a: number, b: number) => number): Uint32Array {
  if (rows.length <= count * 2) return rows.slice().sort(before).subarray(0, count);
  const heap = rows.slice(0, count);
  for (let i = (count >> 1) - 1; i >= 0; i--) sink(heap, i, before);
  for (let i = count; i < rows.length; i++) {
    const row = rows[i] ?? 0;
    if (before(row, heap[0] ?? 0) >= 0) continue;
    heap[0] = row;
    sink(heap, 0, before);
  }
  return heap.sort(before);
}

function sink(heap: Uint32Array, from: number, before: (a: number, b: number) => number): void {
  const row = heap[from] ?? 0;
  let at = from;
  for (;;) {
    let child = at * 2 + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && before(heap[child] ?? 0, heap[child + 1] ?? 0) < 0) child++;
    if (before(row, heap[child] ?? 0) >= 0) break;
    heap[at] = heap[child] ?? 0;
    at = child;
  }
  heap[at] = row;
}
