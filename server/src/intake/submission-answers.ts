import type { EntryBody, EntryId, UserId } from "@pathwayks/contracts";
import { takeAnswer } from "../effects/handoff/take-answer.ts";
import type { Answer } from "../effects/partners/gateway.ts";
import { lockOwner } from "../feed/owner.ts";
import type { AppContext } from "../http/context.ts";
import type { Subject } from "../ledger/consent.ts";
import type { Person } from "../policy/actor.ts";
import { personOf } from "../policy/require.ts";
import { kansasDate } from "../releases/kansas-date.ts";
import type { Body, Engine, Sql } from "../storage/engine.ts";
import type { MainTables } from "../storage/tables/all.ts";
import { mayMove } from "../submissions/moves.ts";
import { listSubmissions, readSubmission } from "../submissions/read.ts";
import type { Page, Viewer } from "../submissions/read.ts";
import { showToPartner, shown } from "../submissions/shown.ts";
import type { Submission } from "../submissions/submission.ts";
import type { Vault } from "../vault/vault.ts";
import { sendEntry } from "./as-entry.ts";
import type { EntryDeps } from "./as-entry.ts";

export interface SubmissionDeps extends EntryDeps {
  readonly engine: Engine<MainTables>;
  readonly vault: Vault;
}

type Kind = Submission["kind"];
const partnerRole = { enrollment: "trainingProvider", application: "employer" } as const;

/** Partners' people look at what was sent to their partner, `and` at what is their own; everybody else only at that. */
function viewerOf({ userId: user, role, partnerId: partner }: Person, kind: Kind, now: number, and: "both" | "partner"): Viewer {
  return role === partnerRole[kind] && partner !== null ? { kind: and, user, partner, today: kansasDate(now) } : { kind: "own", user };
}

const nobody = (c: AppContext, { problems }: SubmissionDeps) => problems.answer(c, "NOT_FOUND", "There is no such thing here.");

/** Submits as an entry, and answers with what stands then. */
export async function submit<K extends "enrollment.submit" | "application.submit">(c: AppContext, deps: SubmissionDeps, kind: Kind, entry: K, body: EntryBody<K>): Promise<Response> {
  const sent = await sendEntry(c, deps, entry, body, { keyed: true });
  return sent.ok ? ownAnswer(c, deps, kind, sent.value.id) : sent.response;
}

async function ownAnswer(c: AppContext, deps: SubmissionDeps, kind: Kind, id: EntryId): Promise<Response> {
  const user = personOf(c).userId;
  const key = await deps.vault.of(user);
  const found = await deps.engine.read((db, tables) => readSubmission(db, tables, kind, { kind: "own", user }, id));
  return found === null || key === null ? nobody(c, deps) : c.json(shown(found, { id: user, key }, null));
}

export async function listAnswer(c: AppContext, deps: SubmissionDeps, kind: Kind, page: Page): Promise<Response> {
  const viewer = viewerOf(personOf(c), kind, deps.now(), "both");
  const found = await deps.engine.read((db, tables) => listSubmissions(db, tables, kind, viewer, page));
  const subjects = await subjectsOf(deps, found);
  const run = viewer.kind === "own" ? deps.engine.read : deps.engine.write;
  const items = await run((db, tables) => showAll(db, tables, c, deps, found, subjects));
  return c.json({ [kind === "enrollment" ? "enrollments" : "applications"]: items, ...page });
}

/** In the order of people's ids, so that two lists at once do not wait for each other; given back in the order asked for. */
function* showAll(db: Sql, tables: MainTables, c: AppContext, deps: SubmissionDeps, found: readonly Submission[], subjects: ReadonlyMap<string, Subject>): Body<unknown[]> {
  const look = { by: personOf(c), requestId: c.get("requestId"), now: deps.now() };
  const views = new Map<string, unknown>();
  for (const each of [...found].sort((a, b) => (a.row.userId < b.row.userId ? -1 : 1))) {
    const subject = subjects.get(each.row.userId);
    const view = subject === undefined ? null : subject.id === look.by.userId ? shown(each, subject, null) : yield* showToPartner(db, tables, subject, each, look);
    if (view !== null) views.set(each.row.id, view);
  }
  return found.flatMap(({ row }) => (views.has(row.id) ? [views.get(row.id)] : []));
}

