import { monitorEventLoopDelay } from "node:perf_hooks";
import type { LoadReport } from "./server-process.ts";

// A server that tells its parent about its event loop.

export { main } from "../../server/src/testing/start-child.ts";

const RESOLUTION_MS = 10;
const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
delay.enable();
process.on("message", () => {
  const { user, system } = process.cpuUsage();
  const connections = process.getActiveResourcesInfo().filter((name) => name === "TCPSocketWrap").length;
  const report: LoadReport = { connections, cpuMs: (user + system) / 1000, loopDelayP99: Math.max(0, delay.percentile(99) / 1e6 - RESOLUTION_MS), rssBytes: process.memoryUsage.rss() };
  delay.reset();
  process.send?.(report);
});
process.on("disconnect", () => process.exit(1));
