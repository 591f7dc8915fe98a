import en from "../words/en/push.json";
import es from "../words/es/push.json";

// A push says that there is something new, and nothing else: a lock screen is read by whoever holds the phone. What it is
// about is fetched under the session, into the sealed database, and read in the app.

declare const self: ServiceWorkerGlobalScope;

/** `converse` fetches what is new, so that it is on the phone when the app is opened, with or without a network. */
export function showPushes(converse: () => Promise<void>): void {
  self.addEventListener("push", (event) => {
    const shown = self.registration.showNotification(...notice(event.data));
    event.waitUntil(Promise.all([shown, converse().catch(() => undefined)]));
  });
  self.addEventListener("notificationclick", (event) => {
    event.notification.close();
    event.waitUntil(openMessages());
  });
}

/** One notice at a time, in the language of the account; where the push does not say, in that of the browser. */
function notice(data: PushMessageData | null): [string, NotificationOptions] {
  const language = languageOf(data) ?? navigator.language;
  const [words, lang] = language.startsWith("es") ? [es, "es"] : [en, "en"];
  return [words.title, { body: words.text, lang, tag: "pathwayks", icon: "/icons/icon-192.png" }];
}

function languageOf(data: PushMessageData | null): string | null {
  try {
    const { language } = data?.json() as { language?: unknown };
    return typeof language === "string" ? language : null;
  } catch {
    return null;
  }
}

async function openMessages(): Promise<void> {
  const [page] = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  if (!page) return void (await self.clients.openWindow("/notifications"));
  // The page goes there by itself: loading it anew would drop what is on its screen.
  page.postMessage({ type: "open-messages" });
  await page.focus();
}
