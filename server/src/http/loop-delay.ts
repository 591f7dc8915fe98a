import { monitorEventLoopDelay, performance } from "node:perf_hooks";
import type { LoadGauge } from "./load.ts";

const WINDOW_MS = 500;
const WINDOWS = 3;
/** Share of a window in which the loop had work. Below it, lateness comes from other programs on the machine. */
const BUSY = 0.8;

/** Watches this process's event loop until `stop` is called, in windows of `windowMs`. Does not keep the process alive. */
export function watchLoopDelay(windowMs = WINDOW_MS): LoadGauge & { stop(): void } {
  const histogram = monitorEventLoopDelay({ resolution: 10 });
  histogram.enable();
  let last = performance.eventLoopUtilization();
  let began = performance.now();
  let delays: number[] = [];
  const timer = setInterval(() => {
    const now = performance.eventLoopUtilization();
    const busy = performance.eventLoopUtilization(now, last).utilization >= BUSY;
    last = now;
    // A turn that outlasts the window leaves the histogram empty; then this timer's own lateness tells.
    const late = performance.now() - began - windowMs;
    began = performance.now();
    // Refusing requests cannot help a loop that has nothing to do and is still not given the processor.
    delays = [...delays, busy ? Math.max(histogram.percentile(99) / 1e6, late) : 0].slice(-WINDOWS);
    histogram.reset();
  }, windowMs);
  timer.unref();
  return {
    delays: () => (delays.length < WINDOWS ? [] : delays),
    stop() {
      clearInterval(timer);
      histogram.disable();
    },
  };
}
