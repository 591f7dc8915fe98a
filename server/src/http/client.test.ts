import { Hono } from "hono";
import { expect, test } from "vitest";
import { clientAddress, networkOf } from "./client.ts";
import type { AppEnv } from "./context.ts";

const ask = async (proxies: number, forwarded: string | null, socket?: string) => {
  const app = new Hono<AppEnv>().get("/", (c) => c.json(clientAddress(c, proxies)));
  const env = socket === undefined ? {} : { incoming: { socket: { remoteAddress: socket } } };
  return (await app.request("/", forwarded === null ? {} : { headers: { "X-Forwarded-For": forwarded } }, env)).json();
};

test("the socket's address counts; a header only from as many proxies as there are", async () => {
  expect(await ask(0, "1.2.3.4", "9.9.9.9")).toBe("9.9.9.9");
  expect(await ask(1, "6.6.6.6, 1.2.3.4", "9.9.9.9")).toBe("1.2.3.4");
  expect(await ask(2, "6.6.6.6, 1.2.3.4, 10.0.0.1")).toBe("1.2.3.4");
  for (const forwarded of [null, "", "nonsense", "1.2.3.4, <script>"]) expect([forwarded, await ask(1, forwarded)]).toEqual([forwarded, null]);
  expect(await ask(0, "1.2.3.4")).toBeNull();
});

test("one network is a /24 or a /56, however its address is written", () => {
  for (const [address, network] of [
    ["203.0.113.77", "203.0.113.0/24"],
    ["::ffff:203.0.113.5", "203.0.113.0/24"],
    ["2001:db8:1:ff12::1", "20010db80001ff::/56"],
    ["2001:0DB8:0001:FF99:a:b:c:d", "20010db80001ff::/56"],
    ["2001:db8::1", "20010db8000000::/56"],
    ["::1", "00000000000000::/56"],
    ["fe80::1%eth0", "fe800000000000::/56"],
    [null, "unknown"],
    ["nonsense", "unknown"],
  ] as const)
    expect([address, networkOf(address)]).toEqual([address, network]);
});
