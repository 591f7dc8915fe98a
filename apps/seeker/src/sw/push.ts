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
  self.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(renew(event)));
}

/**
 * The push service has given this device another address, or taken the old one away. Either the browser and our server both
 * know of a subscription or neither does: what could not be told is ended, and the app shows it as switched off.
 */
async function renew({ oldSubscription, newSubscription }: PushSubscriptionChangeEvent): Promise<void> {
  const key = oldSubscription?.options.applicationServerKey;
  const subscription = newSubscription ?? (key && (await self.registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key })));
  if (!subscription) return;
  const { endpoint, keys } = subscription.toJSON();
  const tell = (): Promise<number> => post("/notifications/subscriptions", { endpoint, keys });
  let status = await tell();
  // The session has run out: it is renewed once, and the server told again.
  if (status === 401 && (await post("/users/refresh", {})) < 300) status = await tell();
  if (status >= 300) await subscription.unsubscribe();
}

/** The status of the server's answer; that of a gateway without a server where there was none, or the page of a captive portal. */
const post = (path: string, body: unknown): Promise<number> =>
  fetch(`/api/v1${path}`, {
    method: "POST", credentials: "same-origin", redirect: "error", body: JSON.stringify(body),
    headers: { accept: "application/json", "content-type": "application/json", "x-pk": "1" },
  }).then(({ status, headers }) => (headers.get("content-type")?.includes("json") ? status : 502), () => 502);

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
