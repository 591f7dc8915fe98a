import { expect, test } from "vitest";
import { clamped, MAX_AHEAD_MS, stampAt, stampMs, tick, witness, type Stamp } from "./clock.ts";
import { deviceId } from "./ids.ts";

const [mine, other] = [deviceId.parse("00000000000000d1"), deviceId.parse("00000000000000d2")];
const NOW = 1_795_442_400_000;

test("stamps of a device only ever grow, also while its clock runs backwards or stands still", () => {
  let last: Stamp | null = null;
  for (const now of [NOW, NOW, NOW - 1e10, NOW + 5, NOW + 4, 0, -5]) {
    const next = tick(last, now, mine);
    expect(last === null || next > last).toBe(true);
    last = next;
  }
});

test("a full counter moves on to the next millisecond", () => {
  expect(tick(stampAt(NOW, 0xffff, mine), NOW, mine)).toBe(stampAt(NOW + 1, 0, mine));
});

test("what is stamped after a stamp was seen comes after it, unless that one lies too far ahead", () => {
  const near = stampAt(NOW + MAX_AHEAD_MS, 3, other);
  expect(tick(witness(null, near, NOW), NOW, mine) > near).toBe(true);
  const far = stampAt(NOW + MAX_AHEAD_MS + 1, 3, other);
  expect(witness(null, far, NOW)).toBeNull();
  expect(witness(near, far, NOW)).toBe(near);
});

test("the server moves a stamp back to five minutes ahead of its own clock, and lets all others be", () => {
  const far = stampAt(NOW + 2 * 365 * 86_400_000, 9, other);
  expect(stampMs(clamped(far, NOW))).toBe(NOW + MAX_AHEAD_MS);
  for (const fine of [stampAt(NOW + MAX_AHEAD_MS, 9, other), stampAt(5, 0, other)]) expect(clamped(fine, NOW)).toBe(fine);
});
