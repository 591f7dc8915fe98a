import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { mainPath, openStorage } from "../storage/open.ts";
import type { Storage } from "../storage/open.ts";
import type { Records } from "../storage/records.ts";
import { refused } from "./command.ts";
import type { Call, Outcome } from "./command.ts";

/** The server's folder, as the environment names it: relative to the checkout, like that of `npm start`. */
export const dataDirOf = (call: Call): string => {
  const given = call.io.env["DATA_DIR"];
  return given === undefined || given === "" ? resolve("data") : resolve(given);
};

/**
 * Does something with the server's records, where there is a server's database. A directory of rows can be made without
 * one, so its absence is no fault.
 */
export async function recordsAt(call: Call, use: (records: Records) => Promise<void>): Promise<void> {
  const dataDir = dataDirOf(call);
  const databaseUrl = call.io.env["DATABASE_URL"] || null;
  if (databaseUrl === null && !existsSync(mainPath(dataDir))) return;
  const storage = await openStorage({ dataDir, databaseUrl }, { newEpoch: randomUUID, random: Math.random });
  if (!storage.ok) {
    call.io.err(`Not recorded: ${storage.error}\n`);
    return;
  }
  await use(storage.value.records);
  await storage.value.close();
}

/** Does something with a server's databases, where there are any. */
export async function withStorage(call: Call, use: (storage: Storage) => Promise<Outcome>): Promise<Outcome> {
  const dataDir = dataDirOf(call);
  const databaseUrl = call.io.env["DATABASE_URL"] || null;
  if (databaseUrl === null && !existsSync(mainPath(dataDir))) return refused(`There is no server's database in ${dataDir}. Start the server once.`);
  const place = { dataDir, databaseUrl, keysDatabaseUrl: call.io.env["KEYS_DATABASE_URL"] || null };
  const storage = await openStorage(place, { newEpoch: randomUUID, random: Math.random });
  if (!storage.ok) return refused(storage.error);
  try {
    return await use(storage.value);
  } finally {
    await storage.value.close();
  }
}
