import { and, eq } from "drizzle-orm";
import { clamped, notificationChannels, notificationKinds } from "@pathwayks/contracts";
import type { NotificationChannel, NotificationKind, Stamp, UserId } from "@pathwayks/contracts";
import { addToFeed } from "../feed/append.ts";
import type { Subject } from "../ledger/consent.ts";
import { done, first, rows } from "../storage/engine.ts";
import type { Body, Sql } from "../storage/engine.ts";
import type { MainTables } from "../storage/tables/all.ts";

type OnOff = Readonly<Record<NotificationChannel, boolean>>;
const quiet: OnOff = { "in-app": true, email: false, sms: false, push: false };
const told: OnOff = { "in-app": true, email: true, sms: false, push: true };

/**
 * Over which channels a kind comes to somebody who has chosen nothing: by mail and push where an answer waits or something
 * has to be done, else in the app alone. Never by text message, which costs some people money, until asked for.
 */
export const defaultChannels: Readonly<Record<NotificationKind, OnOff>> = {
  "submission-received": { ...quiet, email: true },
  "partner-answered": told,
  "needs-you": told,
  "interview-reminder": told,
  "check-in": quiet,
  security: { ...quiet, email: true },
  message: told,
};

/** What nobody can switch off: whoever took over an account must not be able to do it silently. */
const forced = (kind: NotificationKind, channel: NotificationChannel): boolean => kind === "security" && (channel === "in-app" || channel === "email");

export interface Preference {
  readonly kind: NotificationKind;
  readonly channel: NotificationChannel;
  readonly on: boolean;
}

/** Every kind on every channel, as it holds for this person now. */
export function* preferencesOf(db: Sql, { preferences }: Pick<MainTables, "preferences">, user: UserId): Body<Preference[]> {
  const chosen = yield* rows(db.select().from(preferences).where(eq(preferences.userId, user)));
  return notificationKinds.flatMap((kind) =>
    notificationChannels.map((channel) => {
      const choice = chosen.find((row) => row.kind === kind && row.channel === channel);
      return { kind, channel, on: forced(kind, channel) || (choice?.on ?? defaultChannels[kind][channel]) };
    }));
}

/** Whether a kind comes over a channel from now on; of two devices the later choice holds. All devices hear what holds. */
export function* setPreference(
  db: Sql, tables: Pick<MainTables, "preferences" | "feed" | "users">, subject: Subject, chosen: Preference & { readonly stamp: Stamp }, now: number,
): Body<Preference> {
  const { preferences } = tables;
  const { kind, channel } = chosen;
  const stamp = clamped(chosen.stamp, now);
  const held = yield* first(db.select().from(preferences).where(and(eq(preferences.userId, subject.id), eq(preferences.kind, kind), eq(preferences.channel, channel))));
  const later = held === null || stamp >= held.stamp;
  if (later)
    yield* done(
      db.insert(preferences).values({ userId: subject.id, kind, channel, on: chosen.on, stamp })
        .onConflictDoUpdate({ target: [preferences.userId, preferences.kind, preferences.channel], set: { on: chosen.on, stamp } }),
    );
  const value = { kind, channel, on: forced(kind, channel) || (later ? chosen.on : held.on) };
  yield* addToFeed(db, tables, subject.id, subject.key, [{ kind: "preference", id: `${kind}/${channel}`, value }], new Date(now).toISOString());
  return value;
}
