import type { Kit } from "./kit.ts";

/** What people sent, what became of it, and what their devices hear of it. `sealed` is under the key of `userId`. */
export function intakeTables(kit: Kit) {
  const ofUser = () => kit.text("user_id").notNull();
  return {
    /** Every entry that was accepted, once. */
    entries: kit.table(
      "outbox_entries",
      {
        userId: ofUser(),
        id: kit.text("id").notNull(),
        device: kit.text("device").notNull(),
        seq: kit.integer("seq").notNull(),
        kind: kit.text("kind").notNull(),
        schemaV: kit.integer("schema_v").notNull(),
        bodyHash: kit.text("body_hash").notNull(),
        sealed: kit.text("sealed").notNull(),
        stamp: kit.text("stamp").notNull(),
        supersedes: kit.text("supersedes"),
        receipt: kit.text("receipt").notNull().unique(),
        serverSeq: kit.big("server_seq").notNull(),
        receivedAt: kit.text("received_at").notNull(),
      },
      (t) => [kit.primaryKey({ columns: [t.userId, t.id] }), kit.index("outbox_entries_order").on(t.userId, t.serverSeq)],
    ),
    /** The newest state of each thing that a person's devices hold; `sealed` null: it is gone. One row for each thing. */
    feed: kit.table(
      "feed",
      {
        userId: ofUser(),
        kind: kit.text("kind").notNull(),
        id: kit.text("id").notNull(),
        seq: kit.big("seq").notNull(),
        sealed: kit.text("sealed"),
        revoked: kit.flag("revoked").notNull(),
        at: kit.text("at").notNull(),
      },
      (t) => [kit.primaryKey({ columns: [t.userId, t.kind, t.id] }), kit.uniqueIndex("feed_order").on(t.userId, t.seq), kit.index("feed_age").on(t.at)],
    ),
    /** Up to which number a person's removals were cleaned away: a device that has not read so far must begin again. */
    feedHorizons: kit.table("feed_horizons", { userId: kit.text("user_id").primaryKey().notNull(), seq: kit.big("seq").notNull() }),
    /** Fields of the person, merged one by one. The key is not sealed: it names a question, not an answer. */
    personFields: kit.table(
      "person_fields",
      {
        userId: ofUser(),
        key: kit.text("key").notNull(),
        stamp: kit.text("stamp").notNull(),
        /** The stamp as the device made it: of one device's own changes, its order is the true one, whatever its clock says. */
        sentStamp: kit.text("sent_stamp").notNull(),
        sealed: kit.text("sealed").notNull(),
        updatedAt: kit.text("updated_at").notNull(),
      },
      (t) => [kit.primaryKey({ columns: [t.userId, t.key] })],
    ),
    /** Values that lost against a later stamp: kept 90 days, so that a wrong clock destroys nothing. */
    personHistory: kit.table(
      "person_history",
      { id: kit.counter("id"), userId: ofUser(), key: kit.text("key").notNull(), stamp: kit.text("stamp").notNull(), sealed: kit.text("sealed").notNull(), replacedAt: kit.text("replaced_at").notNull() },
      (t) => [kit.index("person_history_user").on(t.userId, t.key), kit.index("person_history_age").on(t.replacedAt)],
    ),
    enrollments: kit.table(
      "enrollments",
      {
        id: kit.text("id").primaryKey().notNull(),
        userId: ofUser(),
        programId: kit.text("program_id").notNull(),
        providerId: kit.text("provider_id").notNull(),
        pathwayId: kit.text("pathway_id"),
        status: kit.text("status").notNull(),
        delivery: kit.text("delivery").notNull(),
        receipt: kit.text("receipt").notNull(),
        requestedAt: kit.text("requested_at").notNull(),
        startOn: kit.text("start_on"),
        enrollmentDate: kit.text("enrollment_date"),
        expectedCompletionDate: kit.text("expected_completion_date"),
        actualCompletionDate: kit.text("actual_completion_date"),
        credentialEarned: kit.text("credential_earned"),
        /** Sealed JSON: `contact`, `message`. */
        sealed: kit.text("sealed").notNull(),
        /** Sealed JSON: the partner's answer; null until there is one. */
        sealedAnswer: kit.text("sealed_answer"),
        consentId: kit.text("consent_id").notNull(),
        updatedAt: kit.text("updated_at").notNull(),
      },
      (t) => [kit.index("enrollments_user").on(t.userId), kit.index("enrollments_provider").on(t.providerId, t.status)],
    ),
    applications: kit.table(
      "job_applications",
      {
        id: kit.text("id").primaryKey().notNull(),
        userId: ofUser(),
        jobId: kit.text("job_id").notNull(),
        employerId: kit.text("employer_id").notNull(),
        pathwayId: kit.text("pathway_id"),
        status: kit.text("status").notNull(),
        delivery: kit.text("delivery").notNull(),
        receipt: kit.text("receipt").notNull(),
        applicationDate: kit.text("application_date").notNull(),
        interviewAt: kit.text("interview_at"),
        /** Cents a year. */
        offerSalary: kit.big("offer_salary"),
        startDate: kit.text("start_date"),
        sealed: kit.text("sealed").notNull(),
        sealedAnswer: kit.text("sealed_answer"),
        consentId: kit.text("consent_id").notNull(),
        updatedAt: kit.text("updated_at").notNull(),
      },
      (t) => [kit.index("job_applications_user").on(t.userId), kit.index("job_applications_employer").on(t.employerId, t.status)],
    ),
    /** Recommendations that a person asked to be kept, and what the person said of them. */
    pathways: kit.table(
      "pathways",
      {
        userId: ofUser(),
        pathwayId: kit.text("pathway_id").notNull(),
        programId: kit.text("program_id"),
        matchScore: kit.integer("match_score"),
        rank: kit.integer("rank"),
        feedback: kit.text("feedback"),
        catalogVersion: kit.integer("catalog_version"),
        createdAt: kit.text("created_at").notNull(),
      },
      (t) => [kit.primaryKey({ columns: [t.userId, t.pathwayId] })],
    ),
  };
}
