import { createHash } from "node:crypto";
import { setCookie } from "hono/cookie";
import type { AppContext } from "../http/context.ts";

// `__Host-`: the browser takes such a cookie only over TLS (or on localhost), for this host alone and for all its paths.
// No script can read them; the tokens in them mean nothing by themselves and are stored as hashes only.

/** The session. Lax, so that a link in a mail finds the person signed in. */
export const SESSION_COOKIE = "__Host-sid";
/** Gets the next session cookie. */
export const REFRESH_COOKIE = "__Host-rid";
/** Marks a browser; says nothing of who uses it. */
export const DEVICE_COOKIE = "__Host-did";

/** Binds a sign-in elsewhere to the browser that began it. */
export const DETOUR_COOKIE = "__Host-oidc";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Lifetimes in milliseconds. The refresh token slides with each use, and ends for good at `ABSOLUTE_MS`. */
export const ACCESS_MS = 15 * MINUTE_MS;
export const REFRESH_MS = 30 * DAY_MS;
export const ABSOLUTE_MS = 90 * DAY_MS;
/** Browsers keep a cookie 400 days at most. */
const DEVICE_MS = 400 * DAY_MS;

export interface SessionTokens {
  readonly access: string;
  readonly refresh: string;
}

const put = (c: AppContext, name: string, value: string, ms: number, sameSite: "Lax" | "Strict") =>
  setCookie(c, name, value, { path: "/", secure: true, httpOnly: true, sameSite, maxAge: Math.floor(ms / 1000) });

export function setSessionCookies(c: AppContext, { access, refresh }: SessionTokens): void {
  put(c, SESSION_COOKIE, access, ACCESS_MS, "Lax");
  put(c, REFRESH_COOKIE, refresh, REFRESH_MS, "Strict");
}

/** Only when somebody signs out: an answer that lost a race must not take away what the winner was given. */
export function dropSessionCookies(c: AppContext): void {
  put(c, SESSION_COOKIE, "", 0, "Lax");
  put(c, REFRESH_COOKIE, "", 0, "Strict");
}

/** Lax, because the provider sends the browser back from its own site. */
export const setDetourCookie = (c: AppContext, value: string, ms: number): void => put(c, DETOUR_COOKIE, value, ms, "Lax");
export const dropDetourCookie = (c: AppContext): void => put(c, DETOUR_COOKIE, "", 0, "Lax");

export const setDeviceCookie = (c: AppContext, value: string): void => put(c, DEVICE_COOKIE, value, DEVICE_MS, "Lax");

/** SHA-256 of a random token, base64url: enough for 256 random bits, and as fast as a look-up on each request must be. */
export const hashToken = (token: string): string => createHash("sha256").update(token, "utf8").digest("base64url");
