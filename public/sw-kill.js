// The kill switch. Served as /sw.js it takes the app's service worker off every device: it deletes what the worker cached,
// unregisters itself and loads each open page once more, from the network. The person's records are not touched.
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(leave()));

async function leave() {
  await self.clients.claim();
  for (const name of await caches.keys()) await caches.delete(name);
  await self.registration.unregister();
  // Once: a page that is loaded now has no worker any more, so nothing can send it round again.
  for (const client of await self.clients.matchAll({ type: "window" })) await client.navigate(client.url).catch(() => undefined);
}
