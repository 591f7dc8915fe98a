import { scriptUrl } from "../device/trusted.ts";

// What was decided without a network is sent when it is back, even if no page is open by then. A bonus of some browsers: the
// rest send at the next visit, and whatever goes wrong here is left for that.

interface SyncEvent extends ExtendableEvent {
  readonly tag: string;
}

declare const self: ServiceWorkerGlobalScope & { pk_background?: { readonly converse: () => Promise<void> } };

/** The tag that the app registers (`SYNC_TAG` of the sync package, which is too large to import here). */
const TAG = "pathwayks-outbox";
/** What talks with the server, in the order in which it is read (`build/scripts.ts`). */
const parts = ["contracts", "device", "background"];

/**
 * Lets the worker converse with the server, and does so at each `sync`. `files`: the addresses of the app's own files, as the
 * build listed them; nothing else is ever read. Gives one conversation; it rejects where another try could send something.
 */
export function sendInBackground(files: readonly string[]): () => Promise<void> {
  const scripts = parts.flatMap((part) => files.filter((file) => new RegExp(`^assets/${part}-[^/]+\\.js$`).test(file)));
  const read = (): void => {
    if (!self.pk_background) importScripts(...scripts.map((file) => scriptUrl(`/${file}`)));
  };
  // A worker may read later only what it has read while it was being installed. Then it lies ready, also without a network.
  self.addEventListener("install", () => {
    try {
      read();
    } catch {
      // The app works without it.
    }
  });
  const converse = async (): Promise<void> => {
    read();
    await self.pk_background?.converse();
  };
  self.addEventListener("sync", (event) => {
    const { tag } = event as SyncEvent;
    if (tag === TAG) (event as SyncEvent).waitUntil(converse());
  });
  return converse;
}
