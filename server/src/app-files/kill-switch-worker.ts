/**
 * A service worker that ends service workers: it throws away every cache and unregisters itself. Open pages stay as they
 * are (nobody loses a half-filled form) and load from the network from the next visit on. IndexedDB is not touched.
 */
export const killSwitchWorker = `self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) await caches.delete(name);
    await self.registration.unregister();
  })());
});
`;
