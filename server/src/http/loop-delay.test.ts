import { expect, test } from "vitest";
import { isOverloaded, loadLimits } from "./load.ts";
import { watchLoopDelay } from "./loop-delay.ts";

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test("a loop that is kept busy for long is overloaded, and recovers; an idle one never is", async () => {
  const gauge = watchLoopDelay();
  await pause(2_000);
  expect(isOverloaded(gauge, loadLimits)).toBe(false);
  const until = performance.now() + 4_000;
  let seen = false;
  while (performance.now() < until) {
    const busyUntil = performance.now() + 400;
    while (performance.now() < busyUntil);
    await pause(0);
    seen ||= isOverloaded(gauge, loadLimits);
  }
  expect(seen).toBe(true);
  await expect.poll(() => isOverloaded(gauge, loadLimits), { timeout: 5_000 }).toBe(false);
  gauge.stop();
});
