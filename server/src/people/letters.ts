import type { UserId } from "@pathwayks/contracts";
import { stageMail } from "../effects/mail/letter.ts";
import type { Letter, MailDetail } from "../effects/mail/letter.ts";
import { take } from "../policy/limits.ts";
import { issueTicket, voidTickets } from "../policy/tickets.ts";
import type { Body, Sql } from "../storage/engine.ts";
import type { MainTables } from "../storage/tables/all.ts";
import { addressHash } from "../vault/person.ts";
import type { Secrets } from "../vault/secrets.ts";
import type { SubjectKey } from "../vault/vault.ts";
import { iso } from "./deps.ts";
import { letterBucket } from "./limits.ts";

const HOUR_MS = 3_600_000;
/** How long the links of letters count. */
const ticketFor = {
  "verify-address": { purpose: "verify-address", lasts: 48 * HOUR_MS },
  "reset-password": { purpose: "reset-password", lasts: HOUR_MS },
  invitation: { purpose: "reset-password", lasts: 72 * HOUR_MS },
} as const;

export interface Recipient {
  readonly id: UserId;
  readonly key: SubjectKey;
  readonly to: string;
  readonly language: MailDetail["language"];
}

export interface LetterCall {
  readonly secrets: Secrets;
  /** Names the job: unique. */
  readonly id: string;
  /** A fresh token; the letter carries it, should there be room for one more letter. */
  readonly token: string;
  readonly now: number;
}

/** Sends a letter with a link that works once; links in earlier letters of the kind stop working. False: too many went there. */
export function* sendLink(db: Sql, t: MainTables, name: keyof typeof ticketFor, who: Recipient, call: LetterCall): Body<boolean> {
  const { purpose, lasts } = ticketFor[name];
  if ((yield* take(db, t, letterBucket(call.secrets, addressHash(call.secrets, who.to)), call.now)) > 0) return false;
  yield* voidTickets(db, t, purpose, who.id, call.now);
  yield* issueTicket(db, t, { purpose, token: call.token, userId: who.id, detail: "{}", expiresAt: call.now + lasts });
  yield* stage(db, t, who, { name, token: call.token }, call);
  return true;
}

/** Tells the owner of an address that somebody wanted to register with it. */
export function* sendAddressInUse(db: Sql, t: MainTables, who: Recipient, call: LetterCall): Body<void> {
  if ((yield* take(db, t, letterBucket(call.secrets, addressHash(call.secrets, who.to)), call.now)) > 0) return;
  yield* stage(db, t, who, { name: "address-in-use" }, call);
}

const stage = (db: Sql, t: MainTables, { id: userId, key, to, language }: Recipient, letter: Letter, { id, now }: LetterCall): Body<void> =>
  stageMail(db, t, { id: `mail:${id}`, user: { id: userId, key }, mail: { to, language, letter }, runAfter: now, at: iso(now) });
