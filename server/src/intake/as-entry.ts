import { deviceId, stampAt, uuid7, uuid7At } from "@pathwayks/contracts";
import type { DeviceId, EntryBody, EntryKind, EntryResult, OutboxEntry, RejectionCode, Stamp } from "@pathwayks/contracts";
import { entryId, ENTRY_SCHEMA, outboxEntry } from "@pathwayks/contracts";
import type { AppContext } from "../http/context.ts";
import type { Problems } from "../http/problem.ts";
import { personOf } from "../policy/require.ts";
import type { Intake } from "./push.ts";
import { bodyHashOf } from "./read-entry.ts";
import { refusePush } from "./routes.ts";

/** Stands for the device in what comes over the API without an outbox. */
export const API_DEVICE: DeviceId = deviceId.parse("0000000000000000");

export interface EntryDeps {
  readonly intake: Intake;
  readonly problems: Problems;
  readonly now: () => number;
  readonly randomBytes: (count: number) => Uint8Array;
}

type Accepted = Extract<EntryResult, { readonly status: "accepted" }>;
export type Sent = { readonly ok: true; readonly value: Accepted } | { readonly ok: false; readonly response: Response };

const HEADER = "Idempotency-Key";

/**
 * Sends what came over the API the way that a device's entries go: there is one path only. `Idempotency-Key` is the entry's
 * id, a UUID of version 7, so that the same request again gets the first answer; without one (where `keyed` allows it) each
 * request stands for itself.
 */
export async function sendEntry<K extends EntryKind>(
  c: AppContext, deps: EntryDeps, kind: K, body: EntryBody<K>, { keyed, stamp }: { readonly keyed: boolean; readonly stamp?: Stamp },
): Promise<Sent> {
  const { intake, problems, now, randomBytes } = deps;
  const given = c.req.header(HEADER);
  if ((given === undefined && keyed) || (given !== undefined && !uuid7.safeParse(given).success))
    return { ok: false, response: problems.answer(c, "VALIDATION_ERROR", "The request is not valid.", [{ field: HEADER, message: "must be a UUID of version 7 that you made for this request" }]) };
  const id = given ?? uuid7At(now(), randomBytes(10));
  const entry = entryOf(id, kind, body, stamp ?? stampAt(now(), 0, API_DEVICE));
  const pushed = await intake.push(personOf(c), { account: personOf(c).userId, device: API_DEVICE, entries: [entry] }, c.get("requestId"));
  if (!pushed.ok) return { ok: false, response: refusePush(c, problems, pushed.error) };
  const [result] = pushed.value.results;
  if (result?.status === "accepted") return { ok: true, value: result };
  return { ok: false, response: result?.status === "rejected" ? refuse(c, deps, result.code, result.fields) : problems.answer(c, "SERVICE_UNAVAILABLE", "This cannot be taken right now. Nothing was stored; send it again soon.") };
}

function entryOf(id: string, kind: EntryKind, body: unknown, stamp: Stamp): OutboxEntry {
  const unsigned = { kind, schemaV: ENTRY_SCHEMA, body: JSON.parse(JSON.stringify(body)) as OutboxEntry["body"] };
  return outboxEntry.parse({ id: entryId.parse(id), seq: 1, ...unsigned, bodyHash: bodyHashOf(unsigned), stamp, dependsOn: [] });
}

const inWords: Partial<Record<RejectionCode, readonly ["VALIDATION_ERROR" | "CONFLICT" | "NOT_FOUND" | "FORBIDDEN" | "PAYLOAD_TOO_LARGE" | "TOO_MANY_REQUESTS", string]>> = {
  id_reused: ["CONFLICT", "This Idempotency-Key was used for something else."],
  not_in_catalog: ["NOT_FOUND", "The catalog has no such entry."],
  expired: ["CONFLICT", "It is not open any more."],
  guardian_needed: ["FORBIDDEN", "A parent or guardian has to agree first."],
  already_withdrawn: ["CONFLICT", "It was withdrawn already."],
  not_yours: ["NOT_FOUND", "There is no such thing of yours."],
  too_large: ["PAYLOAD_TOO_LARGE", "The body is too large."],
  too_many: ["TOO_MANY_REQUESTS", "As many were sent as one person can send in a day. The field `again` says from when on it goes on."],
};

function refuse(c: AppContext, { problems, now }: EntryDeps, code: RejectionCode, fields: readonly { readonly field: string; readonly message: string }[]): Response {
  const again = code === "too_many" ? fields[0]?.message : undefined;
  if (again !== undefined) c.header("Retry-After", String(Math.max(1, Math.ceil((Date.parse(again) - now()) / 1_000))));
  const [problem, message] = inWords[code] ?? (["VALIDATION_ERROR", "The request is not valid."] as const);
  return problems.answer(c, problem, message, fields);
}
