import { createHash } from "node:crypto";
import { canonicalJson, sha256, type FeedCursor, type FieldKey, type Json, type UserId } from "@pathwayks/contracts";
import { SyncClient } from "../../packages/sync/src/client.ts";
import type { Net, Reply } from "../../packages/sync/src/net/net.ts";
import type { SyncDeps } from "../../packages/sync/src/ports.ts";
import type { Commit, LocalStore } from "../../packages/sync/src/store/local-store.ts";
import { MemoryLocalStore } from "../../packages/sync/src/store/memory-local-store.ts";
import { fold } from "../../packages/sync/src/person/fold.ts";
import { Work } from "../../packages/sync/src/space/work.ts";
import { isWaiting } from "../../packages/sync/src/flush/pick.ts";
import { testSyncServer, type SyncServer } from "../../server/src/testing/sync-server.ts";
import { Chance } from "./chance.ts";
import { A, B, type Trip } from "./journeys.ts";
import { MORNING } from "./time.ts";

// Bar 1: a journey is abandoned at one write, before it or after it, and the device is opened again on what is there.

const never = <T>(): Promise<T> => new Promise<T>(() => undefined);

/** Counts the writes to a disk and abandons everything at one of them. */
export class CutStore implements LocalStore {
  readonly mode = "durable" as const;
  writes = 0;
  readonly #disk: LocalStore;
  readonly #cut: { readonly at: number; readonly after: boolean } | null;
  readonly abandoned: Promise<"abandoned">;
  #abandon: () => void = () => undefined;
  #gone = false;

