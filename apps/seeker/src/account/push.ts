import { ok200, pushKey, type Result } from "@pathwayks/contracts";
import { dropPushes, pushManager, type PushStanding } from "../device/push.ts";
import { call, type ApiFault } from "./api.ts";

/**
 * Asks the browser, which asks the person, and tells the server where to send. Call it from a tap: a browser refuses the
 * question for good when it comes out of nowhere. Either both know of the subscription or neither does.
 */
export async function startPushes(): Promise<Result<PushStanding, ApiFault>> {
  const manager = await pushManager();
  if (!manager) return { ok: true, value: "impossible" };
  const permission = await Notification.requestPermission();
  if (permission !== "granted") return { ok: true, value: permission === "denied" ? "refused" : "off" };
  const key = await call("GET", "/notifications/subscriptions/key", pushKey);
  if (!key.ok) return key;
  // One that was made for another key of the server is of no use, and in the way.
  await dropPushes();
  // The person has agreed by now. What still fails is the push service, out of reach: said as being without a network.
  const subscription = await manager.subscribe({ userVisibleOnly: true, applicationServerKey: key.value.publicKey }).catch(() => null);
  if (!subscription) return { ok: false, error: { kind: "offline" } };
  const { endpoint, keys } = subscription.toJSON();
  const told = await call("POST", "/notifications/subscriptions", ok200, { endpoint, keys });
  if (told.ok) return { ok: true, value: "on" };
  await dropPushes();
  return told;
}

/** Nothing is shown here any more. A server that cannot be told hears it from the push service at its next try. */
export async function stopPushes(): Promise<void> {
  const endpoint = await dropPushes();
  if (endpoint !== null) await call("DELETE", "/notifications/subscriptions", ok200, { endpoint });
}
