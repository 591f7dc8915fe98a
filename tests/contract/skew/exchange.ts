import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createJobRunner } from "../../../server/src/effects/runner.ts";
import { notifyHandler } from "../../../server/src/effects/notify.ts";
import { disclose } from "../../../server/src/ledger/disclosure.ts";
import { ABSOLUTE_MS, ACCESS_MS, hashToken, REFRESH_MS } from "../../../server/src/policy/cookies.ts";
import { done } from "../../../server/src/storage/engine.ts";
import { addActor, testUser } from "../../../server/src/testing/actors.ts";
import { NOON, testApp } from "../../../server/src/testing/app.ts";
import { sampleOpen } from "../../../server/src/testing/catalog.ts";
import { memoryVault } from "../../../server/src/testing/storage.ts";

/** A request as an app of some version sent it, and what the server of its day answered. */
export interface Exchanged {
  readonly what: string;
  readonly request: { readonly method: string; readonly path: string; readonly headers: Readonly<Record<string, string>>; readonly body?: unknown };
  readonly answer: { readonly status: number; readonly cookies: readonly string[]; readonly body: unknown };
}

/** Everything that an app of one version says to the server, in order. Written once, by `record.ts`, and never again. */
export interface Recording {
  /** Version of its entries. */
  readonly schemaV: number;
  readonly exchange: readonly Exchanged[];
}

export const folder = fileURLToPath(new URL("../../fixtures/wire/", import.meta.url));
export const recordings = (): Recording[] => readdirSync(folder).sort().map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")) as Recording);

export const person = testUser(1);
export const [ACCESS, REFRESH] = ["A".repeat(43), "R".repeat(43)] as const;

/** A server with one person who is signed in, whose ids, tokens and clock are the same each time. */
export async function recordedServer() {
  const parts = await memoryVault(() => NOON, { soon: (work) => queueMicrotask(work) });
  const { main } = parts.storage;
  await addActor(parts.storage, parts.vault, person);
  const key = await parts.vault.of(person);
  const at = (ms: number) => new Date(ms).toISOString();
  await main.write(function* (db, t) {
    const { sessions, refreshTokens } = t;
    yield* done(db.insert(sessions).values({
      id: "session-1", userId: person, accessHash: hashToken(ACCESS), accessExpiresAt: at(NOON + ACCESS_MS), refreshExpiresAt: at(NOON + REFRESH_MS), absoluteExpiresAt: at(NOON + ABSOLUTE_MS),
      limited: false, provedAt: at(NOON), device: "Test", deviceHash: "", createdAt: at(NOON), lastUsedAt: at(NOON),
    }));
    if (key !== null) yield* disclose(db, t, { id: person, key }, { id: "disclosure-1", recipient: "other-school", purpose: "enrollment", basis: "consent:earlier", fields: ["status"], messageHash: null, at: at(NOON) });
    yield* done(db.insert(refreshTokens).values({ hash: hashToken(REFRESH), sessionId: "session-1", createdAt: at(NOON) }));
  });
  let drawn = 0;
  const app = testApp({ ...parts, catalog: { current: () => sampleOpen }, randomBytes: (count) => Uint8Array.from({ length: count }, () => (drawn = (drawn * 31 + 17) % 251)) });
  const runner = createJobRunner({
    engine: main, vault: parts.vault, handlers: { notify: notifyHandler({ main, now: () => NOON }) }, now: () => NOON, random: () => 0, owner: "recorded", onFault: (error) => { throw error; },
  });

  /** Asks, and does what the answer left to be done. */
  async function ask({ method, path, headers, body }: Exchanged["request"]): Promise<Exchanged["answer"]> {
    const answer = await app.request(path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    const text = await answer.text();
    while ((await runner.runSome()) > 0);
    return { status: answer.status, cookies: answer.headers.getSetCookie(), body: text === "" ? null : (JSON.parse(text) as unknown) };
  }
  return { ...parts, ask };
}
