import type Database from "better-sqlite3";
import { desc, eq } from "drizzle-orm";
import type { BetterSQLite3Database } from "drizzle-orm/better-sqlite3";
import type { Records } from "./records.ts";
import { imports, meta, releases } from "./tables.ts";

/** The records on SQLite. Every statement commits by itself, with an fsync (`synchronous = FULL`). */
export function sqliteRecords(database: Database.Database, db: BetterSQLite3Database, newEpoch: () => string): Records {
  db.insert(meta).values({ key: "epoch", value: newEpoch() }).onConflictDoNothing().run();
  return {
    epoch: () => Promise.resolve(db.select().from(meta).where(eq(meta.key, "epoch")).get()?.value ?? ""),
    async recordRelease(release) {
      db.insert(releases).values(release).onConflictDoNothing().run();
    },
    latestRelease: () => Promise.resolve(db.select().from(releases).orderBy(desc(releases.version)).limit(1).get() ?? null),
    async recordImport(entry) {
      db.insert(imports).values(entry).run();
    },
    async ping() {
      db.select().from(meta).limit(1).get();
    },
    async close() {
      database.pragma("wal_checkpoint(TRUNCATE)");
      database.close();
    },
  };
}
