import { randomBytes, randomUUID } from "node:crypto";
import { existsSync, mkdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { fail, ok } from "@pathwayks/contracts";
import type { Result, TrustedKey } from "@pathwayks/contracts";
import { eraseShredded } from "../accountability/erase.ts";
import { kansasDate } from "../releases/kansas-date.ts";
import { loadAppFiles } from "../app-files/load.ts";
import { createApp } from "../app.ts";
import type { Environment } from "../environment.ts";
import { listen, portFault } from "../http/listen.ts";
import { createLog } from "../http/log.ts";
import { watchLoopDelay } from "../http/loop-delay.ts";
import { shutDown } from "../http/shutdown.ts";
import { passwordHasher } from "../people/passwords/hasher.ts";
import { releaseFilesAt } from "../releases/files.ts";
import { watchCatalog } from "../releases/watch.ts";
import { openStorage } from "../storage/open.ts";
import { randomDraws } from "../vault/random.ts";
import { loadSecrets } from "../vault/secrets.ts";
import { openVault } from "../vault/vault.ts";
import type { Records } from "../storage/records.ts";
import { ensureApp } from "./app-step.ts";
import type { AppStepDeps } from "./app-step.ts";
import { openChannels } from "./channels.ts";
import { backUpBeforeMigrating, backUpHourly, backupPlaceOf } from "./backups.ts";
import { diskFault } from "./disk-fault.ts";
import { ensureKeys } from "./keys.ts";
import { ensureRelease } from "./release-step.ts";
import { ensureRows } from "./rows-step.ts";
import { prepareWork } from "./work.ts";

export interface StartDeps extends Pick<AppStepDeps, "root" | "say" | "buildApp"> {
  readonly version: string;
  /** Whether a person is looking: then only errors are logged, unless they asked for more. */
  readonly onTerminal: boolean;
}

export interface RunningServer {
  readonly port: number;
  /** Stops as section 9.3 says; `drainMs` is how long a balancer gets to notice. Resolves with whether all answers were finished. */
  stop(drainMs: number): Promise<boolean>;
}

/**
 * Everything from an empty folder to a listening server. Each step looks at what is there and does what is missing, so
 * that a start that was stopped anywhere is finished by the next one. The error is a sentence for a person.
 */
export async function startServer(environment: Environment, deps: StartDeps): Promise<Result<RunningServer, string>> {
  try {
    return await start(environment, deps);
  } catch (error) {
    const sentence = diskFault(error, environment.dataDir);
    if (sentence === null) throw error;
    return fail(sentence);
  }
}

async function start(environment: Environment, deps: StartDeps): Promise<Result<RunningServer, string>> {
  const { port, host } = environment;
  const taken = await portFault(port, host);
  if (taken !== null) return fail(taken);
  const dataDir = resolve(environment.dataDir);
  const made = makeFolder(dataDir);
  if (made !== null) return fail(made);

  const secrets = loadSecrets(dataDir, environment.serverSecret);
  if (!secrets.ok) return secrets;
  const backupPlace = backupPlaceOf(environment, dataDir, secrets.value);
  const wayBack = await backUpBeforeMigrating(environment, backupPlace, Date.now());
  if (!wayBack.ok) return wayBack;
  const storage = await openStorage(
    { dataDir, databaseUrl: environment.databaseUrl, keysDatabaseUrl: environment.keysDatabaseUrl },
    { newEpoch: randomUUID, random: Math.random },
  );
  if (!storage.ok) return storage;
  const vault = openVault({ engine: storage.value.keys, secrets: secrets.value, now: Date.now });
  // Whatever a restored backup brought back of people who were erased goes before anybody is served.
  await eraseShredded({ storage: storage.value, vault, now: Date.now });
  const prepared = await prepare(dataDir, deps, storage.value.records);
  if (!prepared.ok) {
    await storage.value.close();
    return prepared;
  }

  const log = createLog(environment.logLevel ?? (deps.onTerminal ? "error" : "info"));
  const catalog = await watchCatalog({
    dir: join(dataDir, "releases"),
    trusted: prepared.value,
    log,
    now: Date.now,
    everyMs: 2_000,
  });
  const origin = environment.publicOrigin ?? `http://localhost:${port}`;
  const channels = openChannels(environment, { dataDir, origin, storage: storage.value, secrets: secrets.value, log, now: Date.now });
  if (!channels.ok) {
    await storage.value.close();
    return channels;
  }
  const work = prepareWork({
    storage: storage.value, vault, log, now: Date.now, random: Math.random, owner: randomUUID(), handlers: channels.value.handlers,
    partnersFile: environment.partnersFile,
  });
  if (!work.ok) {
    await storage.value.close();
    return work;
  }
  const load = watchLoopDelay();
  const nextId = randomDraws(12);
  let accepting = true;
  const app = createApp({
    now: Date.now,
    newId: () => nextId().toString("base64url"),
    random: Math.random,
    randomBytes,
    log,
    storage: storage.value,
    vault,
    secrets: secrets.value,
    publicOrigin: origin,
    pushPublicKey: channels.value.pushPublicKey,
    passwords: passwordHasher({ secrets: secrets.value, randomBytes, atOnce: Math.max(1, availableParallelism() - 1) }),
    pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    trustedProxies: environment.trustedProxies,
    submissionsPerDay: environment.submissionsPerDay,
    providers: environment.providers,
    load,
    catalog,
    releaseFiles: releaseFilesAt(join(dataDir, "releases")),
    appFiles: loadAppFiles(join(dataDir, "app")),
    killSwitch: () => environment.killSwitch || existsSync(join(dataDir, "kill-switch")),
    accepting: () => accepting,
    version: deps.version,
  });
  const listening = await listen(app.fetch, port, host);
  if (!listening.ok) {
    await storage.value.close();
    return listening;
  }
  const working = work.value();
  const backups = backUpHourly({ storage: storage.value, databaseUrl: environment.databaseUrl, place: backupPlace, now: Date.now, log });
  log.event({ event: "started", port: listening.value.port });
  return ok({
    port: listening.value.port,
    async stop(drainMs) {
      log.event({ event: "stopping" });
      const clean = await shutDown({
        server: listening.value.server,
        stopBeingReady: () => {
          accepting = false;
          void working.stop();
        },
        close: async () => {
          await Promise.all([working.stop(), backups.stop()]);
          await storage.value.close();
        },
        drainMs,
      });
      load.stop();
      catalog.stop();
      log.event({ event: "stopped", clean });
      return clean;
    },
  });
}

/** App, keys, rows, release: what there must be before anything can be served. The value is what devices trust. */
async function prepare(
  dataDir: string,
  { root, say, buildApp }: StartDeps,
  records: Records,
): Promise<Result<readonly TrustedKey[], string>> {
  const keys = ensureKeys(dataDir, say);
  if (!keys.ok) return keys;
  const { signing, trusted } = keys.value;
  const app = await ensureApp({ root, dataDir, say, buildApp }, trusted);
  if (!app.ok) return app;
  const now = Date.now();
  const rows = ensureRows({ starterDir: join(root, "server/starter"), dataDir, today: kansasDate(now), say });
  const release = await ensureRelease({ dataDir, rows, signing, records, now, say });
  return release.ok ? ok(trusted) : release;
}

function makeFolder(dataDir: string): string | null {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o755 });
    return null;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown reason";
    return `The folder ${dataDir} cannot be made (${code}). Choose another one: DATA_DIR=… npm start.`;
  }
}
