import { monitorEventLoopDelay } from "node:perf_hooks";
import type { LoadGauge } from "./load.ts";

const WINDOW_MS = 500;
const WINDOWS = 3;

/** Watches this process's event loop until `stop` is called. Does not keep the process alive. */
export function watchLoopDelay(): LoadGauge & { stop(): void } {
  const histogram = monitorEventLoopDelay({ resolution: 10 });
  histogram.enable();
  let delays: number[] = [];
  const timer = setInterval(() => {
    delays = [...delays, histogram.percentile(99) / 1e6].slice(-WINDOWS);
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
