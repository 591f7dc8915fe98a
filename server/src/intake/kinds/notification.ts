import { and, eq, inArray, isNull } from "drizzle-orm";
import { clamped, entryBodies, notification } from "@pathwayks/contracts";
import { notificationPlace } from "../../effects/notification.ts";
import { addToFeed } from "../../feed/append.ts";
import { done, first, rows } from "../../storage/engine.ts";
import { entryKind, noCheck } from "../kind.ts";

/** Notifications that were read on one device are read on all. Those that are not there, or not this person's, are passed over. */
export const notificationRead = entryKind(entryBodies["notification.read"], ({ notificationIds }) => ({
  check: noCheck,
  *apply({ db, tables, actor, key, at }) {
    const { notifications } = tables;
    const mine = and(eq(notifications.userId, actor.userId), inArray(notifications.id, notificationIds), isNull(notifications.readAt));
    const read = yield* rows(db.update(notifications).set({ readAt: at }).where(mine).returning());
    const told = read.map(({ id, kind, sealed, at: since }) => ({
      kind: "notification" as const, id,
      value: notification.parse({ id, kind, detail: key.open(notificationPlace(id), sealed), at: since, readAt: at }),
    }));
    if (told.length > 0) yield* addToFeed(db, tables, actor.userId, key, told, at);
  },
}));

/** Whether a kind of notification comes over a channel; of two devices the later choice holds. */
export const notificationPrefer = entryKind(entryBodies["notification.prefer"], (body) => ({
  check: noCheck,
  *apply({ db, tables, actor, key, entry, now, at }) {
    const { preferences } = tables;
    const stamp = clamped(entry.stamp, now);
    const one = and(eq(preferences.userId, actor.userId), eq(preferences.kind, body.kind), eq(preferences.channel, body.channel));
    const held = yield* first(db.select().from(preferences).where(one));
    const later = held === null || stamp >= held.stamp;
    if (later)
      yield* done(
        db.insert(preferences).values({ userId: actor.userId, ...body, stamp })
          .onConflictDoUpdate({ target: [preferences.userId, preferences.kind, preferences.channel], set: { on: body.on, stamp } }),
      );
    const value = { kind: body.kind, channel: body.channel, on: later ? body.on : held.on };
    yield* addToFeed(db, tables, actor.userId, key, [{ kind: "preference", id: `${body.kind}/${body.channel}`, value }], at);
  },
}));
