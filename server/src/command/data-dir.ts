import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { openStorage } from "../storage/open.ts";
import type { Records } from "../storage/records.ts";
import type { Call } from "./command.ts";

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
  const path = join(dataDirOf(call), "pathwayks.sqlite");
  if (!existsSync(path)) return;
  const storage = openStorage(path, { newEpoch: randomUUID });
  if (!storage.ok) {
    call.io.err(`Not recorded: ${storage.error}\n`);
    return;
  }
  await use(storage.value);
  await storage.value.close();
}
