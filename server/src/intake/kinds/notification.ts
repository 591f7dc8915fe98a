import { entryBodies } from "@pathwayks/contracts";
import { setPreference } from "../../effects/channels.ts";
import { markRead } from "../../effects/inbox.ts";
import { entryKind, noCheck } from "../kind.ts";

/** Notifications that were read on one device are read on all. */
export const notificationRead = entryKind(entryBodies["notification.read"], ({ notificationIds }) => ({
  check: noCheck,
  *apply({ db, tables, actor, key, at }) {
    yield* markRead(db, tables, { id: actor.userId, key }, notificationIds, at);
  },
}));

/** Whether a kind of notification comes over a channel; of two devices the later choice holds. */
export const notificationPrefer = entryKind(entryBodies["notification.prefer"], (chosen) => ({
  check: noCheck,
  *apply({ db, tables, actor, key, entry, now }) {
    yield* setPreference(db, tables, { id: actor.userId, key }, { ...chosen, stamp: entry.stamp }, now);
  },
}));
