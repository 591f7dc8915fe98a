import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Storage } from "../storage/open.ts";
import { dropFullBuckets, giveBack, take } from "./limits.ts";
import { issueTicket, lookAtTicket, useTicket, voidTickets } from "./tickets.ts";
import type { UserId } from "@pathwayks/contracts";

const MINUTE = 60_000;

/** What buckets and tickets promise on every engine. */
export function bucketsAndTicketsKeepTheirPromises(name: string, open: () => Promise<Storage>): void {
  describe(`${name}: buckets and tickets`, () => {
    let storage: Storage;
    beforeAll(async () => void (storage = await open()));
    afterAll(() => storage.close());

    const bucket = (key: string) => ({ key, burst: 5, everyMs: 3 * MINUTE });
    const takeAt = (key: string, now: number) => storage.main.write((db, t) => take(db, t, bucket(key), now));

    test("of fifty who ask at once, as many are served as there are tokens; the others hear when to come", async () => {
      const waits = await Promise.all(Array.from({ length: 50 }, () => takeAt("burst", 1_000_000)));
      expect(waits.filter((wait) => wait === 0)).toHaveLength(5);
      expect(new Set(waits)).toEqual(new Set([0, 3 * MINUTE]));
    });

    test("in any fifteen minutes there are never more than ten", async () => {
      const served: number[] = [];
      for (let at = 0; at < 60 * MINUTE; at += 20_000) if ((await takeAt("steady", at)) === 0) served.push(at);
      for (const from of served) expect(served.filter((at) => at >= from && at < from + 15 * MINUTE).length).toBeLessThanOrEqual(10);
      expect(served.length).toBeGreaterThan(20);
    });

    test("a wait that was told is long enough, and a token given back counts", async () => {
      for (let i = 0; i < 5; i++) await takeAt("back", 0);
      const wait = await takeAt("back", 1_000);
      expect(wait).toBe(3 * MINUTE - 1_000);
      expect(await takeAt("back", 1_000 + wait)).toBe(0);
      expect(await takeAt("back", 1_001 + wait)).not.toBe(0);
      await storage.main.write((db, t) => giveBack(db, t, bucket("back")));
      expect(await takeAt("back", 1_001 + wait)).toBe(0);
    });

    test("forgetting full buckets changes nobody's limit", async () => {
      for (let i = 0; i < 5; i++) await takeAt("kept", 0);
      await storage.main.write((db, t) => dropFullBuckets(db, t, MINUTE));
      expect(await takeAt("kept", MINUTE)).not.toBe(0);
      await storage.main.write((db, t) => dropFullBuckets(db, t, 16 * MINUTE));
      expect(await takeAt("kept", 16 * MINUTE)).toBe(0);
    });

    const user = "0193f000-0000-7000-8000-000000000001" as UserId;
    const ticket = (over: object = {}) => ({ purpose: "verify-address" as const, token: randomBytes(32).toString("base64url"), userId: user, detail: "{}", expiresAt: 10 * MINUTE, ...over });
    const issue = async (over: object = {}) => {
      const made = ticket(over);
      await storage.main.write((db, t) => issueTicket(db, t, made));
      return made.token;
    };
    const use = (token: string, now: number) => storage.main.write((db, t) => useTicket(db, t, "verify-address", token, now));

    test("of many who use a ticket at once, one gets it", async () => {
      const token = await issue();
      const got = await Promise.all(Array.from({ length: 20 }, () => use(token, 1)));
      expect(got.filter((one) => one !== null)).toEqual([{ userId: user, detail: "{}" }]);
    });

    test("a ticket that is too old, for something else, unknown or made worthless is none", async () => {
      expect(await use(await issue(), 10 * MINUTE)).toBeNull();
      expect(await use(await issue({ purpose: "reset-password" }), 1)).toBeNull();
      expect(await use(ticket().token, 1)).toBeNull();
      const token = await issue();
      expect(await storage.main.read((db, t) => lookAtTicket(db, t, "verify-address", token, 1))).not.toBeNull();
      await storage.main.write((db, t) => voidTickets(db, t, "verify-address", user, 1));
      expect(await use(token, 1)).toBeNull();
    });
  });
}
