import { and, eq, gt, isNull } from "drizzle-orm";
import type { UserId } from "@pathwayks/contracts";
import { done, first } from "../storage/engine.ts";
import type { Body, Sql } from "../storage/engine.ts";
import type { MainTables } from "../storage/tables/all.ts";
import { hashToken } from "./cookies.ts";

type Tables = Pick<MainTables, "tickets">;

/** What a ticket is good for; one that was made for something else does not count. */
export type TicketPurpose =
  | "verify-address" | "reset-password" | "new-address" | "guardian" | "second-factor" | "passkey-new" | "passkey-proof" | "oidc" | "oidc-account";

export interface NewTicket {
  readonly purpose: TicketPurpose;
  /** 256 random bits, base64url. Goes to whoever shall use it; the table keeps its hash. */
  readonly token: string;
  readonly userId: UserId | null;
  /** What belongs to the purpose, as text; nothing personal that is not sealed. */
  readonly detail: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

export interface Ticket {
  readonly userId: UserId | null;
  readonly detail: string;
}

export const issueTicket = (db: Sql, { tickets }: Tables, { purpose, token, userId, detail, expiresAt }: NewTicket): Body<void> =>
  done(db.insert(tickets).values({ hash: hashToken(token), purpose, userId, detail, expiresAt: new Date(expiresAt).toISOString() }));

const valid = ({ tickets }: Tables, purpose: TicketPurpose, token: string, now: number) =>
  and(eq(tickets.hash, hashToken(token)), eq(tickets.purpose, purpose), isNull(tickets.usedAt), gt(tickets.expiresAt, new Date(now).toISOString()));

const asTicket = (row: { userId: string | null; detail: string } | null): Ticket | null =>
  row === null ? null : { userId: row.userId as UserId | null, detail: row.detail };

/** Looks at a ticket that can still be used, without using it. */
export function* lookAtTicket(db: Sql, t: Tables, purpose: TicketPurpose, token: string, now: number): Body<Ticket | null> {
  return asTicket(yield* first(db.select().from(t.tickets).where(valid(t, purpose, token, now))));
}

/** Uses a ticket: of many who try at once, one gets it. `null`: unknown, used, too late, or for something else. */
export function* useTicket(db: Sql, t: Tables, purpose: TicketPurpose, token: string, now: number): Body<Ticket | null> {
  return asTicket(
    yield* first(db.update(t.tickets).set({ usedAt: new Date(now).toISOString() }).where(valid(t, purpose, token, now)).returning()),
  );
}

/** Makes the open tickets of this kind worthless: only the newest letter counts. */
export const voidTickets = (db: Sql, { tickets }: Tables, purpose: TicketPurpose, userId: UserId, now: number): Body<void> =>
  done(
    db.update(tickets).set({ usedAt: new Date(now).toISOString() })
      .where(and(eq(tickets.userId, userId), eq(tickets.purpose, purpose), isNull(tickets.usedAt))),
  );
