import { createHash } from "node:crypto";
import { and, eq, isNull } from "drizzle-orm";
import { recoveryCode } from "@pathwayks/contracts";
import type { UserId } from "@pathwayks/contracts";
import { done, first } from "../../storage/engine.ts";
import type { Body, Sql } from "../../storage/engine.ts";
import type { MainTables } from "../../storage/tables/all.ts";

type Tables = Pick<MainTables, "recoveryCodes">;

/** Base32 without what looks alike: no I, O, 0, 1. */
const letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const CODES = 10;
/** 16 letters of 5 bits: 80 bits, which no speed of hashing brings into reach. */
const CODE_LETTERS = 16;

/** Ten codes, such as `A2CD-EF3G-HJK4-LMN5`. `random`: at least 160 bytes. */
export const newRecoveryCodes = (random: Uint8Array): string[] =>
  Array.from({ length: CODES }, (_, i) => {
    const bytes = random.subarray(i * CODE_LETTERS, (i + 1) * CODE_LETTERS);
    const text = Array.from(bytes, (byte) => letters[byte & 31]).join("");
    return recoveryCode.parse(text.replace(/.{4}(?=.)/g, "$&-"));
  });

/** Bytes of randomness that {@link newRecoveryCodes} takes. */
export const RECOVERY_BYTES = CODES * CODE_LETTERS;

const hashOf = (user: UserId, code: string): string =>
  createHash("sha256").update(`${user}|${code.replaceAll("-", "").toUpperCase()}`).digest("base64url");

/** Gives the person new codes; the old ones count no more. */
export function* replaceRecoveryCodes(db: Sql, t: Tables, user: UserId, codes: readonly string[]): Body<void> {
  yield* dropRecoveryCodes(db, t, user);
  yield* done(db.insert(t.recoveryCodes).values(codes.map((code) => ({ hash: hashOf(user, code), userId: user, usedAt: null }))));
}

/** Whether the code is one of this person's that was not used; then it is. */
export function* useRecoveryCode(db: Sql, { recoveryCodes }: Tables, user: UserId, code: string, at: string): Body<boolean> {
  const used = yield* first(
    db.update(recoveryCodes).set({ usedAt: at })
      .where(and(eq(recoveryCodes.hash, hashOf(user, code)), eq(recoveryCodes.userId, user), isNull(recoveryCodes.usedAt)))
      .returning({ hash: recoveryCodes.hash }),
  );
  return used !== null;
}

export const dropRecoveryCodes = (db: Sql, { recoveryCodes }: Tables, user: UserId): Body<void> =>
  done(db.delete(recoveryCodes).where(eq(recoveryCodes.userId, user)));
