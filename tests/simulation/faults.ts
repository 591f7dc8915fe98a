/** Everything bad that is done to a run, counted: a run without faults proves nothing. */
export const faultNames = [
  "drop-request", "drop-answer", "duplicate", "late", "late-answer", "http-500", "http-500-after", "http-503", "http-429", "html", "empty", "half-json",
  "http-413", "http-404-page", "timeout", "crash-before-commit", "crash-after-commit", "kill-tab", "freeze", "quota", "server-restart", "server-restore",
  "server-down", "clock-jump", "skew", "sign-out", "sign-in", "lapse", "second-tab", "offline", "poison",
] as const;
export type FaultName = (typeof faultNames)[number];

export class Faults {
  readonly counts = new Map<FaultName, number>();

  add(name: FaultName): void {
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
  }

  get total(): number {
    return [...this.counts.values()].reduce((sum, count) => sum + count, 0);
  }
}
