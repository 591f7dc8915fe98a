import { and, eq } from "drizzle-orm";
import { languages, phoneNumber } from "@pathwayks/contracts";
import type { UserId } from "@pathwayks/contracts";
import { z } from "zod";
import { addToFeed } from "../feed/append.ts";
import { fieldPlace } from "../feed/merge-fields.ts";
import { lockOwner } from "../feed/owner.ts";
import type { Subject } from "../ledger/consent.ts";
import { first, rows } from "../storage/engine.ts";
import type { Body, Engine, Sql } from "../storage/engine.ts";
import type { MainTables } from "../storage/tables/all.ts";
import { openPerson } from "../vault/person.ts";
import { preferencesOf } from "./channels.ts";
import type { JobHandler, RunningJob } from "./handlers.ts";
import { jobDone } from "./handlers.ts";
import { notificationOf } from "./inbox.ts";
import { stageMail } from "./mail/letter.ts";
import { notificationPlace, notifyDetail } from "./notification.ts";
import type { NotifyDetail } from "./notification.ts";
import { stageJob } from "./stage.ts";

export interface NotifyDeps {
  readonly main: Engine<MainTables>;
  readonly now: () => number;
}

/** Details of `sms` and `push` jobs. Neither says anything about the person or what happened. */
export const smsDetail = z.strictObject({ to: phoneNumber, language: z.enum(languages) });
export const pushDetail = z.strictObject({ endpointHash: z.string(), language: z.enum(languages) });

/**
 * Does `notify` jobs: puts the notification into the person's list and feed, and stages what goes over the other channels
 * that are switched on. All in one transaction, so that a job that runs again finds its notification and does nothing twice.
 */
export const notifyHandler =
  ({ main, now }: NotifyDeps): JobHandler =>
  async (job) => {
    const parsed = notifyDetail.safeParse(job.detail);
    const { user } = job;
    if (!parsed.success || user === null) return { ended: "parked", code: "bad-detail" };
    await main.write((db, tables) => tell(db, tables, job, user, parsed.data, now()));
    return jobDone;
  };

function* tell(db: Sql, tables: MainTables, job: RunningJob, subject: Subject, { kind, detail }: NotifyDetail, now: number): Body<void> {
  const owner = yield* lockOwner(db, tables, subject.id);
  if (owner === null || owner.status !== "active") return;
  const at = new Date(now).toISOString();
  const row = { id: job.id, userId: subject.id, kind, sealed: subject.key.seal(notificationPlace(job.id), detail), at, readAt: null };
  if ((yield* first(db.insert(tables.notifications).values(row).onConflictDoNothing().returning())) === null) return;
  const chosen = yield* preferencesOf(db, tables, subject.id);
  const on = (channel: string) => chosen.some((one) => one.kind === kind && one.channel === channel && one.on);
  if (on("in-app")) yield* addToFeed(db, tables, subject.id, subject.key, [{ kind: "notification", id: row.id, value: notificationOf(row, subject) }], at);
  const reach = yield* reachOf(db, tables, subject);
  const staged = { user: subject, runAfter: now, at };
  if (on("email") && reach.email !== null)
    yield* stageMail(db, tables, { ...staged, id: `mail:${job.id}`, mail: { to: reach.email, language: reach.language, letter: { name: "notification", kind, detail } } });
  if (on("sms") && reach.phone !== null)
    yield* stageJob(db, tables, { ...staged, id: `sms:${job.id}`, kind: "sms", detail: smsDetail.parse({ to: reach.phone, language: reach.language }) });
  if (on("push"))
    for (const endpointHash of yield* endpointsOf(db, tables, subject.id))
      yield* stageJob(db, tables, { ...staged, id: `push:${job.id}:${endpointHash.slice(0, 12)}`, kind: "push", detail: { endpointHash, language: reach.language } });
}

/** Where somebody can be reached outside the app. A mail goes to a proved address only. */
function* reachOf(db: Sql, { users, personFields }: MainTables, { id, key }: Subject) {
  const account = yield* first(db.select().from(users).where(eq(users.id, id)));
  if (account === null) throw new Error("the account is gone");
  const held = yield* first(db.select().from(personFields).where(and(eq(personFields.userId, id), eq(personFields.key, "phone"))));
  const phone = phoneNumber.safeParse(held === null ? null : key.open(fieldPlace(id, "phone"), held.sealed));
  return {
    email: account.emailVerifiedAt === null ? null : openPerson(key, id, account.sealed).email,
    phone: phone.success ? phone.data : null,
    language: z.enum(languages).parse(account.language),
  };
}

function* endpointsOf(db: Sql, { pushSubscriptions }: MainTables, user: UserId): Body<string[]> {
  return (yield* rows(db.select({ hash: pushSubscriptions.endpointHash }).from(pushSubscriptions).where(eq(pushSubscriptions.userId, user)))).map(({ hash }) => hash);
}
