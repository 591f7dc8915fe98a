import Database from "better-sqlite3";
import type { Hono } from "hono";
import { eq } from "drizzle-orm";
import { roles } from "@pathwayks/contracts";
import type { Role, UserId } from "@pathwayks/contracts";
import { openCase } from "../../../server/src/accountability/cases.ts";
import { erasePerson } from "../../../server/src/accountability/erase.ts";
import type { AppEnv } from "../../../server/src/http/context.ts";
import { giveConsent } from "../../../server/src/ledger/consent.ts";
import { notifyHandler } from "../../../server/src/effects/notify.ts";
import { done } from "../../../server/src/storage/engine.ts";
import type { Storage } from "../../../server/src/storage/open.ts";
import { sqliteEngine } from "../../../server/src/storage/sqlite-engine.ts";
import { keys, main } from "../../../server/src/storage/tables/sqlite.ts";
import { NOON, testApp } from "../../../server/src/testing/app.ts";
import { sampleOpen } from "../../../server/src/testing/catalog.ts";
import { aPerson, type TestPerson } from "../../../server/src/testing/people.ts";
import { memoryDatabase, testSecrets } from "../../../server/src/testing/storage.ts";
import { catalogRecords } from "../../../server/src/storage/catalog-records.ts";
import { openVault } from "../../../server/src/vault/vault.ts";

// A small town: everybody who could ask, and everybody whose things could be asked for. Built once and copied for each
// question that changes something.

export const actors = ["anonymous", "expired", "closed", "limited", ...roles] as const;
export type ActorName = (typeof actors)[number];

/**
 * Whose thing it is, seen from who asks. `other`: a stranger. `same-centre`: agreed to be helped by the center of the staff
 * that asks, which has no case. `assigned`: with an open case. `lapsed`: with a case whose time is over. `deleted`: erased.
 */
export const relations = ["own", "other", "same-centre", "assigned", "lapsed", "deleted"] as const;
export type Relation = (typeof relations)[number];

/** What somebody has, that a route can be asked for. */
export interface Owned {
  readonly userId: UserId;
  readonly consentId: string;
  readonly notificationId: string;
  readonly caseId: string;
}

export interface Town {
  readonly people: Readonly<Record<ActorName, TestPerson | null>>;
  readonly own: Readonly<Record<ActorName, Owned>>;
  readonly others: Readonly<Record<Exclude<Relation, "own">, Owned>>;
  /** A server in this town; `fresh`: in a copy of its own. */
  server(fresh: boolean): Promise<{ readonly app: Hono<AppEnv>; readonly storage: Storage }>;
}

const CENTER = "center-1";
const at = new Date(NOON).toISOString();
let count = 0;
const newId = () => `made${String(++count).padStart(8, "0")}`;

async function serverOn(mainDb: Database.Database, keysDb: Database.Database) {
  const soon = { soon: (work: () => void) => queueMicrotask(work) };
  const engines = { main: sqliteEngine(mainDb, main, soon), keys: sqliteEngine(keysDb, keys, soon) };
  const storage: Storage = { ...engines, records: await catalogRecords(engines.main, () => "epoch-1"), copyMain: null, close: async () => void (await Promise.all([engines.main.close(), engines.keys.close()])) };
  const vault = openVault({ engine: storage.keys, secrets: testSecrets, now: () => NOON });
  return { storage, vault, secrets: testSecrets, app: testApp({ storage, vault, secrets: testSecrets, newId, catalog: { current: () => sampleOpen } }) };
}

export async function buildTown(): Promise<Town> {
  const [mainDb, keysDb] = [memoryDatabase("main"), memoryDatabase("keys")];
  const parts = await serverOn(mainDb, keysDb);
  const { storage, vault } = parts;
  const workplace = (role: Role) => (role === "workforceCenter" ? { centerId: CENTER } : role === "employer" ? { partnerId: "sample-employer" } : role === "trainingProvider" ? { partnerId: "sample-college" } : {});
  const person = (role: Role, over = {}) => aPerson(parts, NOON, { role, ...workplace(role), ...over });
  const byRole = Object.fromEntries(await Promise.all(roles.map(async (role) => [role, await person(role)] as const))) as Record<Role, TestPerson>;
  const expired = await person("user");
  await storage.main.write((db, { sessions }) => done(db.update(sessions).set({ accessExpiresAt: at }).where(eq(sessions.id, expired.sessionId))));
  const people: Record<ActorName, TestPerson | null> = { anonymous: null, expired, closed: await person("user"), limited: await person("admin", { limited: true }), ...byRole };

  const helper = byRole.workforceCenter;
  const colleague = await person("workforceCenter");
  const staff = (who: TestPerson) => ({ kind: "person", userId: who.userId, role: "workforceCenter", partnerId: null, centerId: CENTER, sessionId: who.sessionId, limited: false, provedAt: NOON }) as const;

  /** Gives somebody a consent, a notification and a case of the colleague, and, if asked, one of the helper. */
  async function endowed(who: TestPerson, agrees: boolean, helped: "open" | "over" | null): Promise<Owned> {
    const key = await vault.of(who.userId);
    if (key === null) throw new Error("no key");
    const subject = { id: who.userId, key };
    const [consentId, notificationId] = [newId(), newId()];
    const given = { textVersion: "1", language: "en", recipient: CENTER, purpose: "assistance", fields: ["record"], expires: "2027-11-23" } as never;
    await storage.main.write((db, t) => giveConsent(db, t, subject, { id: consentId, given, by: "person", at }));
    await notifyHandler({ main: storage.main, now: () => NOON })({ id: notificationId, kind: "notify", detail: { kind: "check-in", detail: {} }, user: subject, attempt: 1 });
    const open = (by: TestPerson, now: number) => storage.main.write((db, t) => openCase(db, t, staff(by), subject, { id: newId(), disclosureId: newId(), reason: "Help with enrolling", days: 10, now, requestId: "req_town00000" }));
    const ofColleague = await open(colleague, NOON);
    const ofHelper = helped === null ? null : await open(helper, helped === "open" ? NOON : NOON - 11 * 86_400_000);
    // Who did not agree to this center agreed to another: the colleague's case then opens nothing either.
    if (!agrees) await storage.main.write((db, { assignments }) => done(db.update(assignments).set({ centerId: "center-2" }).where(eq(assignments.userId, who.userId))));
    return { userId: who.userId, consentId, notificationId, caseId: (ofHelper ?? ofColleague)?.id ?? "" };
  }
  const own = Object.fromEntries(await Promise.all(actors.map(async (name) => [name, await endowed(people[name] ?? (await person("user")), true, null)] as const))) as Record<ActorName, Owned>;
  const stranger = await person("user");
  const others = {
    other: await endowed(stranger, false, null), "same-centre": await endowed(await person("user"), true, null),
    assigned: await endowed(await person("user"), true, "open"), lapsed: await endowed(await person("user"), true, "over"), deleted: await endowed(await person("user"), true, "open"),
  };
  await storage.main.write((db, { consents }) => done(db.update(consents).set({ withdrawnAt: at }).where(eq(consents.id, others.other.consentId))));
  for (const gone of [others.deleted.userId, own.closed.userId]) await erasePerson({ storage, vault, now: () => NOON }, gone, { kind: "system", name: "test" }, null);
  const images = [mainDb.serialize(), keysDb.serialize()] as const;
  const copy = () => serverOn(new Database(images[0]), new Database(images[1]));
  const shared = await copy();
  return { people, own, others, server: (fresh) => (fresh ? copy() : Promise.resolve(shared)) };
}
