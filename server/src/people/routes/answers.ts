import { getCookie } from "hono/cookie";
import { z } from "zod";
import type { AppContext } from "../../http/context.ts";
import { audit } from "../../ledger/audit.ts";
import { REFRESH_COOKIE, setDeviceCookie, setSessionCookies } from "../../policy/cookies.ts";
import { personOf } from "../../policy/require.ts";
import { openPerson } from "../../vault/person.ts";
import { askingOf } from "../asking.ts";
import { iso } from "../deps.ts";
import type { PeopleDeps } from "../deps.ts";
import { answerFault } from "../faults.ts";
import type { Fault } from "../faults.ts";
import type { LetIn } from "../let-in.ts";
import { knownUser } from "../known.ts";
import { endSessionOf } from "../refresh.ts";
import { revokeSession } from "../sessions.ts";
import type { Owner } from "../second-factor/set-up.ts";

// What the routes of accounts answer with. Nothing of it is for a cache.

type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: Fault };

export const done = { status: "done" } as const;
export const checkYourMail = { status: "check-your-mail" } as const;
export const idParam = z.strictObject({ id: z.string().regex(/^[A-Za-z0-9_-]{1,1400}$/) });

/** Sends what came out, or why nothing did. */
export function send<T>(c: AppContext, deps: PeopleDeps, outcome: Outcome<T>, answer: (value: T) => object): Response {
  c.header("Cache-Control", "no-store");
  return outcome.ok ? c.json(answer(outcome.value)) : answerFault(c, deps.problems, outcome.error);
}

/** Ends the session whose cookies came with this request, also one whose session cookie ran out. */
export async function endSessionHere(c: AppContext, deps: PeopleDeps): Promise<void> {
  const actor = c.get("actor");
  const presented = getCookie(c, REFRESH_COOKIE) ?? "";
  if (actor.kind === "person") {
    const now = deps.now();
    await deps.storage.main.write(function* (db, t) {
      yield* revokeSession(db, t, actor.userId, actor.sessionId, now);
      yield* audit(db, t, { actor, action: "account.sign-out", target: `session:${actor.sessionId}`, requestId: c.get("requestId"), at: iso(now) });
    });
  }
  if (presented !== "") await endSessionOf(deps, presented);
}

/** Sets the cookies of somebody who was let in; the session that was in this browser before ends. */
export async function keepLetIn(c: AppContext, deps: PeopleDeps, { tokens, deviceToken }: LetIn): Promise<void> {
  if (deviceToken !== null) setDeviceCookie(c, deviceToken);
  if (tokens === null) return;
  await endSessionHere(c, deps);
  setSessionCookies(c, tokens);
}

/** Sends the answer of a sign-in, with its cookies. */
export async function sendLetIn(c: AppContext, deps: PeopleDeps, outcome: Outcome<LetIn>): Promise<Response> {
  if (outcome.ok) await keepLetIn(c, deps, outcome.value);
  return send(c, deps, outcome, ({ answer }) => answer);
}

/** Runs `work` for whoever is signed in. */
export async function asOwner<T>(c: AppContext, deps: PeopleDeps, work: (owner: Owner, address: string) => Promise<Outcome<T>>, answer: (value: T) => object): Promise<Response> {
  const actor = personOf(c);
  const known = await knownUser(deps, actor.userId);
  if (known === null) return answerFault(c, deps.problems, { kind: "not-found" });
  const owner = { actor, key: known.key, asking: askingOf(c, deps.trustedProxies) };
  return send(c, deps, await work(owner, openPerson(known.key, actor.userId, known.user.sealed).email), answer);
}

/** Lengths between which an answer's time says nothing. Milliseconds. */
const STEP_MS = 250;

/** Answers only at whole steps of time, so that one cannot tell by it what was done. */
export async function steadily<T>(deps: PeopleDeps, work: () => Promise<T>): Promise<T> {
  const began = deps.now();
  const value = await work();
  await deps.pause(STEP_MS - ((deps.now() - began) % STEP_MS));
  return value;
}
