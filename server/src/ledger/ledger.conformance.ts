import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { asc, eq } from "drizzle-orm";
import { uuid7At } from "@pathwayks/contracts";
import type { ConsentGiven, IsoDate, PartnerId, UserId } from "@pathwayks/contracts";
import { feedPlace } from "../feed/append.ts";
import { done, rows } from "../storage/engine.ts";
import type { Storage } from "../storage/open.ts";
import { testSecrets } from "../testing/storage.ts";
import { openVault } from "../vault/vault.ts";
import { audit } from "./audit.ts";
import { consentsOf, consentStands, giveConsent, standingConsent, withdrawConsent } from "./consent.ts";
import type { Subject } from "./consent.ts";
import { disclose, disclosuresOf } from "./disclosure.ts";
import { verifyChain } from "./verify.ts";

const at = "2026-11-23T18:00:00.000Z";
const [today, tomorrow] = ["2026-11-23", "2026-11-24"] as IsoDate[] as [IsoDate, IsoDate];
const given: ConsentGiven = { textVersion: "3", language: "es", recipient: "sample-college" as PartnerId, purpose: "enrollment", fields: ["firstName", "phone"], expires: today };

/** What the rows that are only added promise, on every engine. */
export function ledgerKeepsItsPromises(name: string, open: () => Promise<Storage>): void {
  describe(name, () => {
    let storage: Storage;
    let subject: Subject;
    let other: Subject;
    beforeEach(async () => {
      storage = await open();
      const vault = openVault({ engine: storage.keys, secrets: testSecrets, now: () => 0 });
      [subject, other] = await Promise.all([1, 2].map(async (n) => {
        const id = uuid7At(0, new Uint8Array(10).fill(n)) as UserId;
        const key = await vault.create(id);
        await storage.main.write((db, { users }) => done(db.insert(users).values({
          id, emailHash: id, sealed: "", passwordHash: "", role: "user", status: "active", language: "en", guardian: "not-needed", termsVersion: "1", createdAt: at, updatedAt: at,
        })));
        return { id, key };
      })) as [Subject, Subject];
    });
    afterEach(() => storage.close());

    test("a consent stands until it is withdrawn or its day is over, for its own person alone", async () => {
      const stands = (who: Subject, day: IsoDate) => storage.main.read((db, t) => consentStands(db, t, who.id, "c1", day));
      await storage.main.write((db, t) => giveConsent(db, t, subject, { id: "c1", given, by: "person", at }));
      expect([await stands(subject, today), await stands(subject, tomorrow), await stands(other, today)]).toEqual([true, false, false]);
      const newest = (purpose: ConsentGiven["purpose"]) => storage.main.read((db, t) => standingConsent(db, t, subject.id, { recipient: given.recipient, purpose }, today));
      expect([(await newest("enrollment"))?.id, await newest("assistance")]).toEqual(["c1", null]);
      const withdraw = (who: Subject) => storage.main.write((db, t) => withdrawConsent(db, t, who, "c1", at));
      expect([await withdraw(other), await withdraw(subject), await withdraw(subject)]).toEqual([false, true, false]);
      expect([await stands(subject, today), await newest("enrollment")]).toEqual([false, null]);
      expect(await storage.main.read((db, t) => consentsOf(db, t, subject.id))).toEqual([{ id: "c1", given, givenAt: at, withdrawnAt: at }]);
    });

    test("devices hear of consents and disclosures, sealed", async () => {
      const entry = { id: "d1", recipient: "sample-college", purpose: "enrollment", basis: "consent:c1", fields: ["firstName"], messageHash: null, at };
      await storage.main.write(function* (db, t) {
        yield* giveConsent(db, t, subject, { id: "c1", given, by: "person", at });
        yield* disclose(db, t, subject, entry);
      });
      const told = await storage.main.read((db, { feed }) => rows(db.select().from(feed).where(eq(feed.userId, subject.id)).orderBy(asc(feed.seq))));
      const opened = told.map(({ kind, id, sealed }) => subject.key.open(feedPlace(subject.id, kind, id), sealed ?? ""));
      const { messageHash: _, ...seen } = entry;
      expect(opened).toEqual([{ id: "c1", given, givenAt: at, withdrawnAt: null }, seen]);
      expect(await storage.main.read((db, t) => disclosuresOf(db, t, subject.id, 10, 0))).toEqual([seen]);
      expect(await storage.main.read((db, t) => disclosuresOf(db, t, other.id, 10, 0))).toEqual([]);
    });

    test("the database refuses to alter what is only added to", async () => {
      await storage.main.write(function* (db, t) {
        yield* giveConsent(db, t, subject, { id: "c1", given, by: "person", at });
        yield* giveConsent(db, t, subject, { id: "c2", given, by: "person", at });
        yield* withdrawConsent(db, t, subject, "c2", at);
        yield* disclose(db, t, subject, { id: "d1", recipient: "r", purpose: "case", basis: "consent:c1", fields: [], messageHash: null, at });
        yield* audit(db, t, { actor: { kind: "system", name: "test" }, action: "a", target: "t", at });
      });
      const { main } = storage;
      const attempts = [
        main.write((db, { audit: table }) => done(db.update(table).set({ action: "b" }))),
        main.write((db, { audit: table }) => done(db.delete(table))),
        main.write((db, { disclosures }) => done(db.update(disclosures).set({ recipient: "nobody" }))),
        main.write((db, { disclosures }) => done(db.delete(disclosures))),
        main.write((db, { consents }) => done(db.update(consents).set({ fields: "everything" }).where(eq(consents.id, "c1")))),
        main.write((db, { consents }) => done(db.update(consents).set({ withdrawnAt: null }).where(eq(consents.id, "c2")))),
        main.write((db, { consents }) => done(db.update(consents).set({ withdrawnAt: at, fields: "x" }).where(eq(consents.id, "c1")))),
        main.write((db, { consents }) => done(db.delete(consents))),
      ];
      expect((await Promise.allSettled(attempts)).map(({ status }) => status)).toEqual(attempts.map(() => "rejected"));
      expect(await verifyChain(main)).toMatchObject({ seq: 1, fault: null });
    });
  });
}
