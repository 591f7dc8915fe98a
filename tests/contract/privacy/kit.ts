import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import type { UserId } from "@pathwayks/contracts";
import type { JobHandler } from "../../../server/src/effects/handlers.ts";
import { mailHandler, type MailSender } from "../../../server/src/effects/mail/send.ts";
import type { WrittenMail } from "../../../server/src/effects/mail/write.ts";
import { notifyHandler } from "../../../server/src/effects/notify.ts";
import { jobPlace, type JobKind } from "../../../server/src/effects/stage.ts";
import { done, rows } from "../../../server/src/storage/engine.ts";
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

/** A whole server, whose log and mails can be looked at. Mails are kept where nothing else is to be done with them. */
export async function aWholeServer(storage: Storage, send?: MailSender) {
  const vault = openVault({ engine: storage.keys, secrets: testSecrets, now: () => NOON });
  const parts = { storage, vault, secrets: testSecrets };
  const { log, lines } = readableLog();
  const app = testApp({ ...parts, log, catalog: { current: () => sampleOpen } });
  const mails: WrittenMail[] = [];
  const keep: MailSender = (mail) => Promise.resolve(mails.push(mail)).then(() => ({ ended: "done" }) as const);
  const handlers: Partial<Record<JobKind, JobHandler>> = {
    notify: notifyHandler({ main: storage.main, now: () => NOON }), mail: mailHandler({ send: send ?? keep, origin: "https://pathways.example" }),
  };

  /** Does what is staged, and what comes of it. */
  async function runJobs(): Promise<void> {
    for (let more = true; more; ) {
      more = false;
      for (const row of await storage.main.read((db, { jobs }) => rows(db.select().from(jobs).where(eq(jobs.state, "ready"))))) {
        const handle = handlers[row.kind as JobKind];
        const key = await vault.of(row.userId as UserId);
        if (handle === undefined || key === null) continue;
        more = true;
        await handle({ id: row.id, kind: row.kind as JobKind, detail: key.open(jobPlace(row.id), row.sealed), user: { id: row.userId as UserId, key }, attempt: 1 });
        await storage.main.write((db, { jobs }) => done(db.update(jobs).set({ state: "done" }).where(eq(jobs.id, row.id))));
      }
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
