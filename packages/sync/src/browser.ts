import { sha256, type Sha256 } from "@pathwayks/contracts";
import { fetchNet } from "./net/fetch-net.ts";
import type { Locks, Signal, SyncDeps } from "./ports.ts";
import type { LocalStore } from "./store/local-store.ts";

// The ports as a browser has them: pages, workers and the service worker alike.

const webHash = async (text: string): Promise<Sha256> => {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return sha256.parse(Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join(""));
};

/** Web Locks; a browser without them relies on the lease alone. */
export const webLocks: Locks = {
  ifFree: async <T>(name: string, body: () => Promise<T>): Promise<T | "busy"> => {
    if (!("locks" in navigator)) return body();
    return navigator.locks.request(name, { ifAvailable: true }, async (lock): Promise<T | "busy"> => (lock ? body() : "busy"));
  },
};

const LONGEST_TIMER_MS = 2 ** 31 - 1;

export const timerSleep: SyncDeps["sleep"] = (ms, waking) =>
  new Promise((resolve) => {
    const timer = ms <= LONGEST_TIMER_MS ? setTimeout(resolve, ms) : undefined;
    void waking.then(() => {
      clearTimeout(timer);
      resolve();
    });
  });

/** Tabs of this device tell each other that something was committed; nothing else is said. */
export function channelSignal(name = "pathwayks-sync"): Signal {
  const channel = new BroadcastChannel(name);
  return {
    tell: () => channel.postMessage(0),
    hear: (listener) => {
      channel.addEventListener("message", listener);
      return () => channel.removeEventListener("message", listener);
    },
  };
}

/** Everything that a `SyncClient` needs, over a store. */
export const browserDeps = (store: LocalStore): SyncDeps => ({
  store,
  now: () => Date.now(),
  random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
  sha256: webHash,
  net: fetchNet({ fetch: (input, init) => fetch(input, init) }),
  locks: webLocks,
  sleep: timerSleep,
  ...("BroadcastChannel" in globalThis ? { signal: channelSignal() } : {}),
});
