import { and, asc, eq, or, lt, sql } from "drizzle-orm";
import type { AuthenticationResponseJSON, PublicKeyCredentialCreationOptionsJSON, PublicKeyCredentialRequestOptionsJSON, RegistrationResponseJSON } from "@simplewebauthn/server";
import { z } from "zod";
import type { UserId } from "@pathwayks/contracts";
import { issueTicket, useTicket } from "../../policy/tickets.ts";
import type { TicketPurpose } from "../../policy/tickets.ts";
import { first, rows } from "../../storage/engine.ts";
import { newToken } from "../deps.ts";
import type { PeopleDeps } from "../deps.ts";

// Passkeys (WebAuthn). The challenge of a ceremony is the token of a ticket: it works once, for one purpose, for one person.

/** Large, and not needed by most: a start does not wait for it. */
const webAuthn = () => import("@simplewebauthn/server");
const CEREMONY_MS = 5 * 60_000;
const NAME = "PathwayKS";

type PasskeyDeps = Pick<PeopleDeps, "storage" | "publicOrigin" | "randomBytes" | "now">;

const siteOf = ({ publicOrigin }: PasskeyDeps): string => new URL(publicOrigin).hostname;
const clientData = z.object({ challenge: z.string().regex(/^[A-Za-z0-9_-]{43}$/) });

/** The challenge that a response answers; `null` where there is none. */
function challengeIn(clientDataJSON: string): string | null {
  try {
    return clientData.parse(JSON.parse(Buffer.from(clientDataJSON, "base64url").toString("utf8"))).challenge;
  } catch {
    return null;
  }
}

async function challengeFor(deps: PasskeyDeps, purpose: TicketPurpose, userId: UserId | null): Promise<Uint8Array<ArrayBuffer>> {
  const token = newToken(deps);
  await deps.storage.main.write((db, t) => issueTicket(db, t, { purpose, token, userId, detail: "{}", expiresAt: deps.now() + CEREMONY_MS }));
  return new Uint8Array(Buffer.from(token, "base64url"));
}

/** Uses the ticket that is a response's challenge. */
async function useChallenge(deps: PasskeyDeps, purpose: TicketPurpose, clientDataJSON: string) {
  const token = challengeIn(clientDataJSON);
  const ticket = token === null ? null : await deps.storage.main.write((db, t) => useTicket(db, t, purpose, token, deps.now()));
  return ticket === null || token === null ? null : { token, userId: ticket.userId };
}

const passkeysOf = (deps: PasskeyDeps, user: UserId) =>
  deps.storage.main.read((db, { passkeys }) => rows(db.select().from(passkeys).where(eq(passkeys.userId, user)).orderBy(asc(passkeys.createdAt)).limit(50)));

export async function newPasskeyOptions(deps: PasskeyDeps, user: UserId, address: string): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const known = await passkeysOf(deps, user);
  return (await webAuthn()).generateRegistrationOptions({
    rpName: NAME, rpID: siteOf(deps), userName: address, userID: new Uint8Array(Buffer.from(user, "utf8")),
    challenge: await challengeFor(deps, "passkey-new", user), timeout: CEREMONY_MS,
    excludeCredentials: known.map(({ credentialId }) => ({ id: credentialId })),
    authenticatorSelection: { residentKey: "preferred", userVerification: "preferred" },
  });
}

export interface VerifiedPasskey {
  readonly credentialId: string;
  readonly publicKey: string;
  readonly counter: number;
  readonly transports: string;
}

/** The key in a browser's answer to {@link newPasskeyOptions}; `null` where it does not hold. */
export async function verifyNewPasskey(deps: PasskeyDeps, user: UserId, response: RegistrationResponseJSON): Promise<VerifiedPasskey | null> {
  const challenge = await useChallenge(deps, "passkey-new", response.response.clientDataJSON);
  if (challenge === null || challenge.userId !== user) return null;
  const { verifyRegistrationResponse } = await webAuthn();
  const outcome = await verifyRegistrationResponse({
    response, expectedChallenge: challenge.token, expectedOrigin: deps.publicOrigin, expectedRPID: siteOf(deps), requireUserVerification: false,
  }).catch(() => null);
  if (outcome?.verified !== true) return null;
  const { id, publicKey, counter, transports } = outcome.registrationInfo.credential;
  return { credentialId: id, publicKey: Buffer.from(publicKey).toString("base64url"), counter, transports: (transports ?? []).join(",") };
}

/** For a second step, or a proof of somebody who is signed in, with `user`; for a sign-in without a password, `null`. */
export async function passkeyOptions(deps: PasskeyDeps, user: UserId | null): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const known = user === null ? [] : await passkeysOf(deps, user);
  return (await webAuthn()).generateAuthenticationOptions({
    rpID: siteOf(deps), challenge: await challengeFor(deps, "passkey-proof", user), timeout: CEREMONY_MS,
    ...(user === null ? {} : { allowCredentials: known.map(({ credentialId, transports }) => ({ id: credentialId, transports: transports.split(",").filter(Boolean) })) }),
    // Alone it has to stand for two factors: the device, and whoever unlocked it.
    userVerification: user === null ? "required" : "preferred",
  });
}

/** Whose passkey answered a challenge that was made for `user` (`null`: for anybody). `null` where it does not hold. */
export async function verifyPasskey(deps: PasskeyDeps, user: UserId | null, response: AuthenticationResponseJSON): Promise<UserId | null> {
  const challenge = await useChallenge(deps, "passkey-proof", response.response.clientDataJSON);
  const held = await deps.storage.main.read((db, { passkeys }) => first(db.select().from(passkeys).where(eq(passkeys.credentialId, response.id))));
  if (challenge === null || held === null || challenge.userId !== user || (user !== null && held.userId !== user)) return null;
  const { verifyAuthenticationResponse } = await webAuthn();
  const outcome = await verifyAuthenticationResponse({
    response, expectedChallenge: challenge.token, expectedOrigin: deps.publicOrigin, expectedRPID: siteOf(deps), requireUserVerification: user === null,
    credential: { id: held.credentialId, publicKey: new Uint8Array(Buffer.from(held.publicKey, "base64url")), counter: held.counter },
  }).catch(() => null);
  if (outcome?.verified !== true) return null;
  const { newCounter } = outcome.authenticationInfo;
  const counted = await deps.storage.main.write((db, { passkeys }) =>
    first(
      db.update(passkeys).set({ counter: newCounter, lastUsedAt: new Date(deps.now()).toISOString() })
        // A counter that stands still where it should rise: a copy of the key is about. Many keys do not count at all.
        .where(and(eq(passkeys.credentialId, held.credentialId), or(lt(passkeys.counter, newCounter), sql`${newCounter} = 0`)))
        .returning({ userId: passkeys.userId }),
    ),
  );
  return counted === null ? null : (counted.userId as UserId);
}
