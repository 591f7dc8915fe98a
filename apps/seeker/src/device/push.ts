/** Whether this device can be told of something new while the app is closed, and whether it is. */
export type PushStanding = "impossible" | "refused" | "off" | "on";

const registered = async (): Promise<ServiceWorkerRegistration | null> => (await navigator.serviceWorker?.getRegistration().catch(() => undefined)) ?? null;

/** `null` where this browser has no pushes, or the app's worker is not there yet. */
export async function pushManager(): Promise<PushManager | null> {
  const registration = "Notification" in globalThis ? await registered() : null;
  // Safari has it only for an app on the home screen.
  return (registration as { pushManager?: PushManager } | null)?.pushManager ?? null;
}

/** Asks nobody anything. */
export async function pushStanding(): Promise<PushStanding> {
  const manager = await pushManager();
  if (!manager) return "impossible";
  if (Notification.permission === "denied") return "refused";
  // A browser that cannot say has none: the person sees it as off, and may switch it on.
  const subscription = await manager.getSubscription().catch(() => null);
  return subscription && Notification.permission === "granted" ? "on" : "off";
}

/** From now on nothing is shown here, and what is shown goes. Gives the address that the server knew; `null` where there was none. */
export async function dropPushes(): Promise<string | null> {
  for (const shown of (await (await registered())?.getNotifications?.().catch(() => [])) ?? []) shown.close();
  const subscription = await (await pushManager())?.getSubscription().catch(() => null);
  if (!subscription) return null;
  await subscription.unsubscribe().catch(() => false);
  return subscription.endpoint;
}

/** Calls `open` when the person touches a notice while the app is open. */
export function watchNotices(open: () => void): void {
  navigator.serviceWorker?.addEventListener("message", ({ data }) => {
    if ((data as { type?: unknown } | null)?.type === "open-messages") open();
  });
}
