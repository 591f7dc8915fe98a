import type { Kit } from "./kit.ts";

/** Who allowed what, who was told what, and what was changed by whom. Rows are only ever added. */
export function accountabilityTables(kit: Kit) {
  return {
    consents: kit.table(
      "consents",
      {
        id: kit.text("id").primaryKey().notNull(),
        userId: kit.text("user_id").notNull(),
        recipient: kit.text("recipient").notNull(),
        purpose: kit.text("purpose").notNull(),
        textVersion: kit.text("text_version").notNull(),
        language: kit.text("language").notNull(),
        /** Names of fields, separated by commas. */
        fields: kit.text("fields").notNull(),
        expires: kit.text("expires").notNull(),
        /** person, guardian, staff. */
        givenBy: kit.text("given_by").notNull(),
        givenAt: kit.text("given_at").notNull(),
        withdrawnAt: kit.text("withdrawn_at"),
      },
      (t) => [kit.index("consents_user").on(t.userId, t.recipient)],
    ),
    /** FERPA's record of disclosures (34 CFR 99.32): each time something of a person's record left or was looked at. */
    disclosures: kit.table(
      "disclosures",
      {
        id: kit.text("id").primaryKey().notNull(),
        userId: kit.text("user_id").notNull(),
        /** A partner's id, or `staff:<user id>`. */
        recipient: kit.text("recipient").notNull(),
        purpose: kit.text("purpose").notNull(),
        /** `consent:<id>` or the law that allows it. */
        basis: kit.text("basis").notNull(),
        fields: kit.text("fields").notNull(),
        /** SHA-256 of the message that left. */
        messageHash: kit.text("message_hash"),
        at: kit.text("at").notNull(),
      },
      (t) => [kit.index("disclosures_user").on(t.userId, t.at)],
    ),
    /** A hash chain: each row's hash covers the row before. Personal values stand in it as keyed hashes only. */
    audit: kit.table(
      "audit",
      {
        seq: kit.big("seq").primaryKey().notNull(),
        at: kit.text("at").notNull(),
        actor: kit.text("actor").notNull(),
        action: kit.text("action").notNull(),
        /** What it was done to: `kind:id`. */
        target: kit.text("target").notNull(),
        /** Keyed hash of the values, or codes. */
        detail: kit.text("detail").notNull(),
        requestId: kit.text("request_id"),
        hash: kit.text("hash").notNull(),
      },
      (t) => [kit.index("audit_target").on(t.target)],
    ),
    /** The newest row of the chain, counted up inside each transaction that writes to it. */
    auditHead: kit.table("audit_head", {
      id: kit.integer("id").primaryKey().notNull(),
      seq: kit.big("seq").notNull(),
      hash: kit.text("hash").notNull(),
    }),
    /** Who staff may see: an open assignment with a reason and an end. */
    assignments: kit.table(
      "case_assignments",
      {
        id: kit.text("id").primaryKey().notNull(),
        userId: kit.text("user_id").notNull(),
        staffId: kit.text("staff_id").notNull(),
        centerId: kit.text("center_id").notNull(),
        /** Sealed text: the reason, which staff wrote and the person can read. */
        sealed: kit.text("sealed").notNull(),
        opensAt: kit.text("opens_at").notNull(),
        endsAt: kit.text("ends_at").notNull(),
        closedAt: kit.text("closed_at"),
      },
      (t) => [kit.index("case_assignments_staff").on(t.staffId), kit.index("case_assignments_user").on(t.userId)],
    ),
  };
}
