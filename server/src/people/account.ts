import { and, eq, isNotNull, isNull } from "drizzle-orm";
import { account, roles } from "@pathwayks/contracts";
import type { Account, Role, SecondFactor, UserId } from "@pathwayks/contracts";
import { first, rows } from "../storage/engine.ts";
import type { Body, Sql } from "../storage/engine.ts";
import type { MainTables } from "../storage/tables/all.ts";
import { openPerson } from "../vault/person.ts";
import type { SubjectKey } from "../vault/vault.ts";

export type UserRow = MainTables["users"]["$inferSelect"];

/** Roles that see or decide about other people: a password alone is not enough for them. */
export const needsSecondFactor = (role: Role): boolean => role !== "user";

export const roleOf = (row: Pick<UserRow, "role">): Role => roles.find((role) => role === row.role) ?? "user";
export const languageOf = (row: Pick<UserRow, "language">): "en" | "es" => (row.language === "es" ? "es" : "en");
export const idOf = (row: Pick<UserRow, "id">): UserId => row.id as UserId;

export function* userByAddress(db: Sql, { users }: Pick<MainTables, "users">, addressHash: string): Body<UserRow | null> {
  return yield* first(db.select().from(users).where(eq(users.emailHash, addressHash)));
}

export function* userById(db: Sql, { users }: Pick<MainTables, "users">, id: UserId): Body<UserRow | null> {
  return yield* first(db.select().from(users).where(and(eq(users.id, id), eq(users.status, "active"))));
}

/** What somebody can prove beside a password. Recovery codes count only beside one of the others. */
export function* factorsOf(db: Sql, { totp, passkeys, recoveryCodes }: MainTables, user: UserId): Body<SecondFactor[]> {
  const app = yield* first(db.select({ id: totp.userId }).from(totp).where(and(eq(totp.userId, user), isNotNull(totp.confirmedAt))));
  const key = yield* first(db.select({ id: passkeys.credentialId }).from(passkeys).where(eq(passkeys.userId, user)).limit(1));
  if (app === null && key === null) return [];
  const codes = yield* rows(db.select({ hash: recoveryCodes.hash }).from(recoveryCodes).where(and(eq(recoveryCodes.userId, user), isNull(recoveryCodes.usedAt))).limit(1));
  return [...(app ? (["totp"] as const) : []), ...(key ? (["passkey"] as const) : []), ...(codes.length > 0 ? (["recovery-code"] as const) : [])];
}

/** An account as its owner's own device may know it. */
export function accountOf(row: UserRow, key: SubjectKey, secondFactors: readonly SecondFactor[]): Account {
  const { email, firstName, lastName } = openPerson(key, idOf(row), row.sealed);
  return account.parse({
    id: row.id, role: row.role, email, emailVerified: row.emailVerifiedAt !== null, firstName, lastName, language: row.language,
    secondFactors: [...secondFactors], guardian: row.guardian, createdAt: row.createdAt,
  });
}
