import { Connection, type ConnectionDeps } from "./connection.ts";
import { DeviceFault, type StorageFault } from "./fault.ts";
import { MemoryRecords } from "./memory-records.ts";
import { DurableRecords, type RecordStore } from "./records.ts";

/** The person's side of the device's database, or its stand-in where the browser refuses storage. */
export interface Device {
  readonly records: RecordStore;
  /** Why it is in memory; `null` while it is durable. */
  readonly refused: StorageFault | null;
  /** Removes records, key, catalog and bookkeeping. What a memory card forensics tool finds afterwards is not promised. */
  erase(): Promise<void>;
  close(): void;
}

/** Opens the database; never rejects. Where that is refused, everything works in memory and `refused` says why. */
export async function openDevice(deps: ConnectionDeps = {}): Promise<Device> {
  const connection = new Connection(deps);
  try {
    await connection.run((db) => db.transaction("r", [db.meta], () => db.meta.count()));
    return durable(connection);
  } catch (error) {
    if (!(error instanceof DeviceFault)) throw error;
    const records = new MemoryRecords();
    return { records, refused: error.fault, erase: () => records.erase(), close: () => undefined };
  }
}

function durable(connection: Connection): Device {
  const records = new DurableRecords(connection);
  return {
    records,
    refused: null,
    erase: async () => {
      await records.erase();
      await connection.run((db) =>
        db.transaction("rw", [db.chunks, db.catalog], async () => {
          await db.chunks.clear();
          await db.catalog.clear();
        }),
      );
    },
    close: () => connection.close(),
  };
}
