import { createWriteStream, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { z } from "zod";
import { fail, ok } from "@pathwayks/contracts";
import type { Result } from "@pathwayks/contracts";
import { done, rows } from "../engine.ts";
import type { Engine } from "../engine.ts";
import type { KeyTables } from "../tables/keys.ts";
import { readBackup, writeBackup } from "./envelope.ts";

// People's keys have one copy, which each new one replaces: whoever was erased must not live on in an older one
// (decision record 0010).

const row = z.strictObject({ userId: z.string(), wrapped: z.string().nullable(), createdAt: z.string(), shreddedAt: z.string().nullable() });

export const KEYS_COPY = "pathwayks-keys.backup";

/** Replaces the copy in `dir`. Gives its path and how many people it covers. */
export async function backUpKeys(keys: Engine<KeyTables>, dir: string, at: string, key: Buffer): Promise<{ readonly path: string; readonly people: number }> {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const all = await keys.read((db, { subjectKeys }) => rows(db.select().from(subjectKeys)));
  const path = join(dir, KEYS_COPY);
  await writeBackup(path, { backup: "pathwayks", format: 1, what: "keys", at, epoch: "" }, Readable.from(all.map((one) => `${JSON.stringify(one)}\n`)), key);
  return { path, people: all.length };
}

/** Puts back the keys that are missing. One that is there stays as it is: a key that was thrown away never comes back. */
export async function restoreKeys(path: string, keys: Engine<KeyTables>, scratch: string, key: Buffer): Promise<Result<number, string>> {
  try {
    const read = await readBackup(path, key, () => createWriteStream(scratch, { mode: 0o600 }));
    if (!read.ok) return read;
    const parsed = z.array(row).safeParse(readFileSync(scratch, "utf8").split("\n").filter((line) => line !== "").map((line): unknown => JSON.parse(line)));
    if (!parsed.success) return fail(`${path} holds something else than keys.`);
    await keys.write(function* (db, { subjectKeys }) {
      for (const one of parsed.data) yield* done(db.insert(subjectKeys).values(one).onConflictDoNothing());
    });
    return ok(parsed.data.length);
  } finally {
    rmSync(scratch, { force: true });
  }
}
