import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { ACCESS_MS } from "../../server/src/policy/cookies.ts";
import { done } from "../../server/src/storage/engine.ts";
import { openStorage } from "../../server/src/storage/open.ts";
import type { Storage } from "../../server/src/storage/open.ts";
import { aPerson } from "../../server/src/testing/people.ts";
import type { TestPerson } from "../../server/src/testing/people.ts";
import { loadSecrets } from "../../server/src/vault/secrets.ts";
import { openVault } from "../../server/src/vault/vault.ts";

export interface AccountPlace {
  readonly dataDir: string;
  readonly databaseUrl: string | null;
  readonly serverSecret: string | null;
}

async function withStorage<T>({ dataDir, databaseUrl }: AccountPlace, use: (storage: Storage) => Promise<T>): Promise<T> {
  const storage = await openStorage({ dataDir, databaseUrl }, { newEpoch: randomUUID, random: Math.random });
  if (!storage.ok) throw new Error(storage.error);
  try {
    return await use(storage.value);
  } finally {
    await storage.value.close();
  }
}

/** People who are signed in, put into the database of a server that is to be loaded. */
export function makePeople(place: AccountPlace, count: number): Promise<TestPerson[]> {
  return withStorage(place, async (storage) => {
    const secrets = loadSecrets(place.dataDir, place.serverSecret);
    if (!secrets.ok) throw new Error(secrets.error);
    const vault = openVault({ engine: storage.keys, secrets: secrets.value, now: Date.now });
    return Promise.all(Array.from({ length: count }, () => aPerson({ storage, vault, secrets: secrets.value }, Date.now())));
  });
}

/** Lets their sessions last on, as the app does every few minutes. */
export const renewSessions = (place: AccountPlace, people: readonly TestPerson[]): Promise<void> =>
  withStorage(place, ({ main }) =>
    main.write(function* (db, { sessions }) {
      for (const { userId } of people)
        yield* done(db.update(sessions).set({ accessExpiresAt: new Date(Date.now() + ACCESS_MS).toISOString() }).where(eq(sessions.userId, userId)));
    }));
