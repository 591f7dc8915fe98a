import { eq, inArray, like, or, sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { UserId } from "@pathwayks/contracts";
import { jobPlace } from "../effects/stage.ts";
import { endpointPlace } from "../effects/push/send.ts";
import { notificationPlace } from "../effects/notification.ts";
import { feedPlace } from "../feed/append.ts";
import { fieldPlace, historyPlace } from "../feed/merge-fields.ts";
import { entryPlace } from "../intake/accept.ts";
import { answerPlace, sealedPlace } from "../submissions/submission.ts";
import type { Sql } from "../storage/engine.ts";
import type { MainTables } from "../storage/tables/all.ts";
import { passkeyNamePlace } from "../vault/person.ts";
import { reasonPlace } from "./cases.ts";

// Each table of the main database, and what becomes of somebody's rows in it when that person asks for everything, or for
// nothing to be left. A table that is not here does not compile; one that holds people and says it does not fails a test.

type Row = Readonly<Record<string, unknown>>;
const text = (row: Row, column: string): string => String(row[column]);

export interface PersonTable {
  /** Which rows are this person's. */
  readonly of: (db: Sql, tables: MainTables, user: UserId) => SQL | undefined;
  /** Where each sealed column was sealed. */
  readonly sealed?: Readonly<Record<string, (row: Row, user: UserId) => string>>;
  /** Columns that would let somebody in: left out of an export, with what they are for. */
  readonly secrets?: Readonly<Record<string, string>>;
  /**
   * `delete`: gone. `keep`: law asks for it; it holds no more than ids, codes and times, and the id leads nowhere. `empty`:
   * kept for a month without what it held, so that other devices of the person hear that the account is no more.
   */
  readonly erase: "delete" | "keep" | "empty";
}
/** Holds no rows of people; why that is so. */
export interface NobodysTable {
  readonly nobodys: string;
}

const mine = (name: { [K in keyof MainTables]: MainTables[K] extends { userId: unknown } ? K : never }[keyof MainTables]): Pick<PersonTable, "of"> => ({
  of: (_, tables, user) => eq(tables[name].userId, user),
});

export const personTables: { readonly [K in keyof MainTables]: PersonTable | NobodysTable } = {
  meta: { nobodys: "facts about the database" },
  releases: { nobodys: "releases of the catalog" },
  imports: { nobodys: "imports of rows, by the hash of a path" },
  rateBuckets: { nobodys: "counts of tries under keyed hashes, gone within a day" },
  auditHead: { nobodys: "the newest hash of the audit" },

  users: {
    of: (_, { users }, user) => eq(users.id, user), erase: "empty",
    sealed: { sealed: (_, user) => `users|sealed|${user}` },
    secrets: { passwordHash: "proves your password", emailHash: "finds your account by your address" },
  },
  identities: { ...mine("identities"), erase: "delete", secrets: { subjectHash: "finds your account when you sign in elsewhere" } },
  sessions: { ...mine("sessions"), erase: "empty", secrets: { accessHash: "proves a session", deviceHash: "tells a device that you used before" } },
  refreshTokens: {
    of: (db, { refreshTokens, sessions }, user) => inArray(refreshTokens.sessionId, db.select({ id: sessions.id }).from(sessions).where(eq(sessions.userId, user))),
    erase: "empty", secrets: { hash: "continues a session", successor: "continues a session" },
  },
  tickets: { ...mine("tickets"), erase: "delete", secrets: { hash: "proves a letter that you got", detail: "belongs to that letter" } },
  totp: { ...mine("totp"), erase: "delete", secrets: { sealedSecret: "makes your sign-in codes", lastStep: "keeps a code from being used twice" } },
  recoveryCodes: { ...mine("recoveryCodes"), erase: "delete", secrets: { hash: "proves a recovery code" } },
  passkeys: { ...mine("passkeys"), erase: "delete", sealed: { name: (row) => passkeyNamePlace(text(row, "credentialId")) } },

  entries: { ...mine("entries"), erase: "delete", sealed: { sealed: (row, user) => entryPlace(user, text(row, "id")) } },
  feed: { ...mine("feed"), erase: "empty", sealed: { sealed: (row, user) => feedPlace(user, text(row, "kind"), text(row, "id")) } },
  feedHorizons: { ...mine("feedHorizons"), erase: "empty" },
  personFields: { ...mine("personFields"), erase: "delete", sealed: { sealed: (row, user) => fieldPlace(user, text(row, "key")) } },
  personHistory: { ...mine("personHistory"), erase: "delete", sealed: { sealed: (row, user) => historyPlace(user, text(row, "key"), text(row, "stamp")) } },
  enrollments: {
    ...mine("enrollments"), erase: "delete",
    sealed: { sealed: (row) => sealedPlace("enrollment", text(row, "id")), sealedAnswer: (row) => answerPlace("enrollment", text(row, "id")) },
  },
  applications: {
    ...mine("applications"), erase: "delete",
    sealed: { sealed: (row) => sealedPlace("application", text(row, "id")), sealedAnswer: (row) => answerPlace("application", text(row, "id")) },
  },
  pathways: { ...mine("pathways"), erase: "delete" },

  jobs: { ...mine("jobs"), erase: "delete", sealed: { sealed: (row) => jobPlace(text(row, "id")) } },
  handoffs: { ...mine("handoffs"), erase: "delete" },
  notifications: { ...mine("notifications"), erase: "delete", sealed: { sealed: (row) => notificationPlace(text(row, "id")) } },
  preferences: { ...mine("preferences"), erase: "delete" },
  pushSubscriptions: { ...mine("pushSubscriptions"), erase: "delete", sealed: { sealed: (row) => endpointPlace(text(row, "endpointHash")) } },

  consents: { ...mine("consents"), erase: "keep" },
  disclosures: { ...mine("disclosures"), erase: "keep" },
  audit: {
    of: (db, { audit, enrollments, applications }, user) =>
      or(
        eq(audit.target, `user:${user}`), like(audit.actor, `%:${user}`),
        inArray(audit.target, db.select({ target: sql<string>`'enrollment:' || ${enrollments.id}` }).from(enrollments).where(eq(enrollments.userId, user))),
        inArray(audit.target, db.select({ target: sql<string>`'application:' || ${applications.id}` }).from(applications).where(eq(applications.userId, user))),
      ),
    erase: "keep",
  },
  assignments: { ...mine("assignments"), erase: "delete", sealed: { sealed: (row) => reasonPlace(text(row, "id")) } },
};

export const isNobodys = (rule: PersonTable | NobodysTable): rule is NobodysTable => "nobodys" in rule;

/** The tables with rows of people, in the order in which they are listed. */
export const tablesOfPeople: readonly (readonly [keyof MainTables, PersonTable])[] = Object.entries(personTables).flatMap(([name, rule]) =>
  isNobodys(rule) ? [] : [[name as keyof MainTables, rule] as const],
);
