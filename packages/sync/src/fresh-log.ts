import { result } from "./raw-database.ts";

// Why a database that only ever completes strict transactions can still vanish in Chromium, and what keeps it.
//
// LevelDB writes a record's header and its body in two calls. A browser killed in between leaves a header without a body at
// the end of the log. The next start reads over it, then goes on writing *behind* it (`reuse_logs`); the start after that
// takes the bytes behind the header for its body, finds the log damaged, and Chromium begins the whole origin's database
// anew (https://github.com/google/leveldb/issues/1287). With writes going on, about one kill in two hundred did so.
// Deleting a database makes LevelDB compact, for which it leaves its log and begins a new one: so before the first write
// a small one is made and deleted. Five milliseconds on a desktop machine.

const ASIDE = "-log";
/** Writing goes on after this, protected or not. Milliseconds. */
const PATIENCE = 3_000;

/** Makes the engine leave the log that an earlier browser may have torn. Never rejects: the write that follows tells what is broken. */
export async function beginFreshLog(factory: IDBFactory, database: string): Promise<void> {
  // Other engines keep no such log, and some hang when databases come and go.
  if (!("userAgentData" in navigator)) return;
  const name = `${database}${ASIDE}`;
  const done = async (): Promise<void> => {
    const made = await result(factory.open(name));
    made.close();
    await result(factory.deleteDatabase(name));
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, PATIENCE)));
  await Promise.race([done().catch(() => undefined), late]);
  clearTimeout(timer);
}
