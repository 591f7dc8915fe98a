import { and, eq } from "drizzle-orm";
import { emailAddress, fail, ok, uuid7At } from "@pathwayks/contracts";
import type { RegisterRequest, Result, UserId } from "@pathwayks/contracts";
import { z } from "zod";
import { stageNotification } from "../../effects/notification.ts";
import { audit } from "../../ledger/audit.ts";
import type { Person } from "../../policy/actor.ts";
import { issueTicket, lookAtTicket, useTicket } from "../../policy/tickets.ts";
import { kansasDate } from "../../releases/kansas-date.ts";
import { done, Duplicate, first } from "../../storage/engine.ts";
import type { Body, Sql } from "../../storage/engine.ts";
import type { MainTables } from "../../storage/tables/all.ts";
import { addressHash, sealPerson } from "../../vault/person.ts";
import { seal, unseal } from "../../vault/seal.ts";
import { userById } from "../account.ts";
import { guardianAt } from "../age.ts";
import type { Asking } from "../asking.ts";
import { iso, newToken } from "../deps.ts";
import type { PeopleDeps } from "../deps.ts";
import type { Fault } from "../faults.ts";
import { knownUser } from "../known.ts";
import type { Known } from "../known.ts";
import { letIn } from "../let-in.ts";
import type { LetIn } from "../let-in.ts";
import { admit, networkBucket } from "../limits.ts";
import type { OpenId } from "./openid.ts";
import type { Provider } from "./providers.ts";

/** How long the detour to the provider may take, and what comes after it. */
export const DETOUR_MS = 10 * 60_000;
const ACCOUNT_MS = 30 * 60_000;

/** Somebody whom a provider has signed in, and whom we do not know: sealed with the server's own key in a ticket. */
const identity = z.strictObject({ issuer: z.string(), subjectHash: z.string(), email: emailAddress });
type Identity = z.infer<typeof identity>;
const place = "tickets|detail|oidc-account";

/** What a sign-in elsewhere leads to. */
export type Arrival =
  | { readonly kind: "let-in"; readonly value: LetIn }
  /** There is an account with this address: its owner must sign in to it and then link the two. Never by itself. */
  | { readonly kind: "link"; readonly ticket: string }
  | { readonly kind: "register"; readonly ticket: string }
  /** The provider does not vouch for an address. */
  | { readonly kind: "no-address" };

/** Sends a browser to a provider. `secret` is for its cookie. */
export async function beginElsewhere(deps: PeopleDeps, open: OpenId, provider: Provider, redirectUri: string, asking: Asking): Promise<Result<{ readonly url: string; readonly secret: string }, Fault>> {
  const now = deps.now();
  const waitMs = await deps.storage.main.write((db, t) => admit(db, t, [networkBucket(deps.secrets, asking.network)], now));
  if (waitMs > 0) return fail({ kind: "too-often", waitMs });
  const secret = newToken(deps);
  try {
    const url = await open.begin(provider, redirectUri, secret);
    await deps.storage.main.write((db, t) => issueTicket(db, t, { purpose: "oidc", token: secret, userId: null, detail: provider.id, expiresAt: now + DETOUR_MS }));
    return ok({ url, secret });
  } catch {
    return fail({ kind: "busy" });
  }
}

/** Takes a browser that comes back. The detour counts once, in the browser that began it. */
export async function arrive(deps: PeopleDeps, open: OpenId, provider: Provider, answer: URL, secret: string, asking: Asking): Promise<Result<Arrival, Fault>> {
  const now = deps.now();
  const ticket = await deps.storage.main.write((db, t) => useTicket(db, t, "oidc", secret, now));
  if (ticket?.detail !== provider.id) return fail({ kind: "spent" });
  // Whatever does not hold in an answer from outside is no fault of ours, and its words are not for our logs.
  const stranger = await open.finish(provider, answer, secret).catch(() => null);
  if (stranger === null) return fail({ kind: "wrong" });
  const subjectHash = deps.secrets.hash("identity-hash", `${stranger.issuer}|${stranger.subject}`);
  const owner = await deps.storage.main.read((db, t) => ownerOf(db, t, stranger.issuer, subjectHash));
  if (owner !== null) {
    const known = await knownUser(deps, owner);
    const entered = known === null ? null : await letIn(deps, known.user, known.key, asking, "elsewhere");
    return entered === null ? fail({ kind: "wrong" }) : ok({ kind: "let-in", value: entered });
  }
  if (stranger.email === null) return ok({ kind: "no-address" });
  return ok(await introduce(deps, { issuer: stranger.issuer, subjectHash, email: stranger.email }, now));
}

async function introduce(deps: PeopleDeps, who: Identity, now: number): Promise<Arrival> {
  const token = newToken(deps);
  const detail = seal(deps.secrets.key("ticket-detail"), place, who);
  const hash = addressHash(deps.secrets, who.email);
  return deps.storage.main.write(function* (db, t): Body<Arrival> {
    yield* issueTicket(db, t, { purpose: "oidc-account", token, userId: null, detail, expiresAt: now + ACCOUNT_MS });
    const taken = yield* first(db.select({ id: t.users.id }).from(t.users).where(eq(t.users.emailHash, hash)));
    return { kind: taken === null ? "register" : "link", ticket: token };
  });
}

