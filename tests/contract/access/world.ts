import Database from "better-sqlite3";
import type { Hono } from "hono";
import { eq } from "drizzle-orm";
import { roles } from "@pathwayks/contracts";
import type { EntryId, PathwayId, Role, UserId } from "@pathwayks/contracts";
import { erasePerson } from "../../../server/src/accountability/erase.ts";
import type { AppEnv } from "../../../server/src/http/context.ts";
import type { Person } from "../../../server/src/policy/actor.ts";
import { catalogRecords } from "../../../server/src/storage/catalog-records.ts";
import { done } from "../../../server/src/storage/engine.ts";
import type { Storage } from "../../../server/src/storage/open.ts";
import { sqliteEngine } from "../../../server/src/storage/sqlite-engine.ts";
import { keys, main } from "../../../server/src/storage/tables/sqlite.ts";
import { NOON, testApp } from "../../../server/src/testing/app.ts";
import { sampleOpen } from "../../../server/src/testing/catalog.ts";
import { aPerson, type TestPerson } from "../../../server/src/testing/people.ts";
import { memoryDatabase, testSecrets } from "../../../server/src/testing/storage.ts";
import { openVault } from "../../../server/src/vault/vault.ts";
import { endow, newId, type Endowed, type Owned } from "./belongings.ts";

// A small town: everybody who could ask, and everybody whose things could be asked for. Built once and copied for each
// question that changes something.

export const actors = ["anonymous", "expired", "closed", "limited", ...roles] as const;
export type ActorName = (typeof actors)[number];

/**
 * Whose thing it is, seen from who asks. `other`: a stranger. `same-centre`: agreed to be helped by the center of the staff
 * that asks, which has no case. `assigned`: with an open case. `lapsed`: with a case whose time is over. `sent`: sent
 * something to the school and the employer of those that ask. `taken-back`: the same, and took the consent back. `deleted`:
 * erased. `nobody`: nobody has or had it.
 */
export const relations = ["own", "other", "same-centre", "assigned", "lapsed", "sent", "taken-back", "deleted", "nobody"] as const;
export type Relation = (typeof relations)[number];
type OthersRelation = Exclude<Relation, "own">;

export interface Town {
  readonly people: Readonly<Record<ActorName, TestPerson | null>>;
  readonly own: Readonly<Record<ActorName, Owned>>;
  readonly others: Readonly<Record<OthersRelation, Owned>>;
  /** A server in this town; `fresh`: in a copy of its own. */
  server(fresh: boolean): Promise<{ readonly app: Hono<AppEnv>; readonly storage: Storage }>;
}

const [CENTER, SCHOOL, EMPLOYER] = ["center-1", "sample-college", "sample-employer"] as const;
const elsewhere = { school: "other-school", employer: "other-employer" } as const;

const endowments: Readonly<Record<Exclude<OthersRelation, "nobody">, Endowed>> = {
  other: elsewhere,
  "same-centre": { agrees: true, ...elsewhere },
  assigned: { agrees: true, helped: "open", ...elsewhere },
  lapsed: { agrees: true, helped: "over", ...elsewhere },
  sent: { school: SCHOOL, employer: EMPLOYER },
  "taken-back": { school: SCHOOL, employer: EMPLOYER, takenBack: true },
  deleted: { agrees: true, helped: "open", school: SCHOOL, employer: EMPLOYER },
};
const dead = "0193f000-0000-7000-8000-00000000dead";
const nobodys: Owned = {
  userId: dead as UserId, consentId: "nobody", notificationId: "nobody", caseId: "nobody", disclosureId: "nobody", sessionId: "nobodys-session", passkeyId: "nobodys-passkey",
  enrollmentId: dead as EntryId, applicationId: dead as EntryId, pathwayId: "nobody:course~31-1131" as PathwayId, sign: 0,
};

async function serverOn(mainDb: Database.Database, keysDb: Database.Database) {
  const soon = { soon: (work: () => void) => queueMicrotask(work) };
  const engines = { main: sqliteEngine(mainDb, main, soon), keys: sqliteEngine(keysDb, keys, soon) };
  const storage: Storage = { ...engines, records: await catalogRecords(engines.main, () => "epoch-1"), copyMain: null, close: async () => void (await Promise.all([engines.main.close(), engines.keys.close()])) };
  const vault = openVault({ engine: storage.keys, secrets: testSecrets, now: () => NOON });
  return { storage, vault, secrets: testSecrets, app: testApp({ storage, vault, secrets: testSecrets, newId, catalog: { current: () => sampleOpen } }) };
}

const workplaceOf = (role: Role) =>
  role === "workforceCenter" ? { centerId: CENTER } : role === "employer" ? { partnerId: EMPLOYER } : role === "trainingProvider" ? { partnerId: SCHOOL } : {};
const staff = ({ userId, sessionId }: TestPerson): Person =>
  ({ kind: "person", userId, role: "workforceCenter", partnerId: null, centerId: CENTER, sessionId, limited: false, provedAt: NOON });

async function named<K extends string, V>(names: readonly K[], make: (name: K) => Promise<V>): Promise<Record<K, V>> {
  const made = {} as Record<K, V>;
  for (const name of names) made[name] = await make(name);
  return made;
}

export async function buildTown(): Promise<Town> {
  const [mainDb, keysDb] = [memoryDatabase("main"), memoryDatabase("keys")];
  const parts = await serverOn(mainDb, keysDb);
  const { storage, vault } = parts;
  const person = (role: Role = "user", over = {}) => aPerson(parts, NOON, { role, ...workplaceOf(role), ...over });
  const byRole = await named(roles, (role) => person(role));
  const expired = await person();
  await storage.main.write((db, { sessions }) => done(db.update(sessions).set({ accessExpiresAt: new Date(NOON).toISOString() }).where(eq(sessions.id, expired.sessionId))));
  const people: Record<ActorName, TestPerson | null> = { anonymous: null, expired, closed: await person(), limited: await person("admin", { limited: true }), ...byRole };

  const endowing = { storage, vault, helper: staff(byRole.workforceCenter), colleague: staff(await person("workforceCenter")) };
  const own = await named(actors, async (name) => endow(endowing, people[name] ?? (await person()), { agrees: true, ...elsewhere }));
  const living = await named(Object.keys(endowments) as (keyof typeof endowments)[], async (relation) => endow(endowing, await person(), endowments[relation]));
  const others = { ...living, nobody: nobodys };
  for (const gone of [others.deleted.userId, own.closed.userId]) await erasePerson({ storage, vault, now: () => NOON }, gone, { kind: "system", name: "test" }, null);

  const images = [mainDb.serialize(), keysDb.serialize()] as const;
  const copy = () => serverOn(new Database(images[0]), new Database(images[1]));
  const shared = await copy();
  return { people, own, others, server: (fresh) => (fresh ? copy() : Promise.resolve(shared)) };
}
