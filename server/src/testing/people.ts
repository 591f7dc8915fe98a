import { randomBytes } from "node:crypto";
import { uuid7At } from "@pathwayks/contracts";
import type { PartnerId, Role, UserId } from "@pathwayks/contracts";
import { ABSOLUTE_MS, ACCESS_MS, hashToken, REFRESH_MS, SESSION_COOKIE } from "../policy/cookies.ts";
import { done } from "../storage/engine.ts";
import type { Storage } from "../storage/open.ts";
import { addressHash, sealPerson } from "../vault/person.ts";
import type { Secrets } from "../vault/secrets.ts";
import type { Vault } from "../vault/vault.ts";

// People for tests, signed in without a password being hashed.

/** What the app's own pages send with a state change. */
export const appHeaders: Readonly<Record<string, string>> = { "Content-Type": "application/json", "Sec-Fetch-Site": "same-origin", "X-PK": "1" };

export interface TestPerson {
  readonly userId: UserId;
  readonly sessionId: string;
  readonly email: string;
  /** `Cookie` and {@link appHeaders}. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface PersonOptions {
  readonly role?: Role;
  readonly partnerId?: string | null;
  readonly centerId?: string | null;
  readonly limited?: boolean;
  /** Milliseconds; `now` where absent. */
  readonly provedAt?: number;
  readonly email?: string;
  readonly guardian?: "not-needed" | "pending" | "agreed" | "refused";
}

interface Parts {
  readonly storage: Storage;
  readonly vault: Vault;
  readonly secrets: Secrets;
}

/** Somebody with a verified address and a session that was just opened. */
export async function aPerson({ storage, vault, secrets }: Parts, now: number, over: PersonOptions = {}): Promise<TestPerson> {
  const userId = uuid7At(now, randomBytes(10)) as UserId;
  const [access, sessionId, email] = [randomBytes(32).toString("base64url"), randomBytes(9).toString("base64url"), over.email ?? `ada.${userId}@example.org`];
  const key = await vault.create(userId);
  const at = (ms: number) => new Date(ms).toISOString();
  await storage.main.write(function* (db, { users, sessions }) {
    yield* done(db.insert(users).values({
      id: userId, emailHash: addressHash(secrets, email), passwordHash: "", role: over.role ?? "user", status: "active", language: "en",
      sealed: sealPerson(key, userId, { email, firstName: "Ada", lastName: "Sample", dateOfBirth: null, guardianEmail: null }),
      emailVerifiedAt: at(now), guardian: over.guardian ?? "not-needed", termsVersion: "1", partnerId: (over.partnerId ?? null) as PartnerId | null,
      centerId: over.centerId ?? null, createdAt: at(now), updatedAt: at(now),
    }));
    yield* done(db.insert(sessions).values({
      id: sessionId, userId, accessHash: hashToken(access), accessExpiresAt: at(now + ACCESS_MS), refreshExpiresAt: at(now + REFRESH_MS),
      absoluteExpiresAt: at(now + ABSOLUTE_MS), limited: over.limited ?? false, provedAt: at(over.provedAt ?? now), device: "Test", deviceHash: "",
      createdAt: at(now), lastUsedAt: at(now),
    }));
  });
  return { userId, sessionId, email, headers: { ...appHeaders, Cookie: `${SESSION_COOKIE}=${access}` } };
}
