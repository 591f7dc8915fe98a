import type { Kit } from "./kit.ts";

/** Work that a transaction asked for and that is done after it: mail, hand-offs, pushes. */
export function effectTables(kit: Kit) {
  return {
    jobs: kit.table(
      "jobs",
      {
        /** The id of the entry or event that asked for it, with the kind: asking twice makes one job. */
        id: kit.text("id").primaryKey().notNull(),
        kind: kit.text("kind").notNull(),
        /** Whose key opens `sealed`; null where nothing personal is in it. */
        userId: kit.text("user_id"),
        sealed: kit.text("sealed").notNull(),
        /** ready, running, done, parked, cancelled. */
        state: kit.text("state").notNull(),
        attempts: kit.integer("attempts").notNull(),
        runAfterMs: kit.big("run_after_ms").notNull(),
        /** Until then a runner holds it; another may take it after. */
        leaseUntilMs: kit.big("lease_until_ms").notNull(),
        leaseOwner: kit.text("lease_owner"),
        /** A code, never a text from outside. */
        lastError: kit.text("last_error"),
        createdAt: kit.text("created_at").notNull(),
        doneAt: kit.text("done_at"),
      },
      (t) => [kit.index("jobs_due").on(t.state, t.runAfterMs), kit.index("jobs_user").on(t.userId)],
    ),
    /** What was handed to a partner under which id, and what came back. */
    handoffs: kit.table(
      "handoffs",
      {
        entryId: kit.text("entry_id").primaryKey().notNull(),
        partnerId: kit.text("partner_id").notNull(),
        userId: kit.text("user_id").notNull(),
        /** Of a sample of the catalog: only a stand-in may have it. */
        sample: kit.flag("sample").notNull(),
        partnerReference: kit.text("partner_reference"),
        /** queued: known not to have arrived. Else sent, checking, delivered, answered, failed, withdrawn. */
        state: kit.text("state").notNull(),
        sentAt: kit.text("sent_at"),
        updatedAt: kit.text("updated_at").notNull(),
      },
      (t) => [kit.index("handoffs_partner").on(t.partnerId, t.state), kit.index("handoffs_user").on(t.userId)],
    ),
    notifications: kit.table(
      "notifications",
      {
        id: kit.text("id").primaryKey().notNull(),
        userId: kit.text("user_id").notNull(),
        kind: kit.text("kind").notNull(),
        sealed: kit.text("sealed").notNull(),
        at: kit.text("at").notNull(),
        readAt: kit.text("read_at"),
      },
      (t) => [kit.index("notifications_user").on(t.userId, t.at)],
    ),
    preferences: kit.table(
      "notification_preferences",
      { userId: kit.text("user_id").notNull(), kind: kit.text("kind").notNull(), channel: kit.text("channel").notNull(), on: kit.flag("is_on").notNull(), stamp: kit.text("stamp").notNull() },
      (t) => [kit.primaryKey({ columns: [t.userId, t.kind, t.channel] })],
    ),
    pushSubscriptions: kit.table(
      "push_subscriptions",
      { endpointHash: kit.text("endpoint_hash").primaryKey().notNull(), userId: kit.text("user_id").notNull(), sealed: kit.text("sealed").notNull(), createdAt: kit.text("created_at").notNull() },
      (t) => [kit.index("push_subscriptions_user").on(t.userId)],
    ),
  };
}
