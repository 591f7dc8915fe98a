import { createHash } from "node:crypto";
import { sha256, userId, type EntryBody, type EntryResult, type PushRequest, type UserId } from "@pathwayks/contracts";
import { SyncClient } from "./client.ts";
import type { Net, Refreshed, Reply } from "./net/net.ts";
import type { Locks, SyncDeps } from "./ports.ts";
import { MemoryLocalStore } from "./store/memory-local-store.ts";

// A device and a server of few words, for tests of single rules.

export const MAYA: UserId = userId.parse("01936d5c-0000-7000-8000-000000000001");
export const OMAR: UserId = userId.parse("01936d5c-0000-7000-8000-000000000002");

export const okReply = (json: unknown): Reply => ({ kind: "answer", status: 200, json, retryAfterMs: null, serverMs: null });
export const noReply = (status: number, code = "FORBIDDEN", retryAfterMs: number | null = null): Reply => ({
  kind: "answer", status, retryAfterMs, serverMs: null,
  json: { error: { code, message: "no", details: [], requestId: "req_abcdefgh", timestamp: "2026-11-23T14:00:00Z" } },
});

/** The answer that takes everything, or what `results` says of an entry. */
export const taking = (request: PushRequest, epoch = "e-1", results: (id: string) => Partial<EntryResult> | null = () => null): Reply =>
  okReply({ epoch, results: request.entries.map(({ id, seq }) => ({ id, ...(results(id) ?? { status: "accepted", receipt: "PK-7Q2M-4XWD", serverSeq: seq, receivedAt: "2026-11-23T14:00:00Z", replayed: false }) })) });

export interface Phone {
  readonly client: SyncClient;
  readonly deps: SyncDeps;
  readonly store: MemoryLocalStore;
  readonly pushes: PushRequest[];
  /** How the server answers; may be changed. */
  push: (request: PushRequest) => Reply | Promise<Reply>;
  changes: () => Reply | Promise<Reply>;
  refreshed: Refreshed;
  now: number;
  locks: Locks;
  /** Another tab over the same disk. */
  tab(): Promise<SyncClient>;
}

export const free: Locks = { ifFree: (_name, body) => body() };

export async function phone(account: UserId | null = MAYA): Promise<Phone> {
  let drawn = 0;
  const store = new MemoryLocalStore();
  const pushes: PushRequest[] = [];
  const net: Net = {
    push: async (request) => {
      pushes.push(request);
      return it.push(request);
    },
    changes: async () => it.changes(),
    refresh: async () => it.refreshed,
  };
  const deps: SyncDeps = {
    store, net, now: () => it.now, sleep: () => new Promise(() => undefined), locks: { ifFree: (name, body) => it.locks.ifFree(name, body) },
    random: (count) => Uint8Array.from({ length: count }, (_, i) => ((drawn = (drawn * 31 + 17 + i) % 65_521) % 251)),
    sha256: (text) => Promise.resolve(sha256.parse(createHash("sha256").update(text).digest("hex"))),
  };
  const client = await SyncClient.open(deps);
  const page = (): Reply => okReply({ account: client.standing().account, epoch: "e-1", reset: false, changes: [], next: "e-1.0", more: false });
  const it: Phone = { client, deps, store, pushes, push: (request) => taking(request), changes: page, refreshed: "refused", now: Date.UTC(2026, 10, 23, 14), locks: free, tab: () => SyncClient.open(deps) };
  if (account !== null) await client.signedIn(account);
  return it;
}

const consent = { textVersion: "1", language: "en", recipient: "school", purpose: "enrollment", fields: ["firstName"], expires: "2030-01-01" };
export const anEnrollment = {
  programId: "school:welding", providerId: "school", pathwayId: null, startOn: null,
  contact: { firstName: "Maya", lastName: "Test", email: null, phone: "316-555-0100" }, message: "", consent,
} as unknown as EntryBody<"enrollment.submit">;
