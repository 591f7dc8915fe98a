import { randomBytes } from "node:crypto";

/** Draws are made for so many at once: each costs more than what a few bytes are needed for. */
const AHEAD = 256;

/** Gives `size` fresh random bytes each time; none are given twice. */
export function randomDraws(size: number): () => Buffer {
  let drawn: Buffer = Buffer.alloc(0);
  return () => {
    if (drawn.length === 0) drawn = randomBytes(size * AHEAD);
    const next = drawn.subarray(0, size);
    drawn = drawn.subarray(size);
    return next;
  };
}
