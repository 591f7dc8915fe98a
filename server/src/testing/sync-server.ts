import Database from "better-sqlite3";
import { eq } from "drizzle-orm";
import type { ChangesAnswer, FeedCursor, PushAnswer, PushRequest, UserId } from "@pathwayks/contracts";
import { changesSince } from "../feed/changes.ts";
import { entryKindTable } from "../intake/kinds.ts";
import { createIntake } from "../intake/push.ts";
import { entryFormat } from "../intake/read-entry.ts";
import { rows } from "../storage/engine.ts";
import type { Body, Sql } from "../storage/engine.ts";
import { RESTORED_AT } from "../storage/meta-keys.ts";
import { setPragmas } from "../storage/pragmas.ts";
import { sqliteEngine } from "../storage/sqlite-engine.ts";
import type { MainTables } from "../storage/tables/all.ts";
import { keys, main } from "../storage/tables/sqlite.ts";
import { openVault } from "../vault/vault.ts";
import { actorOf, addActor } from "./actors.ts";
import { syncFacts } from "./sync-catalog.ts";
import { memoryDatabase, testSecrets } from "./storage.ts";

// The server's end of the outbox and the feed in one process and without HTTP: the real transactions on real SQLite, for
// simulations that run thousands of lives of it.

export interface SyncServerDeps {
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Bytes of the main database at a moment. People's keys are not in it, as in a real backup. */
export interface SyncBackup {
  readonly bytes: Buffer;
}

/** What the server holds of one person, as a checker wants to count it. */
export interface SyncRows {
  readonly entries: readonly { readonly id: string; readonly kind: string; readonly bodyHash: string; readonly receipt: string; readonly serverSeq: number }[];
  readonly enrollments: readonly { readonly id: string; readonly status: string }[];
  readonly applications: readonly { readonly id: string; readonly status: string }[];
  /** Work that was asked for: `handoff:<entry>` and so on; each id once, or something was done twice. */
  readonly jobs: readonly { readonly id: string; readonly kind: string }[];
  readonly consents: number;
  readonly lostValues: number;
}

export interface SyncServer {
  /** Makes the account if it is not there. */
  join(user: UserId): Promise<void>;
  /** Pushes under the session of `user`. Rejects where the HTTP API would answer 401 or 409, and for bugs. */
  push(user: UserId, request: PushRequest): Promise<PushAnswer>;
  changes(user: UserId, cursor: FeedCursor | null): Promise<ChangesAnswer>;
  /** Ends the process and starts it again on the same disk. */
  restart(): void;
  backup(): SyncBackup;
  /** The disk is lost; the database of the backup takes its place, with a new epoch. */
  restoreTo(backup: SyncBackup): void;
  rows(user: UserId): Promise<SyncRows>;
  close(): Promise<void>;
}

export function testSyncServer({ now }: SyncServerDeps): SyncServer {
  const soon = (work: () => void): void => work();
  const keysEngine = sqliteEngine(memoryDatabase("keys"), keys, { soon });
  let epochs = 0;
  let database = memoryDatabase("main");
  let running = start(database);
  setEpoch();

  function start(on: Database.Database) {
    const engine = sqliteEngine(on, main, { soon });
    const vault = openVault({ engine: keysEngine, secrets: testSecrets, now });
    const intake = createIntake({
      engine, vault, catalog: () => syncFacts, kinds: entryKindTable, format: entryFormat, now,
      onFault: (error) => { throw error; },
    });
    return { engine, vault, intake };
  }

  function setEpoch(): void {
    epochs += 1;
    const put = database.prepare("insert into meta (key, value) values (?, ?) on conflict (key) do update set value = excluded.value");
    put.run("epoch", `sim-${epochs}`);
    if (epochs > 1) put.run(RESTORED_AT, new Date(now()).toISOString());
  }

  function continueOn(bytes: Buffer): void {
    database.close();
    database = new Database(bytes);
    setPragmas(database);
    running = start(database);
  }

  return {
    async join(user) {
      const there = await running.engine.read((db, { users }) => rows(db.select({ id: users.id }).from(users).where(eq(users.id, user))));
      if (there.length > 0) return;
      await addActor({ main: running.engine }, running.vault, user);
    },
    async push(user, request) {
      const pushed = await running.intake.push(actorOf(user), request);
      if (!pushed.ok) throw new Error(`refused: ${pushed.error}`);
      return pushed.value;
    },
    async changes(user, cursor) {
      const answer = await changesSince(running, user, cursor);
      if (answer === null) throw new Error("refused: gone");
      return answer;
    },
    restart: () => continueOn(database.serialize()),
    backup: () => ({ bytes: database.serialize() }),
    restoreTo({ bytes }) {
      continueOn(Buffer.from(bytes));
      setEpoch();
    },
    rows: (user) => running.engine.read((db, tables) => rowsOf(db, tables, user)),
    async close() {
      await Promise.all([running.engine.close(), keysEngine.close()]);
    },
  };
}

function* rowsOf(db: Sql, tables: MainTables, user: UserId): Body<SyncRows> {
  const { entries, enrollments, applications, jobs, consents, personHistory } = tables;
  return {
    entries: yield* rows(db.select({ id: entries.id, kind: entries.kind, bodyHash: entries.bodyHash, receipt: entries.receipt, serverSeq: entries.serverSeq }).from(entries).where(eq(entries.userId, user)).orderBy(entries.serverSeq)),
    enrollments: yield* rows(db.select({ id: enrollments.id, status: enrollments.status }).from(enrollments).where(eq(enrollments.userId, user))),
    applications: yield* rows(db.select({ id: applications.id, status: applications.status }).from(applications).where(eq(applications.userId, user))),
    jobs: yield* rows(db.select({ id: jobs.id, kind: jobs.kind }).from(jobs).where(eq(jobs.userId, user))),
    consents: (yield* rows(db.select({ id: consents.id }).from(consents).where(eq(consents.userId, user)))).length,
    lostValues: (yield* rows(db.select({ id: personHistory.id }).from(personHistory).where(eq(personHistory.userId, user)))).length,
  };
}
