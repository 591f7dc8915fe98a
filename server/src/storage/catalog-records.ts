import { desc, eq } from "drizzle-orm";
import { done, first } from "./engine.ts";
import type { Engine } from "./engine.ts";
import type { Records } from "./records.ts";
import type { MainTables } from "./tables/all.ts";

/** The server's memory of its catalog, on whichever engine. Makes the epoch where there is none. */
export async function catalogRecords(engine: Engine<MainTables>, newEpoch: () => string): Promise<Records> {
  const fresh = newEpoch();
  await engine.write((db, { meta }) => done(db.insert(meta).values({ key: "epoch", value: fresh }).onConflictDoNothing()));
  return {
    epoch: () => engine.read(function* (db, { meta }) {
      return (yield* first(db.select().from(meta).where(eq(meta.key, "epoch"))))?.value ?? "";
    }),
    recordRelease: (release) => engine.write((db, { releases }) => done(db.insert(releases).values(release).onConflictDoNothing())),
    latestRelease: () => engine.read((db, { releases }) => first(db.select().from(releases).orderBy(desc(releases.version)).limit(1))),
    recordImport: (entry) => engine.write((db, { imports }) => done(db.insert(imports).values(entry))),
    ping: () => engine.ping(),
    close: () => engine.close(),
  };
}
