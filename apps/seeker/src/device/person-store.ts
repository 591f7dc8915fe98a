import { DeviceFault, openDevice, type Device } from "@pathwayks/sync";
import type { PersonRecord, PersonStore, StorageFault } from "../state/port.ts";
import { forgetBrowserTraces } from "./erase.ts";
import { parsePersonRecord } from "./person-record.ts";

const NAME = "person";

/** Opens what the device keeps of the person. Never rejects: where storage is refused, `mode` is `memory`. */
export async function openPersonStore(): Promise<PersonStore> {
  const listeners = new Set<(fault: StorageFault) => void>();
  let early: StorageFault | null = null;
  const tell = (fault: StorageFault): void => {
    early = fault;
    for (const listener of listeners) listener(fault);
  };
  const device = await openDevice({ onFault: tell });
  return {
    mode: device.records.mode,
    load: () => faultsOnly(load(device), tell),
    save: (record) => faultsOnly(device.records.put(NAME, record), tell),
    eraseEverything: () => faultsOnly(eraseEverything(device), tell),
    usage,
    askToPersist: async () => (await navigator.storage?.persist?.().catch(() => false)) ?? false,
    onFault: (listener) => {
      listeners.add(listener);
      // What went wrong before anybody listened is still news.
      if (early) listener(early);
      return () => void listeners.delete(listener);
    },
  };
}

async function load(device: Device): Promise<PersonRecord | null> {
  const stored = await device.records.get(NAME);
  return stored === null ? null : parsePersonRecord(stored);
}

async function eraseEverything(device: Device): Promise<void> {
  await device.erase();
  await forgetBrowserTraces();
}

/** The port promises that only a `StorageFault` comes out, and that whoever listens has heard of it. */
async function faultsOnly<T>(work: Promise<T>, tell: (fault: StorageFault) => void): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof DeviceFault)) throw error;
    tell(error.fault);
    throw error;
  }
}

async function usage(): ReturnType<PersonStore["usage"]> {
  const none = { usage: undefined, quota: undefined };
  const { usage: used, quota } = (await navigator.storage?.estimate?.().catch(() => none)) ?? none;
  const persisted = (await navigator.storage?.persisted?.().catch(() => false)) ?? false;
  return { usedBytes: used ?? null, quotaBytes: quota ?? null, persisted };
}
