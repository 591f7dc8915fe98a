import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { and, asc, eq, gt } from "drizzle-orm";
import { handoffHandler } from "../../../server/src/effects/handoff/handoff.ts";
import { handoffWithdrawHandler } from "../../../server/src/effects/handoff/withdraw.ts";
import { mailHandler, type MailSender } from "../../../server/src/effects/mail/send.ts";
import type { WrittenMail } from "../../../server/src/effects/mail/write.ts";
import { notifyHandler } from "../../../server/src/effects/notify.ts";
import type { PartnerGateways } from "../../../server/src/effects/partners/gateway.ts";
import { noPartners } from "../../../server/src/effects/partners/partners-file.ts";
import { createJobRunner } from "../../../server/src/effects/runner.ts";
import { first } from "../../../server/src/storage/engine.ts";
import { openStorage, type Storage } from "../../../server/src/storage/open.ts";
import { NOON, readableLog, testApp } from "../../../server/src/testing/app.ts";
import { sampleOpen } from "../../../server/src/testing/catalog.ts";
import { aPerson, type TestPerson } from "../../../server/src/testing/people.ts";
import { testSecrets } from "../../../server/src/testing/storage.ts";
import { openVault } from "../../../server/src/vault/vault.ts";

/** Storage on files in a folder of its own. */
export async function storageIn(dataDir: string): Promise<Storage> {
  const opened = await openStorage({ dataDir, databaseUrl: null }, { newEpoch: () => "epoch-1", random: () => 0 });
  if (!opened.ok) throw new Error(opened.error);
  return opened.value;
}
export const aFolder = (): string => mkdtempSync(join(tmpdir(), "pathwayks-privacy-"));

export interface Outside {
  /** Where mails go; kept in `mails` where nothing is said. */
  readonly send?: MailSender;
  readonly gateways?: PartnerGateways;
}

/** A whole server, whose log and mails can be looked at, with its job runner. */
export async function aWholeServer(storage: Storage, { send, gateways = noPartners }: Outside = {}) {
  const vault = openVault({ engine: storage.keys, secrets: testSecrets, now: () => NOON });
  const parts = { storage, vault, secrets: testSecrets };
  const { log, lines } = readableLog();
  const app = testApp({ ...parts, log, catalog: { current: () => sampleOpen } });
  const mails: WrittenMail[] = [];
  const keep: MailSender = (mail) => Promise.resolve(mails.push(mail)).then(() => ({ ended: "done" }) as const);
  let clock = NOON;
  const handoff = { engine: storage.main, gateways, now: () => clock };
  const runner = createJobRunner({
    engine: storage.main, vault, now: () => clock, random: () => 0.5, owner: "test", onFault: (error) => { throw error; },
    handlers: {
      notify: notifyHandler({ main: storage.main, now: () => clock }), mail: mailHandler({ send: send ?? keep, origin: "https://pathways.example" }),
      handoff: handoffHandler(handoff), "handoff-withdraw": handoffWithdrawHandler(handoff),
    },
  });

  /** Does what is staged, and what comes of it and is due within `forMs`. */
  async function runJobs(forMs = 0): Promise<void> {
    const until = clock + forMs;
    for (;;) {
      while ((await runner.runSome()) > 0);
      const next = await storage.main.read((db, { jobs }) => first(db.select({ at: jobs.runAfterMs }).from(jobs).where(and(eq(jobs.state, "ready"), gt(jobs.runAfterMs, clock))).orderBy(asc(jobs.runAfterMs)).limit(1)));
      if (next === null || next.at > until) return;
      clock = next.at;
    }
  }
  const call = (who: Pick<TestPerson, "headers">, method: string, path: string, body?: unknown) =>
    app.request(`/api/v1${path}`, { method, headers: who.headers, ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }) });
  return { ...parts, app, lines, mails, runJobs, call, person: (over: Parameters<typeof aPerson>[2] = {}) => aPerson(parts, NOON, over) };
}

/** Every file below a folder, as bytes. */
export const filesOf = (folder: string): Buffer[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => readFileSync(join(entry.parentPath, entry.name)));

/** How often a text stands in some bytes, in each of the ways in which texts are stored. */
export const timesIn = (bytes: readonly Buffer[], text: string): number =>
  [Buffer.from(text, "utf8"), Buffer.from(text, "utf16le"), Buffer.from(Buffer.from(text).toString("base64").replace(/=+$/, "").slice(0, -1))]
    .reduce((sum, needle) => sum + bytes.filter((file) => file.includes(needle)).length, 0);
