import { randomBytes } from "node:crypto";
import { and, eq, isNotNull, isNull } from "drizzle-orm";
import type { UserId } from "@pathwayks/contracts";
import { done, first, rows } from "../storage/engine.ts";
import type { Engine } from "../storage/engine.ts";
import type { KeyTables } from "../storage/tables/keys.ts";
import { seal, unseal } from "./seal.ts";
import type { Secrets } from "./secrets.ts";

/** What seals and opens one person's data, for use inside a transaction. */
export interface SubjectKey {
  seal(place: string, value: unknown): string;
  /** Throws where it does not open: that is a bug or damage, never a person's mistake. */
  open(place: string, sealed: string): unknown;
}

/**
 * One key for each person. Once it is thrown away, nothing that it sealed can be read by anybody, wherever copies lie.
 */
export interface Vault {
  /** Makes the key before the person's first row is written. */
  create(user: UserId): Promise<SubjectKey>;
  /** `null` where the key was thrown away, or there never was one. */
  of(user: UserId): Promise<SubjectKey | null>;
  /** Throws the key away, for good. Doing it again changes nothing. */
  shred(user: UserId, at: string): Promise<void>;
  /** Everybody whose key was thrown away: after a restore their rows are erased again. */
  shredded(): Promise<UserId[]>;
}

const KEY_BYTES = 32;
/** Unwrapped keys kept in memory. */
const MOST_KEPT = 5_000;

export interface VaultDeps {
  readonly engine: Engine<KeyTables>;
  readonly secrets: Secrets;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export function openVault({ engine, secrets, now }: VaultDeps): Vault {
  const wrapping = secrets.key("wrap-subject-keys");
  const place = (user: UserId) => `subject_keys|wrapped|${user}`;
  const kept = new Map<UserId, { readonly key: SubjectKey; readonly until: number }>();

  const keep = (user: UserId, key: SubjectKey): SubjectKey => {
    if (kept.size >= MOST_KEPT) kept.delete(kept.keys().next().value ?? user);
    kept.set(user, { key, until: now() + KEPT_MS });
    return key;
  };
  const unwrapped = (user: UserId, wrapped: string): SubjectKey => subjectKey(Buffer.from(String(unseal(wrapping, place(user), wrapped)), "base64url"));

  return {
    async create(user) {
      const wrapped = seal(wrapping, place(user), randomBytes(KEY_BYTES).toString("base64url"));
      const createdAt = new Date(now()).toISOString();
      await engine.write((db, { subjectKeys }) => done(db.insert(subjectKeys).values({ userId: user, wrapped, createdAt })));
      return keep(user, unwrapped(user, wrapped));
    },
    async of(user) {
      const known = kept.get(user);
      if (known && known.until > now()) return known.key;
      kept.delete(user);
      const row = await engine.read((db, { subjectKeys }) => first(db.select().from(subjectKeys).where(eq(subjectKeys.userId, user))));
      return row?.wrapped ? keep(user, unwrapped(user, row.wrapped)) : null;
    },
    async shred(user, at) {
      await engine.write((db, { subjectKeys }) =>
        done(db.update(subjectKeys).set({ wrapped: null, shreddedAt: at }).where(and(eq(subjectKeys.userId, user), isNull(subjectKeys.shreddedAt)))));
      kept.delete(user);
    },
    shredded: async () => {
      const gone = await engine.read((db, { subjectKeys }) => rows(db.select({ id: subjectKeys.userId }).from(subjectKeys).where(isNotNull(subjectKeys.shreddedAt))));
      return gone.map(({ id }) => id as UserId);
    },
  };
}

/** Another process may have thrown a key away: what is kept in memory is looked up again after this time. */
const KEPT_MS = 30_000;

const subjectKey = (key: Buffer): SubjectKey => ({
  seal: (place, value) => seal(key, place, value),
  open: (place, sealed) => unseal(key, place, sealed),
});
