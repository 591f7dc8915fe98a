import type { Sha256 } from "@pathwayks/contracts";
import type { Net } from "./net/net.ts";
import type { LocalStore } from "./store/local-store.ts";

/** Milliseconds since 1970 by this device's clock, which may be years off and may jump. */
export interface ClockDep {
  readonly now: () => number;
}

export interface RandomDep {
  readonly random: (bytes: number) => Uint8Array;
}

export interface HashDep {
  /** SHA-256 of the text as UTF-8. */
  readonly sha256: (text: string) => Promise<Sha256>;
}

export interface StoreDep {
  readonly store: LocalStore;
}

export interface NetDep {
  readonly net: Net;
}

export interface SleepDep {
  /** Resolves after about `ms`; earlier once `waking` does, so that a trigger ends the wait. */
  readonly sleep: (ms: number, waking: Promise<void>) => Promise<void>;
}

/** Makes sure that one of all tabs and workers does something at a time. */
export interface Locks {
  /** Runs `body` if nobody else holds `name` now; `busy` without running it otherwise. */
  ifFree<T>(name: string, body: () => Promise<T>): Promise<T | "busy">;
}

export interface LocksDep {
  readonly locks: Locks;
}

/** Other tabs hear that something was committed. */
export interface Signal {
  tell(): void;
  /** Returns how to stop. */
  hear(listener: () => void): () => void;
}

/** Everything outside that the conversation with the server needs. */
export type SyncDeps = ClockDep & RandomDep & HashDep & StoreDep & NetDep & SleepDep & LocksDep & { readonly signal?: Signal };
