import { monitorEventLoopDelay, performance } from "node:perf_hooks";
import type { LoadGauge } from "./load.ts";

const WINDOW_MS = 500;
const WINDOWS = 3;
/** Share of a window in which the loop had work. Below it, lateness comes from other programs on the machine. */
const BUSY = 0.8;

/** Watches this process's event loop until `stop` is called. Does not keep the process alive. */
export function watchLoopDelay(): LoadGauge & { stop(): void } {
  const histogram = monitorEventLoopDelay({ resolution: 10 });
  histogram.enable();
  let last = performance.eventLoopUtilization();
  let delays: number[] = [];
  const timer = setInterval(() => {
    const now = performance.eventLoopUtilization();
    const busy = performance.eventLoopUtilization(now, last).utilization >= BUSY;
    last = now;
    // Refusing requests cannot help a loop that has nothing to do and is still not given the processor.
    delays = [...delays, busy ? histogram.percentile(99) / 1e6 : 0].slice(-WINDOWS);
    histogram.reset();
  }, WINDOW_MS);
  timer.unref();
  return {
    delays: () => (delays.length < WINDOWS ? [] : delays),
    stop() {
      clearInterval(timer);
      histogram.disable();
    },
  };
}
