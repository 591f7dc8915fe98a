import { expect, test } from "vitest";
import { isOverloaded, loadLimits } from "./load.ts";
import { watchLoopDelay } from "./loop-delay.ts";

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const limits = { ...loadLimits, delayMs: 50 };

test.each([
  { turns: "several turns in a window", windowMs: 200, busyMs: 80 },
  { turns: "turns longer than a window", windowMs: 50, busyMs: 150 },
])("a loop that is kept busy for long is overloaded, and recovers; an idle one never is: $turns", async ({ windowMs, busyMs }) => {
  const gauge = watchLoopDelay(windowMs);
  await expect.poll(() => gauge.delays().length, { timeout: 5_000 }).toBe(3);
  expect(isOverloaded(gauge, limits)).toBe(false);
  const until = performance.now() + 5_000;
  let seen = false;
  while (!seen && performance.now() < until) {
    const busyUntil = performance.now() + busyMs;
    while (performance.now() < busyUntil);
    await pause(0);
    seen = isOverloaded(gauge, limits);
  }
  expect(seen).toBe(true);
  await expect.poll(() => isOverloaded(gauge, limits), { timeout: 5_000 }).toBe(false);
  gauge.stop();
});
