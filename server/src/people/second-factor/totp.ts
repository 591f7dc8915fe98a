import { and, eq, isNotNull, isNull, lt } from "drizzle-orm";
import { Secret, TOTP } from "otpauth";
import type { UserId } from "@pathwayks/contracts";
import { done, first } from "../../storage/engine.ts";
import type { Body, Sql } from "../../storage/engine.ts";
import type { MainTables } from "../../storage/tables/all.ts";
import type { SubjectKey } from "../../vault/vault.ts";

// Codes of authenticator apps (RFC 6238): six digits of HMAC-SHA-1, a new one every 30 seconds, by the server's clock.

const STEP_S = 30;
const SECRET_BYTES = 20;
const place = (user: UserId): string => `totp|sealed_secret|${user}`;

type Tables = Pick<MainTables, "totp">;

export interface NewTotp {
  /** Base32. */
  readonly secret: string;
  /** `otpauth://totp/…`: what the QR code says. */
  readonly uri: string;
}

const generator = (secret: string, label = "") =>
  new TOTP({ issuer: "PathwayKS", label, algorithm: "SHA1", digits: 6, period: STEP_S, secret: Secret.fromBase32(secret) });

/** A secret for the app of the person with this address. `random`: at least 20 bytes. */
export function newTotp(random: Uint8Array, address: string): NewTotp {
  const secret = new Secret({ buffer: new Uint8Array(random.subarray(0, SECRET_BYTES)).buffer }).base32;
  return { secret, uri: generator(secret, address).toString() };
}

/** Keeps a secret that does not count until a code of it was typed. Takes the place of one that was not confirmed either. */
export function* keepUnconfirmed(db: Sql, { totp }: Tables, user: UserId, key: SubjectKey, secret: string): Body<boolean> {
  const kept = { sealedSecret: key.seal(place(user), secret), lastStep: 0 };
  const row = yield* first(
    db.insert(totp).values({ userId: user, confirmedAt: null, ...kept })
      .onConflictDoUpdate({ target: totp.userId, set: kept, setWhere: isNull(totp.confirmedAt) })
      .returning({ userId: totp.userId }),
  );
  return row !== null;
}

/** The step that `code` belongs to: the current one or the one before, since people type slowly. `null`: neither. */
export function stepOf(secret: string, code: string, now: number): number | null {
  const current = Math.floor(now / 1000 / STEP_S);
  const totp = generator(secret);
  for (const step of [current, current - 1]) if (totp.validate({ token: code, timestamp: step * STEP_S * 1000, window: 0 }) !== null) return step;
  return null;
}

/**
 * Whether `code` is right and was not used before; then it is used, and so is every older one. `confirm`: it is the first, by
 * which the person shows that the app has the secret.
 */
export function* useTotp(db: Sql, { totp }: Tables, user: UserId, key: SubjectKey, code: string, now: number, confirm: boolean): Body<boolean> {
  const state = confirm ? isNull(totp.confirmedAt) : isNotNull(totp.confirmedAt);
  const row = yield* first(db.select().from(totp).where(and(eq(totp.userId, user), state)));
  const step = row === null ? null : stepOf(String(key.open(place(user), row.sealedSecret)), code, now);
  if (step === null) return false;
  const used = yield* first(
    db.update(totp).set({ lastStep: step, ...(confirm ? { confirmedAt: new Date(now).toISOString() } : {}) })
      .where(and(eq(totp.userId, user), lt(totp.lastStep, step), state))
      .returning({ userId: totp.userId }),
  );
  return used !== null;
}

export const dropTotp = (db: Sql, { totp }: Tables, user: UserId): Body<void> => done(db.delete(totp).where(eq(totp.userId, user)));