  constructor(disk: LocalStore, cut: { readonly at: number; readonly after: boolean } | null) {
    this.#disk = disk;
    this.#cut = cut;
    this.abandoned = new Promise((resolve) => (this.#abandon = () => resolve("abandoned")));
  }

  directory(): ReturnType<LocalStore["directory"]> {
    return this.#gone ? never() : this.#disk.directory();
  }

  read(...args: Parameters<LocalStore["read"]>): ReturnType<LocalStore["read"]> {
    return this.#gone ? never() : this.#disk.read(...args);
  }

  async commit(commit: Commit): ReturnType<LocalStore["commit"]> {
    if (this.#gone) return never();
    this.writes += 1;
    const here = this.writes === this.#cut?.at;
    if (here) this.#gone = true;
    if (here && !this.#cut?.after) {
      this.#abandon();
      return never();
    }
    const outcome = await this.#disk.commit(commit);
    if (!here) return outcome;
    this.#abandon();
    return never();
  }
}

export interface Stage {
  readonly server: SyncServer;
  readonly disk: MemoryLocalStore;
  readonly deps: (store: LocalStore, session: () => UserId | null) => SyncDeps;
  close(): Promise<void>;
}

export async function stage(): Promise<Stage> {
  const chance = new Chance(7);
  let now = MORNING;
  const server = testSyncServer({ now: () => (now += 1_000) });
  await server.join(A);
  await server.join(B);
  const deps = (store: LocalStore, session: () => UserId | null): SyncDeps => ({
    store, net: netTo(server, session), now: () => (now += 10), random: (count) => chance.bytes(count),
    sha256: (text) => Promise.resolve(sha256.parse(createHash("sha256").update(text).digest("hex"))),
    sleep: () => never(), locks: { ifFree: (_name, body) => body() },
  });
  return { server, disk: new MemoryLocalStore(), deps, close: () => server.close() };
}

function netTo(server: SyncServer, session: () => UserId | null): Net {
  const answer = async (ask: (user: UserId) => Promise<unknown>): Promise<Reply> => {
    const user = session();
    const json = user === null ? problem : JSON.parse(JSON.stringify(await ask(user).catch(() => problem))) as unknown;
    return { kind: "answer", status: json === problem || user === null ? 401 : 200, json, retryAfterMs: null, serverMs: null };
  };
  return {
    push: (request) => answer((user) => server.push(user, request)),
    changes: (since: FeedCursor | null) => answer((user) => server.changes(user, since)),
    refresh: () => Promise.resolve("refused"),
  };
}

const problem = { error: { code: "UNAUTHORIZED", message: "no", details: [], requestId: "req_simulated0", timestamp: "2026-11-23T14:00:00Z" } };

export function trip(client: SyncClient, { server }: Stage): Trip {
  const backup = server.backup();
  return {
    client, session: null, restore: () => server.restoreTo(backup),
    elsewhere: async (changes) => {
      const there = await stageOther(server);
      await there.signedIn(A);
      await there.person.set(changes);
      await there.converse();
    },
    saved: { entries: new Set(), fields: new Map(), drafts: new Map(), writing: new Map(), together: new Map(), becomes: new Map(), signedOut: false },
  };
}

async function stageOther(server: SyncServer): Promise<SyncClient> {
  const chance = new Chance(99);
  let now = MORNING;
  return SyncClient.open({
    store: new MemoryLocalStore(), net: netTo(server, () => A), now: () => (now += 10), random: (count) => chance.bytes(count),
    sha256: (text) => Promise.resolve(sha256.parse(createHash("sha256").update(text).digest("hex"))),
    sleep: () => never(), locks: { ifFree: (_name, body) => body() },
  });
}

/** What is wrong on the disk right after the cut; empty when all is whole. */
export async function lookAtDisk(disk: LocalStore, { saved }: Trip): Promise<string[]> {
  const wrong: string[] = [];
  const { spaces, active } = await disk.directory();
  const works = (await Promise.all(spaces.map((id) => disk.read(id)))).flatMap((snapshot) => (snapshot ? [new Work(snapshot)] : []));
  if (saved.signedOut) return active === null ? ["no space is shown"] : [];
  const entries = new Map(works.flatMap((work) => work.inOrder().map((stored) => [stored.entry.id, stored] as const)));
  const drafts = new Map(works.flatMap((work) => [...work.drafts.entries()]));
  const fields = new Map(works.flatMap((work) => [...fold(work)].map(([key, { value }]) => [key, value] as const)));
  for (const id of saved.entries) if (!entries.has(id)) wrong.push(`entry ${id} was saved and is gone`);
  for (const [form, value] of saved.drafts) if (drafts.get(form)?.value !== value && drafts.get(form)?.value !== saved.writing.get(form)) wrong.push(`draft ${form} is ${JSON.stringify(drafts.get(form)?.value)} instead of ${JSON.stringify(value)}`);
  for (const [form, id] of saved.becomes) if (entries.has(id) === (drafts.get(form)?.id === id)) wrong.push(`draft ${form} and its entry are ${entries.has(id) ? "both there" : "both gone"}`);
  const isHere = ([key, value]: readonly [FieldKey, Json]): boolean => canonicalJson(fields.get(key) ?? null) === canonicalJson(value);
  for (const [key, value] of saved.fields) if (!saved.together.has(key) && !isHere([key, value])) wrong.push(`field ${key} was saved and is ${JSON.stringify(fields.get(key))}`);
  const here = [...saved.together].filter(isHere);
  const wasSaved = [...saved.together].every(([key, value]) => canonicalJson(saved.fields.get(key)) === canonicalJson(value));
  if (here.length < saved.together.size && (here.length > 0 || wasSaved)) wrong.push(`of ${[...saved.together.keys()].join()} only ${here.length} are there`);
  return wrong;
}

/** Where the device holds something else than the server says to one that begins anew. */
async function apart(server: SyncServer, client: SyncClient, user: UserId): Promise<string[]> {
  const { changes } = await server.changes(user, null);
  const said = new Map<string, string>(changes.flatMap(({ kind, id, value }) => (value === null ? [] : [[`${kind}|${id}`, canonicalJson(value)] as const])));
  const held = new Map<string, string>([...client.space.view.things.entries()].map(([key, { value }]) => [key, canonicalJson(value)]));
  return [...new Set([...said.keys(), ...held.keys()])].filter((key) => said.get(key) !== held.get(key)).map((key) => `${key} differs`);
}

/** Opens the device again, signs in to each account on it, and says what does not come to a good end. */
export async function reopen(at: Stage): Promise<string[]> {
  const wrong: string[] = [];
  let session: UserId | null = A;
  const client = await SyncClient.open(at.deps(at.disk, () => session));
  for (const user of [B, A]) {
    session = user;
    await client.signedIn(user);
    for (let i = 0; i < 40 && (i < 2 || [...client.space.view.outbox.values()].some(isWaiting)); i++) await client.converse();
    for (const stored of client.space.view.outbox.values()) if (isWaiting(stored)) wrong.push(`${stored.entry.kind} is still ${stored.state} for ${user === A ? "A" : "B"}`);
    wrong.push(...(await apart(at.server, client, user)));
    const { entries, enrollments, applications, jobs } = await at.server.rows(user);
    const handoffs = jobs.filter(({ id }) => id.startsWith("handoff:"));
    const submitted = entries.filter(({ kind }) => /^(enrollment|application)\./.test(kind));
    if (submitted.length !== enrollments.length + applications.length || submitted.length !== handoffs.length) wrong.push("something was done twice, or not at all");
    const taken = new Set(entries.map(({ id }) => id));
    for (const { entry, receipt, stub } of client.space.view.outbox.values()) if (receipt !== null && !stub && !taken.has(entry.id)) wrong.push(`the server does not have ${entry.id}`);
  }
  return wrong;
}
