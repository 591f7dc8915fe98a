/** The device's database: the person's sealed records and the catalog's blobs, and what to do when storage fails. */
export type { DurableBlobs } from "./blobs.ts";
export { BLOCKED_AFTER, type ConnectionDeps } from "./connection.ts";
export { openBlobs, openDevice, type Device } from "./device.ts";
export { DeviceFault, storageFaults, type StorageFault } from "./fault.ts";
export type { ReleaseState } from "./quota.ts";
export type { RecordStore } from "./records.ts";
