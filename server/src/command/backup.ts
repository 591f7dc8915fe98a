import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fail, ok } from "@pathwayks/contracts";
import type { Result } from "@pathwayks/contracts";
import { parseEnvironment } from "../environment.ts";
import type { Environment } from "../environment.ts";
import { backUp, copyOfFile } from "../storage/backup/back-up.ts";
import type { BackupSource } from "../storage/backup/back-up.ts";
import { readHeader } from "../storage/backup/envelope.ts";
import { backUpKeys, restoreKeys } from "../storage/backup/keys-backup.ts";
import { countRows, restorePostgres } from "../storage/backup/postgres-backup.ts";
import { restoreSqlite, unpackSqlite } from "../storage/backup/sqlite-backup.ts";
import { mainPath, openStorage } from "../storage/open.ts";
import type { Storage } from "../storage/open.ts";
import { loadSecrets } from "../vault/secrets.ts";
import { done, refused } from "./command.ts";
import type { Call, Command, Outcome } from "./command.ts";
import { dataDirOf } from "./data-dir.ts";

const place = "  DATA_DIR, DATABASE_URL and SERVER_SECRET are those of the server.";

interface Server {
  readonly environment: Environment;
  readonly dataDir: string;
  /** Encrypts and opens backups. */
  readonly key: Buffer;
}

/** The server that the environment names. Its secret must be there: one made now would open nothing. */
function serverOf(call: Call): Result<Server, string> {
  const environment = parseEnvironment(call.io.env);
  if (!environment.ok) return environment;
  const dataDir = dataDirOf(call);
  const { serverSecret } = environment.value;
  if (serverSecret === null && !existsSync(join(dataDir, "server-secret")))
    return fail(`The server's secret is neither in SERVER_SECRET nor in ${dataDir}. Backups are sealed with it: put it back from where you keep it safe.`);
  const secrets = loadSecrets(dataDir, serverSecret);
  return secrets.ok ? ok({ environment: environment.value, dataDir, key: secrets.value.key("backup") }) : secrets;
}

async function withStorage(server: Server, use: (storage: Storage) => Promise<Outcome>): Promise<Outcome> {
  const { databaseUrl, keysDatabaseUrl } = server.environment;
  const storage = await openStorage({ dataDir: server.dataDir, databaseUrl, keysDatabaseUrl }, { newEpoch: randomUUID, random: Math.random });
  if (!storage.ok) return refused(storage.error);
  try {
    return await use(storage.value);
  } finally {
    await storage.value.close();
  }
}

export const backupCreateCommand: Command = {
  name: "backup create",
  usage: "[--to DIR]",
  summary: "Copies the database while it runs, checks the copy, encrypts it and keeps it.",
  help: `${place}\n  It goes to BACKUP_DIR, or DATA_DIR/backups. People's keys are never in it: see \`backup keys\`.\n\n  --to DIR   another folder`,
  options: { to: { type: "string" } },
  positionals: 0,
  async run(call) {
    const server = serverOf(call);
    if (!server.ok) return refused(server.error);
    const { environment, dataDir, key } = server.value;
    if (environment.databaseUrl === null && !existsSync(mainPath(dataDir))) return refused(`There is no server's database in ${dataDir}.`);
    const to = call.option("to");
    const dir = to === undefined ? (environment.backupDir ?? join(dataDir, "backups")) : call.path(to);
    const source: BackupSource = environment.databaseUrl === null ? { copy: copyOfFile(mainPath(dataDir)) } : { url: environment.databaseUrl };
    const made = await backUp(source, { dir, dataDir, key }, call.io.now());
    if (!made.ok) return refused(made.error);
    return done({ path: made.value.path, ...made.value.header }, `Backup made and checked: ${made.value.path}`);
  },
};

