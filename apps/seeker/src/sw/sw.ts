import { cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from "workbox-precaching";
import { NavigationRoute, registerRoute } from "workbox-routing";
import { showPushes } from "./push.ts";
import { sendInBackground } from "./sync.ts";

declare const self: ServiceWorkerGlobalScope & { readonly __WB_MANIFEST: (string | { url: string; revision: string | null })[] };

// Every file of the app is fetched at installation and served from the cache ever after. An installation that misses one
// file fails as a whole, and the old worker goes on.
const files = self.__WB_MANIFEST;
precacheAndRoute(files);
cleanupOutdatedCaches();

// Catalog and API are none of this worker's business: without a route, the request goes to the network as it is and nothing
// is ever stored. A person's answer in a cache would be there for the next person.
const elsewhere = [/^\/c\//, /^\/api\//, /^\/sw(-kill)?\.js$/];

// Every other page, however deep, is the one page of the app.
registerRoute(new NavigationRoute(createHandlerBoundToURL("/index.html"), { denylist: elsewhere }));

// A new version waits until the person says so: taking over under a half-filled form would mix two versions.
self.addEventListener("message", (event) => {
  if ((event.data as { type?: unknown } | null)?.type === "take-over") void self.skipWaiting();
});

// The first worker ever serves the page that installed it, so that one visit is enough to go offline. A later one finds
// pages of the version before it and must not take them over by itself; after `take-over` they reload.
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

const converse = sendInBackground(files.map((file) => (typeof file === "string" ? file : file.url)));
showPushes(converse);
