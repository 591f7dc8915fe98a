/** The device's database: the person's sealed records and the catalog's chunks, and what to do when storage fails. */
export { Connection, type ConnectionDeps } from "./connection.ts";
export { openDevice, type Device } from "./device.ts";
export { DeviceFault, storageFaults, type StorageFault } from "./fault.ts";
export type { RecordStore } from "./records.ts";