export const backupKeysCommand: Command = {
  name: "backup keys",
  usage: "--to DIR",
  summary: "Replaces the one copy of people's keys. Without it a lost disk makes what people stored here unreadable.",
  help: `${place}\n  Keep DIR on another machine and keep no older versions of it: erased people would live on in them.\n\n  --to DIR   the folder of the copy`,
  options: { to: { type: "string" } },
  positionals: 0,
  async run(call) {
    const to = call.option("to");
    if (to === undefined) return { ok: false, error: { kind: "usage", message: "Say where the copy goes: --to DIR." } };
    const server = serverOf(call);
    if (!server.ok) return refused(server.error);
    return withStorage(server.value, async ({ keys }) => {
      const { path, people } = await backUpKeys(keys, call.path(to), new Date(call.io.now()).toISOString(), server.value.key);
      return done({ path, people }, `The keys of ${people} people are copied to ${path}.`);
    });
  },
};

export const backupVerifyCommand: Command = {
  name: "backup verify",
  usage: "FILE",
  summary: "Opens a backup and checks every byte and the database in it. Changes nothing.",
  help: place,
  options: {},
  positionals: 1,
  async run(call) {
    const server = serverOf(call);
    if (!server.ok) return refused(server.error);
    const file = call.path(call.positionals[0] ?? "");
    const header = headerOf(file);
    if (!header.ok) return refused(header.error);
    const { what, at, epoch } = header.value;
    const scratch = join(server.value.dataDir, ".verifying.sqlite");
    const whole = what === "sqlite" ? await unpackSqlite(file, scratch, server.value.key, "remove") : await countRows(file, server.value.key);
    if (!whole.ok) return refused(whole.error);
    return done({ file, what, at, epoch }, `The backup is whole (${what}, made ${at}).`);
  },
};

export const backupRestoreCommand: Command = {
  name: "backup restore",
  usage: "FILE",
  summary: "Puts a backup in the place of the database. Stop the server first.",
  help: `${place}\n  SQLite: the present file is moved aside, not deleted. PostgreSQL: the database must be empty. Devices notice the new epoch and\n  send again what they have receipts for; the next start erases again whoever was erased. A copy of keys adds what is missing.`,
  options: {},
  positionals: 1,
  async run(call) {
    const server = serverOf(call);
    if (!server.ok) return refused(server.error);
    const file = call.path(call.positionals[0] ?? "");
    const header = headerOf(file);
    return header.ok ? restore(call, server.value, file, header.value.what) : refused(header.error);
  },
};

const headerOf = (file: string) => {
  if (!existsSync(file)) return fail(`${file} is not there.`);
  const opened = readHeader(file);
  return opened.ok ? ok(opened.value.header) : opened;
};

async function restore(call: Call, server: Server, file: string, what: "sqlite" | "rows" | "keys"): Promise<Outcome> {
  const { environment: { databaseUrl }, dataDir, key } = server;
  if (what === "keys")
    return withStorage(server, async ({ keys }) => {
      const restored = await restoreKeys(file, keys, join(dataDir, ".restoring-keys"), key);
      return restored.ok ? done({ people: restored.value }, `The keys of ${restored.value} people are there.`) : refused(restored.error);
    });
  if ((what === "rows") !== (databaseUrl !== null))
    return refused(what === "rows" ? "This backup is of PostgreSQL: set DATABASE_URL to an empty database." : "This backup is of SQLite: leave DATABASE_URL out.");
  const epoch = randomUUID();
  const at = new Date(call.io.now()).toISOString();
  if (databaseUrl === null) {
    const restored = await restoreSqlite(file, { path: mainPath(dataDir), epoch, at }, key);
    return restored.ok ? told(restored.value.at, epoch) : refused(restored.error);
  }
  // Opening makes the tables where there are none.
  return withStorage(server, async () => {
    const restored = await restorePostgres(file, databaseUrl, { epoch, at }, key);
    return restored.ok ? told(readableTime(file), epoch) : refused(restored.error);
  });
}

const readableTime = (file: string): string => {
  const header = headerOf(file);
  return header.ok ? header.value.at : "";
};
const told = (at: string, epoch: string): Outcome =>
  done({ at, epoch }, `The database is that of ${at}. Start the server: devices send again what came after, and whoever was erased since is erased again.`);
