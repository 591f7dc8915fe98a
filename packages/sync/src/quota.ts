import type { DeviceDatabase } from "./database.ts";

/** Makes room for the person's data out of the catalog, which can be downloaded again: `previous` first, then `all`. */
export async function freeSpace(db: DeviceDatabase, step: "previous" | "all"): Promise<void> {
  await db.transaction("rw", [db.chunks, db.catalog], async () => {
    if (step === "all") {
      await db.chunks.clear();
      await db.catalog.clear();
    }
  });
}
