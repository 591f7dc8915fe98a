import { dropPushes } from "./push.ts";

/** Prefix of the caches that hold the app's own files: nothing personal, and without them the app would not open offline. */
const APP_FILES = /^workbox-precache/;

/** Notices, settings, session and every cache but the app's own files. Never rejects: what is refused is not there either. */
export async function forgetBrowserTraces(): Promise<void> {
  await dropPushes();
  for (const storage of [() => localStorage, () => sessionStorage]) {
    try {
      storage().clear();
    } catch {
      // Storage is refused altogether, so nothing lies in it.
    }
  }
  if (!("caches" in globalThis)) return;
  const names = await caches.keys().catch(() => []);
  await Promise.all(names.filter((name) => !APP_FILES.test(name)).map((name) => caches.delete(name).catch(() => false)));
}
