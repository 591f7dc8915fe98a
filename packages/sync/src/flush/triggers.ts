/** Name of the bonus wake-up that Chromium gives when the network comes back after the page has closed. */
export const SYNC_TAG = "pathwayks-outbox";

interface SyncManager {
  register(tag: string): Promise<void>;
}

/** The page, as far as it is needed here; a worker, which this is compiled for too, has none. */
interface VisiblePage {
  readonly visibilityState: string;
  addEventListener(type: "visibilitychange", listener: () => void): void;
  removeEventListener(type: "visibilitychange", listener: () => void): void;
}

/**
 * Wakes the conversation when the network comes back and when the page is seen again. Hints only: nothing waits for them.
 * Returns how to stop.
 */
export function watchTriggers(wake: () => void, page: VisiblePage | undefined = (globalThis as { document?: VisiblePage }).document): () => void {
  const seen = (): void => {
    if (page?.visibilityState === "visible") wake();
  };
  addEventListener("online", wake);
  page?.addEventListener("visibilitychange", seen);
  return () => {
    removeEventListener("online", wake);
    page?.removeEventListener("visibilitychange", seen);
  };
}

/** Asks the browser to wake the service worker once there is a network. Safari and Firefox have no such thing: never rejects. */
export async function askForBackgroundSync(registration: ServiceWorkerRegistration): Promise<boolean> {
  const { sync } = registration as ServiceWorkerRegistration & { readonly sync?: SyncManager };
  if (!sync) return false;
  return sync.register(SYNC_TAG).then(() => true, () => false);
}
