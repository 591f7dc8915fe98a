import { uuid7At, userId } from "@pathwayks/contracts";
import type { PartnerId, Role, UserId } from "@pathwayks/contracts";
import type { Person } from "../policy/actor.ts";
import { done } from "../storage/engine.ts";
import type { Storage } from "../storage/open.ts";
import type { Vault } from "../vault/vault.ts";

/** The `n`th id of a test: a UUID of version 7 with nothing else in it. */
export const testId = (n: number): string => uuid7At(1_795_000_000_000, Uint8Array.from({ length: 10 }, (_, i) => (i < 6 ? 0 : (n >>> ((9 - i) * 8)) & 255)));
export const testUser = (n: number): UserId => userId.parse(testId(1_000_000 + n));

export interface TestActor {
  readonly role?: Role;
  readonly guardian?: string;
  readonly partnerId?: PartnerId | null;
}

export const actorOf = (user: UserId, { role = "user", partnerId = null }: TestActor = {}): Person => ({
  kind: "person", userId: user, role, partnerId, centerId: null, sessionId: `session-${user}`, limited: false, provedAt: 0,
});

/** Makes an account with its key, without the way through registration, and gives its actor. */
export async function addActor(storage: Pick<Storage, "main">, vault: Vault, user: UserId, person: TestActor = {}): Promise<Person> {
  if ((await vault.of(user)) === null) await vault.create(user);
  const at = "2026-11-01T00:00:00.000Z";
  await storage.main.write((db, { users }) =>
    done(db.insert(users).values({
      id: user, emailHash: `hash-of-${user}`, sealed: "", passwordHash: "", role: person.role ?? "user", status: "active", language: "en",
      guardian: person.guardian ?? "not-needed", termsVersion: "1", partnerId: person.partnerId ?? null, createdAt: at, updatedAt: at,
    })));
  return actorOf(user, person);
}
