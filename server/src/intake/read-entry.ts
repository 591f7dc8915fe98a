import { createHash } from "node:crypto";
import { canonicalJson, ENTRY_SCHEMA, fail, MAX_ENTRY_BYTES, OLDEST_ENTRY_SCHEMA } from "@pathwayks/contracts";
import type { EntryKind, OutboxEntry, Result } from "@pathwayks/contracts";
import type { Person } from "../policy/actor.ts";
import { can } from "../policy/can.ts";
import type { Permission } from "../policy/permissions.ts";
import type { Kind, Prepared, Rejection } from "./kind.ts";
import { rejection } from "./kind.ts";

/** Turns a body of one version into one of the next. Total: whatever an older app could send has an answer. */
type Upcast = (body: OutboxEntry["body"]) => OutboxEntry["body"];

/** Which versions of bodies are taken, and how older ones become the newest: by `from[version][kind]`, one step at a time. */
export interface EntryFormat {
  readonly current: number;
  /** The last three versions are taken. */
  readonly oldest: number;
  readonly from: Readonly<Record<number, Readonly<Partial<Record<EntryKind, Upcast>>>>>;
}

/** A kind whose body did not change from one version to the next needs no line. */
export const entryFormat: EntryFormat = { current: ENTRY_SCHEMA, oldest: OLDEST_ENTRY_SCHEMA, from: {} };

/** What is done with each kind, and who may send it. */
export type Kinds = Readonly<Record<EntryKind, { readonly kind: Kind; readonly asks: Permission }>>;

/** SHA-256 that the device must have come to. */
export const bodyHashOf = ({ kind, schemaV, body }: Pick<OutboxEntry, "kind" | "schemaV" | "body">): string =>
  createHash("sha256").update(canonicalJson({ kind, schemaV, body }), "utf8").digest("hex");

/** Whether the bytes are those that the device made, and not too many. Looked at before anything is compared with them. */
export function soundness(entry: OutboxEntry): Rejection | null {
  if (Buffer.byteLength(canonicalJson(entry.body), "utf8") > MAX_ENTRY_BYTES)
    return rejection("too_large", "body", `may have at most ${MAX_ENTRY_BYTES} bytes`);
  return bodyHashOf(entry) === entry.bodyHash ? null : rejection("invalid", "bodyHash", "does not belong to this body");
}

/** Reads the body by its kind and version, strictly. */
export function readEntry({ kind, schemaV, body }: OutboxEntry, actor: Person, kinds: Kinds, format: EntryFormat): Result<Prepared, Rejection> {
  if (!isKind(kind, kinds)) return fail(rejection("unknown_kind", "kind", "is not one that is known here"));
  if (!can(actor, kinds[kind].asks, { owner: actor.userId })) return fail(rejection("not_yours", "kind", "is not for this kind of account"));
  if (schemaV < format.oldest) return fail(rejection("schema_too_old", "schemaV", `must be at least ${format.oldest}`));
  if (schemaV > format.current) return fail(rejection("schema_too_new", "schemaV", `must be at most ${format.current}`));
  let newest = body;
  for (let version = schemaV; version < format.current; version++) newest = format.from[version]?.[kind]?.(newest) ?? newest;
  const prepared = kinds[kind].kind.prepare(newest);
  return prepared.ok ? prepared : fail({ code: "invalid", fields: prepared.error });
}

const isKind = (kind: string, kinds: Kinds): kind is EntryKind => Object.hasOwn(kinds, kind);
