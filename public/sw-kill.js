// The kill switch. Served as /sw.js it takes the app's service worker off every device: it deletes what the worker cached,
// unregisters itself and loads each open page once more, from the network. The person's records are not touched.
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(leave()));

async function leave() {
  const names = await caches.keys();
  for (const name of names) await caches.delete(name);
  await self.registration.unregister();
  // Pages register a worker whenever they are loaded, so this one comes round again on each load. Only where it found
  // something to take away does it send the pages on: once, then there is nothing left to find.
  if (names.length === 0) return;
  await self.clients.claim();
  for (const client of await self.clients.matchAll({ type: "window" })) await client.navigate(client.url).catch(() => undefined);
}
