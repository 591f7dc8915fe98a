import { main } from "../postgres.ts";

// drizzle-kit looks at the exports of a module one by one.
export const { meta, releases, imports, users, identities, sessions, refreshTokens, tickets, totp, recoveryCodes, passkeys, rateBuckets, entries, feed, feedHorizons, personFields, personHistory, enrollments, applications, pathways, jobs, handoffs, notifications, preferences, pushSubscriptions, consents, disclosures, audit, auditHead, assignments } = main;
