import type { ListValue, Table } from "../choose.ts";
import { givenUp, valueOf } from "../choose.ts";

/** The best list of five by trying all: 142,506 sets of a pool of 30. */
export function exhaustiveOptimum(t: Table): ListValue {
  const floor = (1 - givenUp) * valueOf(t, t.start).totalFit;
  let best: ListValue | null = null;
  const n = t.size;
  for (let a = 0; a < n; a++)
    for (let b = a + 1; b < n; b++)
      for (let c = b + 1; c < n; c++)
        for (let d = c + 1; d < n; d++)
          for (let e = d + 1; e < n; e++) {
            const v = valueOf(t, [a, b, c, d, e]);
            if (!v.allowed || v.totalFit < floor) continue;
            if (best === null || v.quotas > best.quotas || (v.quotas === best.quotas && v.value > best.value)) best = v;
          }
  if (best === null) throw new Error("no list of five is allowed");
  return best;
}
