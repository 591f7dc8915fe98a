// A process of its own that runs seeds and sends each report to its parent.
import { runSeed, type Report } from "./run.ts";

/** A report as it travels between processes. */
export type SentReport = Omit<Report, "faults"> & { readonly faults: readonly (readonly [string, number])[] };

process.on("message", (seeds: readonly number[]) => {
  void (async () => {
    for (const seed of seeds) {
      const report = await runSeed(seed);
      process.send?.({ ...report, faults: [...report.faults] } satisfies SentReport);
    }
    process.disconnect();
  })();
});
