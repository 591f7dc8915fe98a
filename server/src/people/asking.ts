import { getCookie } from "hono/cookie";
import type { AppContext } from "../http/context.ts";
import { clientAddress, networkOf } from "../http/client.ts";
import { DEVICE_COOKIE, hashToken } from "../policy/cookies.ts";

/** Where a request comes from, as far as it limits guesses or names a session. Never logged. */
export interface Asking {
  readonly network: string;
  /** Hash of the cookie that marks this browser; `null`: a browser that was never here. */
  readonly deviceHash: string | null;
  /** Such as "Chrome on Android". */
  readonly device: string;
  readonly requestId: string;
}

const tokenForm = /^[A-Za-z0-9_-]{43}$/;

export function askingOf(c: AppContext, trustedProxies: number): Asking {
  const mark = getCookie(c, DEVICE_COOKIE);
  return {
    network: networkOf(clientAddress(c, trustedProxies)),
    deviceHash: mark !== undefined && tokenForm.test(mark) ? hashToken(mark) : null,
    device: deviceLabel(c.req.header("User-Agent") ?? ""),
    requestId: c.get("requestId"),
  };
}

// In this order: each of these browsers and systems also calls itself by the names of those after it.
const browsers = [["Edg", "Edge"], ["OPR", "Opera"], ["SamsungBrowser", "Samsung Internet"], ["Firefox", "Firefox"], ["FxiOS", "Firefox"], ["CriOS", "Chrome"], ["Chrome", "Chrome"], ["Safari", "Safari"]] as const;
const systems = [["Android", "Android"], ["iPhone", "iPhone"], ["iPad", "iPad"], ["CrOS", "Chromebook"], ["Windows", "Windows"], ["Mac OS", "Mac"], ["Linux", "Linux"]] as const;

/** One of a few known words for browser and system, never the header's own text. */
export function deviceLabel(userAgent: string): string {
  const named = (names: readonly (readonly [string, string])[]) => names.find(([sign]) => userAgent.includes(sign))?.[1];
  return `${named(browsers) ?? "A browser"} on ${named(systems) ?? "a device"}`;
}
