import { useSyncExternalStore } from "react";
import { Workbox } from "workbox-window";
import { scriptUrl } from "./trusted.ts";

// One service worker, registered once, at /sw.js. A newer one that waits is offered and never takes over by itself.

let waiting: ServiceWorker | null = null;
/** Another tab let a newer version take over: this page is older than its worker and should be loaded anew. */
let behind = false;
let held = 0;
let wanted = false;
const listeners = new Set<() => void>();

const told = (): void => {
  for (const listener of listeners) listener();
};

export interface AppUpdate {
  /** A newer version is on the device and may be offered. False while a form is held. */
  readonly available: boolean;
  /** Lets the newer version take over and loads this page again, once. */
  readonly takeOver: () => void;
}

/**
 * Registers the worker after the page has loaded; call it once. Never rejects: without a worker the app works online.
 * Looks for a newer version at each start and whenever the page is seen again, an hour apart at least.
 */
export async function registerApp(): Promise<void> {
  if (!("serviceWorker" in navigator) || !import.meta.env.PROD) return;
  let controlled = navigator.serviceWorker.controller !== null;
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    // Only where the person asked for it here, so once at most. The first worker of a first visit takes the page over too:
    // that page is as new as the worker. Any other change came from another tab, and reloading is this person's to say.
    if (wanted) location.reload();
    else if (controlled) {
      behind = true;
      told();
    }
    controlled = true;
  });
  // What the worker reads besides itself carries its hash in its name, so a copy in the browser's cache is right.
  const workbox = new Workbox(scriptUrl("/sw.js"), { scope: "/", updateViaCache: "imports" });
  // Found by this page or by another tab, now or before it was opened: a version that waits is one to offer.
  workbox.addEventListener("waiting", ({ sw }) => offer(sw));
  try {
    const registration = await workbox.register({ immediate: true });
    if (registration) lookAgain(registration);
  } catch {
    // Refused (private window, policy) or no network at the very first visit: there is nothing a person could do.
  }
}

/** For the banner that offers a newer version. */
export function useAppUpdate(): AppUpdate {
  const available = useSyncExternalStore(subscribe, isAvailable, () => false);
  return { available, takeOver };
}

/** The same without React. Calls back at once when a version is already waiting. Returns how to stop. */
export function watchAppUpdate(offer: (takeOver: (() => void) | null) => void): () => void {
  const look = (): void => offer(isAvailable() ? takeOver : null);
  if (isAvailable()) look();
  return subscribe(look);
}

/** While a form holds answers that are not saved yet, no newer version is offered. Returns how to let go. */
export function holdUpdates(): () => void {
  held++;
  told();
  let released = false;
  return () => {
    if (!released) held--;
    released = true;
    told();
  };
}

const isAvailable = (): boolean => (waiting !== null || behind) && held === 0;

function takeOver(): void {
  if (behind) location.reload();
  else if (waiting) {
    wanted = true;
    waiting.postMessage({ type: "take-over" });
  }
}

function offer(worker: ServiceWorker | undefined): void {
  if (!worker) return;
  waiting = worker;
  told();
  worker.addEventListener("statechange", () => {
    if (waiting === worker && (worker.state === "activated" || worker.state === "redundant")) waiting = null;
    told();
  });
}

function lookAgain(registration: ServiceWorkerRegistration): void {
  const hour = 3_600_000;
  let last = performance.now();
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "visible" || performance.now() - last < hour) return;
    last = performance.now();
    registration.update().catch(() => undefined);
  });
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