function* ownerOf(db: Sql, { identities }: MainTables, issuer: string, subjectHash: string): Body<UserId | null> {
  const row = yield* first(db.select({ userId: identities.userId }).from(identities).where(and(eq(identities.issuer, issuer), eq(identities.subjectHash, subjectHash))));
  return row === null ? null : (row.userId as UserId);
}

const opened = (deps: PeopleDeps, detail: string): Identity => identity.parse(unseal(deps.secrets.key("ticket-detail"), place, detail));

/** Links a sign-in elsewhere to the account of whoever is signed in here, if both have the same address. */
export async function linkElsewhere(deps: PeopleDeps, actor: Person, token: string, asking: Asking): Promise<Result<null, Fault>> {
  const now = deps.now();
  const known = await knownUser(deps, actor.userId);
  if (known === null) return fail({ kind: "not-found" });
  const id = deps.newId();
  return deps.storage.main.write(function* (db, t): Body<Result<null, Fault>> {
    const ticket = yield* lookAtTicket(db, t, "oidc-account", token, now);
    if (ticket === null) return fail({ kind: "spent" });
    const who = opened(deps, ticket.detail);
    if (addressHash(deps.secrets, who.email) !== known.user.emailHash) return fail({ kind: "invalid", field: "ticket", message: "belongs to the account with another address" });
    yield* useTicket(db, t, "oidc-account", token, now);
    yield* keep(db, t, actor.userId, who, now);
    yield* tellLinked(db, t, known, actor, asking, { id, now });
    return ok(null);
  });
}

const keep = (db: Sql, { identities }: MainTables, userId: UserId, { issuer, subjectHash }: Identity, now: number): Body<void> =>
  done(db.insert(identities).values({ issuer, subjectHash, userId, createdAt: iso(now) }).onConflictDoNothing());

function* tellLinked(db: Sql, t: MainTables, { key }: Known, actor: Person, { requestId }: Asking, { id, now }: { readonly id: string; readonly now: number }): Body<void> {
  const at = iso(now);
  yield* audit(db, t, { actor, action: "account.link", target: `user:${actor.userId}`, requestId, at });
  yield* stageNotification(db, t, { id: `linked:${id}`, user: { id: actor.userId, key }, notify: { kind: "security", detail: { what: "sign-in-linked" } }, runAfter: now, at });
}

export type NewPerson = Omit<RegisterRequest, "email" | "password"> & { readonly ticket: string };

/** Makes an account without a password out of a sign-in elsewhere, whose address the provider has verified, and lets its owner in. */
export async function registerElsewhere(deps: PeopleDeps, given: NewPerson, asking: Asking): Promise<Result<LetIn, Fault>> {
  const now = deps.now();
  const ticket = await deps.storage.main.read((db, t) => lookAtTicket(db, t, "oidc-account", given.ticket, now));
  if (ticket === null) return fail({ kind: "spent" });
  const who = opened(deps, ticket.detail);
  const guardian = guardianAt(kansasDate(now), { ...given, email: who.email });
  if (!guardian.ok) return guardian;
  const id = uuid7At(now, deps.randomBytes(10)) as UserId;
  const key = await deps.vault.create(id);
  const person = { email: who.email, firstName: given.firstName, lastName: given.lastName, dateOfBirth: given.dateOfBirth, guardianEmail: given.guardianEmail ?? null };
  const call = { id: `mail:${deps.newId()}`, token: newToken(deps), requestId: asking.requestId, now };
  const row = {
    id, emailHash: addressHash(deps.secrets, who.email), sealed: sealPerson(key, id, person), passwordHash: "", role: "user", status: "active", language: given.language,
    emailVerifiedAt: iso(now), guardian: guardian.value, termsVersion: given.termsVersion, createdAt: iso(now), updatedAt: iso(now),
  };
  const user = await deps.storage.main
    .write(function* (db, t) {
      if ((yield* useTicket(db, t, "oidc-account", given.ticket, now)) === null) return null;
      yield* done(db.insert(t.users).values(row));
      yield* keep(db, t, id, who, now);
      yield* audit(db, t, { actor: { kind: "anonymous" }, action: "account.register", target: `user:${id}`, detail: { elsewhere: true }, requestId: asking.requestId, at: iso(now) });
      if (person.guardianEmail !== null) yield* deps.askGuardian(db, t, { kind: "anonymous" }, { id, key }, person.guardianEmail, call);
      return yield* userById(db, t, id);
    })
    .catch((error: unknown) => {
      if (error instanceof Duplicate) return null;
      throw error;
    });
  if (user === null) await deps.vault.shred(id, iso(now));
  const entered = user === null ? null : await letIn(deps, user, key, asking, "elsewhere");
  return entered === null ? fail({ kind: "spent" }) : ok(entered);
}
