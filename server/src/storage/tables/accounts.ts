import type { Kit } from "./kit.ts";

/** Who can sign in, how, and from where. What could name somebody is sealed with the person's own key, or a keyed hash. */
export function accountTables(kit: Kit) {
  const users = kit.table("users", {
    id: kit.text("id").primaryKey().notNull(),
    /** HMAC of the lower-case address: finds an account without storing the address. */
    emailHash: kit.text("email_hash").notNull().unique(),
    /** Sealed JSON: `email`, `firstName`, `lastName`, `dateOfBirth`, `guardianEmail`. */
    sealed: kit.text("sealed").notNull(),
    /** PHC string of Argon2id; empty for an account that only signs in elsewhere. */
    passwordHash: kit.text("password_hash").notNull(),
    role: kit.text("role").notNull(),
    /** active, locked, erasing. */
    status: kit.text("status").notNull(),
    language: kit.text("language").notNull(),
    emailVerifiedAt: kit.text("email_verified_at"),
    /** not-needed, pending, agreed, refused. */
    guardian: kit.text("guardian").notNull(),
    termsVersion: kit.text("terms_version").notNull(),
    /** The school or employer that somebody works for. */
    partnerId: kit.text("partner_id"),
    /** The workforce center that staff belongs to. */
    centerId: kit.text("center_id"),
    /** Newest sequence number of the person's feed. Counted up inside the transaction that adds to the feed. */
    feedSeq: kit.big("feed_seq").notNull().default(0),
    createdAt: kit.text("created_at").notNull(),
    updatedAt: kit.text("updated_at").notNull(),
  });
  const ofUser = () => kit.text("user_id").notNull().references(() => users.id, { onDelete: "cascade" });
  return {
    users,
    /** Accounts at OpenID Connect providers. */
    identities: kit.table(
      "identities",
      { issuer: kit.text("issuer").notNull(), subjectHash: kit.text("subject_hash").notNull(), userId: ofUser(), createdAt: kit.text("created_at").notNull() },
      (t) => [kit.primaryKey({ columns: [t.issuer, t.subjectHash] }), kit.index("identities_user").on(t.userId)],
    ),
    /** One sign-in on one device. Tokens are stored as SHA-256; see `people/sessions.ts` for the rotation. */
    sessions: kit.table(
      "sessions",
      {
        id: kit.text("id").primaryKey().notNull(),
        userId: ofUser(),
        accessHash: kit.text("access_hash").notNull().unique(),
        accessExpiresAt: kit.text("access_expires_at").notNull(),
        refreshExpiresAt: kit.text("refresh_expires_at").notNull(),
        absoluteExpiresAt: kit.text("absolute_expires_at").notNull(),
        /** Set up only: the role demands a second factor that is not there yet. */
        limited: kit.flag("limited").notNull(),
        /** When a password or second factor was last proved. */
        provedAt: kit.text("proved_at").notNull(),
        device: kit.text("device").notNull(),
        /** SHA-256 of the cookie that marks a browser: one that signed in before keeps its own limit on guesses. */
        deviceHash: kit.text("device_hash").notNull(),
        createdAt: kit.text("created_at").notNull(),
        lastUsedAt: kit.text("last_used_at").notNull(),
        revokedAt: kit.text("revoked_at"),
      },
      (t) => [kit.index("sessions_user").on(t.userId)],
    ),
    /** Every refresh token of a session, so that the use of an old one is noticed. */
    refreshTokens: kit.table(
      "refresh_tokens",
      {
        hash: kit.text("hash").primaryKey().notNull(),
        sessionId: kit.text("session_id").notNull(),
        createdAt: kit.text("created_at").notNull(),
        usedAt: kit.text("used_at"),
        /** The successor that this one was exchanged for, sealed, so that a repeated use gets the same one. */
        successor: kit.text("successor"),
        successorUsedAt: kit.text("successor_used_at"),
      },
      (t) => [kit.index("refresh_tokens_session").on(t.sessionId)],
    ),
    /** Single-use tickets: verify an address, reset a password, second step of a sign-in, a guardian's answer, a passkey challenge. */
    tickets: kit.table(
      "tickets",
      {
        hash: kit.text("hash").primaryKey().notNull(),
        purpose: kit.text("purpose").notNull(),
        userId: kit.text("user_id"),
        /** JSON that belongs to the purpose; nothing personal. */
        detail: kit.text("detail").notNull(),
        expiresAt: kit.text("expires_at").notNull(),
        usedAt: kit.text("used_at"),
      },
      (t) => [kit.index("tickets_expiry").on(t.expiresAt), kit.index("tickets_user").on(t.userId)],
    ),
    totp: kit.table("totp", {
      userId: kit.text("user_id").primaryKey().notNull().references(() => users.id, { onDelete: "cascade" }),
      sealedSecret: kit.text("sealed_secret").notNull(),
      confirmedAt: kit.text("confirmed_at"),
      /** The newest time step that was used: no code works twice. */
      lastStep: kit.big("last_step").notNull(),
    }),
    recoveryCodes: kit.table(
      "recovery_codes",
      { hash: kit.text("hash").primaryKey().notNull(), userId: ofUser(), usedAt: kit.text("used_at") },
      (t) => [kit.index("recovery_codes_user").on(t.userId)],
    ),
    passkeys: kit.table(
      "passkeys",
      {
        credentialId: kit.text("credential_id").primaryKey().notNull(),
        userId: ofUser(),
        publicKey: kit.text("public_key").notNull(),
        counter: kit.big("counter").notNull(),
        transports: kit.text("transports").notNull(),
        /** What the person calls it, sealed. */
        name: kit.text("name").notNull(),
        createdAt: kit.text("created_at").notNull(),
        lastUsedAt: kit.text("last_used_at"),
      },
      (t) => [kit.index("passkeys_user").on(t.userId)],
    ),
    /** Token buckets, shared by every process: `key` is a keyed hash of what is limited; at `fullAtMs` all tokens are back. */
    rateBuckets: kit.table(
      "rate_buckets",
      { key: kit.text("key").primaryKey().notNull(), fullAtMs: kit.big("full_at_ms").notNull() },
      (t) => [kit.index("rate_buckets_age").on(t.fullAtMs)],
    ),
  };
}
