import { isIP } from "node:net";
import type { AppContext } from "./context.ts";

/**
 * The address that a request came from: that of the socket, or, behind `trustedProxies` proxies of our own, the one that the
 * outermost of them saw. What a client writes into the header itself stands further left and is not believed. `null`: unknown.
 */
export function clientAddress(c: AppContext, trustedProxies: number): string | null {
  if (trustedProxies === 0) return socketAddress(c.env);
  const seen = (c.req.header("X-Forwarded-For") ?? "").split(",").map((part) => part.trim());
  const address = seen.at(-trustedProxies) ?? "";
  return isIP(address) === 0 ? null : address;
}

/** Hono's server for Node puts the request of `node:http` here; in tests there is none. */
function socketAddress(env: unknown): string | null {
  const incoming = member(env, "incoming");
  const address = member(member(incoming, "socket"), "remoteAddress");
  return typeof address === "string" ? address : null;
}

const member = (of: unknown, name: string): unknown =>
  typeof of === "object" && of !== null && name in of ? (of as Readonly<Record<string, unknown>>)[name] : undefined;

/** The network of an address: `/24` of IPv4, `/56` of IPv6. One household or office, not one device. */
export function networkOf(address: string | null): string {
  if (address === null) return "unknown";
  const four = /(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}$/.exec(address);
  if (four) return `${four[1] ?? ""}.0/24`;
  return isIP(address) === 6 ? `${groupsOf(address).join("")}::/56` : "unknown";
}

/** The first 56 bits in hex. */
function groupsOf(address: string): string[] {
  const [head = "", tail = ""] = (address.split("%")[0] ?? "").split("::", 2);
  const parts = (text: string) => (text === "" ? [] : text.split(":"));
  const [left, right] = [parts(head), parts(tail)];
  const gap = address.includes("::") ? Math.max(0, 8 - left.length - right.length) : 0;
  const all = [...left, ...Array.from({ length: gap }, () => "0"), ...right].map((group) => group.toLowerCase().padStart(4, "0"));
  return [...all.slice(0, 3), (all[3] ?? "0000").slice(0, 2)];
}
