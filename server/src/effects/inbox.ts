import { and, count, desc, eq, inArray, isNull } from "drizzle-orm";
import { notification } from "@pathwayks/contracts";
import type { Notification, UserId } from "@pathwayks/contracts";
import { addToFeed } from "../feed/append.ts";
import type { Subject } from "../ledger/consent.ts";
import { first, rows } from "../storage/engine.ts";
import type { Body, Sql } from "../storage/engine.ts";
import type { MainTables } from "../storage/tables/all.ts";
import { notificationPlace } from "./notification.ts";

type Row = MainTables["notifications"]["$inferSelect"];

/** The row as its person's devices hold it. */
export const notificationOf = ({ id, kind, sealed, at, readAt }: Row, { key }: Pick<Subject, "key">): Notification =>
  notification.parse({ id, kind, detail: key.open(notificationPlace(id), sealed), at, readAt });

/** What somebody was told, newest first. */
export function* inboxOf(db: Sql, { notifications }: Pick<MainTables, "notifications">, subject: Subject, limit: number, offset: number): Body<Notification[]> {
  const found = db.select().from(notifications).where(eq(notifications.userId, subject.id)).orderBy(desc(notifications.at), desc(notifications.id)).limit(limit).offset(offset);
  return (yield* rows(found)).map((row) => notificationOf(row, subject));
}

export function* unreadOf(db: Sql, { notifications }: Pick<MainTables, "notifications">, user: UserId): Body<number> {
  return (yield* first(db.select({ n: count() }).from(notifications).where(and(eq(notifications.userId, user), isNull(notifications.readAt)))))?.n ?? 0;
}

/**
 * Marks notifications as read, on all devices. Those that are not there, were read before, or are somebody else's are passed
 * over. Gives how many were marked.
 */
export function* markRead(db: Sql, tables: Pick<MainTables, "notifications" | "feed" | "users">, subject: Subject, ids: readonly string[], at: string): Body<number> {
  const { notifications } = tables;
  const mine = and(eq(notifications.userId, subject.id), inArray(notifications.id, [...ids]), isNull(notifications.readAt));
  const read = yield* rows(db.update(notifications).set({ readAt: at }).where(mine).returning());
  const told = read.map((row) => ({ kind: "notification" as const, id: row.id, value: notificationOf(row, subject) }));
  if (told.length > 0) yield* addToFeed(db, tables, subject.id, subject.key, told, at);
  return told.length;
}