async function subjectsOf({ vault }: SubmissionDeps, found: readonly Submission[]): Promise<Map<string, Subject>> {
  const subjects = new Map<string, Subject>();
  for (const id of new Set(found.map(({ row }) => row.userId as UserId))) {
    const key = await vault.of(id);
    if (key !== null) subjects.set(id, { id, key });
  }
  return subjects;
}

export async function oneAnswer(c: AppContext, deps: SubmissionDeps, kind: Kind, id: EntryId): Promise<Response> {
  const viewer = viewerOf(personOf(c), kind, deps.now(), "both");
  if (viewer.kind === "own") return ownAnswer(c, deps, kind, id);
  const subject = await subjectAt(deps, kind, viewer, id);
  if (subject === null) return nobody(c, deps);
  if (subject.id === viewer.user) return ownAnswer(c, deps, kind, id);
  const look = { by: personOf(c), requestId: c.get("requestId"), now: deps.now() };
  const view = await deps.engine.write(function* (db, tables) {
    const found = yield* readSubmission(db, tables, kind, viewer, id);
    return found === null ? null : yield* showToPartner(db, tables, subject, found, look);
  });
  return view === null ? nobody(c, deps) : c.json(view);
}

async function subjectAt({ engine, vault }: SubmissionDeps, kind: Kind, viewer: Viewer, id: EntryId): Promise<Subject | null> {
  const found = await engine.read((db, tables) => readSubmission(db, tables, kind, viewer, id));
  const key = found === null ? null : await vault.of(found.row.userId as UserId);
  return found === null || key === null ? null : { id: found.row.userId as UserId, key };
}

export interface GivenAnswer extends Pick<Answer, "status" | "message"> {
  readonly facts: Pick<Answer, "enrollment" | "application">;
}

/** The partner answers, or the person withdraws: whoever else asks finds nothing. */
export async function answerSubmission(c: AppContext, deps: SubmissionDeps, kind: Kind, id: EntryId, given: GivenAnswer): Promise<Response> {
  const viewer = viewerOf(personOf(c), kind, deps.now(), "partner");
  if (viewer.kind === "own") return withdraw(c, deps, kind, id, given);
  const subject = await subjectAt(deps, kind, viewer, id);
  if (subject === null) return nobody(c, deps);
  const { facts, ...words } = given;
  const now = deps.now();
  const outcome = await deps.engine.write(function* (db, tables) {
    yield* lockOwner(db, tables, subject.id);
    const found = yield* readSubmission(db, tables, kind, viewer, id);
    if (found === null) return null;
    if (given.status === "withdrawn" || !mayMove(kind, found.row.status, given.status)) return "conflict" as const;
    yield* takeAnswer(db, tables, subject, found, { ...words, at: new Date(now).toISOString(), ...facts }, now, personOf(c));
    const after = yield* readSubmission(db, tables, kind, viewer, id);
    return after === null ? null : yield* showToPartner(db, tables, subject, after, { by: personOf(c), requestId: c.get("requestId"), now });
  });
  if (outcome === null) return nobody(c, deps);
  return outcome === "conflict" ? deps.problems.answer(c, "CONFLICT", "It cannot come to this status from where it is.", [{ field: "status", message: "does not follow" }]) : c.json(outcome);
}

async function withdraw(c: AppContext, deps: SubmissionDeps, kind: Kind, id: EntryId, { status, message, facts }: GivenAnswer): Promise<Response> {
  const own = await deps.engine.read((db, tables) => readSubmission(db, tables, kind, { kind: "own", user: personOf(c).userId }, id));
  if (own === null) return nobody(c, deps);
  const others = Object.keys({ ...facts.enrollment, ...facts.application });
  if (status !== "withdrawn" || others.length > 0)
    return deps.problems.answer(c, "FORBIDDEN", "Only whom it was sent to can set this; you can withdraw it.", [{ field: others[0] ?? "status", message: "is not yours to set" }]);
  const sent = await sendEntry(c, deps, "submission.withdraw", { entryId: id, reason: message.slice(0, 500) }, { keyed: false });
  return sent.ok ? ownAnswer(c, deps, kind, id) : sent.response;
}
