import { browserDeps, DeviceFault, memoryDevice, openDevice, SyncClient, type Device } from "@pathwayks/sync";
import { changesBetween, fieldsOf, patched, recordOf } from "../state/fields.ts";
import type { PersonRecord, PersonStore, StorageFault } from "../state/port.ts";
import { emptyRecord } from "../state/record.ts";
import { startConversation } from "./conversation.ts";
import { forgetBrowserTraces } from "./erase.ts";
import { keepsake } from "./keepsake.ts";
import { parsePersonRecord } from "./person-record.ts";

/** Where the record lay before people had accounts; `null` since it moved. */
const OLD_RECORD = "person";
/** A draft that only this device needs, and that goes with the person: what stands side by side. */
const COMPARE = "compare";

/** Opens what the device keeps of the person. Never rejects: where storage is refused, `mode` is `memory`. */
export async function openPersonStore(): Promise<PersonStore> {
  const listeners = new Set<(fault: StorageFault) => void>();
  let early: StorageFault | null = null;
  const tell = (fault: StorageFault): void => {
    early = fault;
    for (const listener of listeners) listener(fault);
  };
  const device = await openDevice({ onFault: tell });
  let record: OpenRecord | null = null;
  let stop: () => void = () => undefined;
  let { mode } = device.records;
  return {
    get mode() {
      return mode;
    },
    lock: device.lock,
    load: async () => {
      const opened = await faultsOnly(open(device, tell), tell).catch((error: unknown) => {
        if (!(error instanceof DeviceFault)) throw error;
        // What lies there stays as it is; the person goes on, with a list and forms that are true for this page.
        mode = "memory";
        return open(memoryDevice(error.fault), tell);
      });
      ({ record, stop } = opened);
      return { record: record.base, client: record.client };
    },
    save: (wanted) => faultsOnly(record?.save(wanted) ?? Promise.reject(new DeviceFault("unavailable")), tell),
    rebased: (shown) => record?.rebased(shown) ?? shown,
    eraseEverything: () => {
      stop();
      return faultsOnly(device.erase().then(forgetBrowserTraces), tell);
    },
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

async function open(device: Device, tell: (fault: StorageFault) => void) {
  const deps = browserDeps(device.people);
  let wake: () => void = () => undefined;
  const begun = device.refused === null && (await device.people.directory()).revision === 0;
  const client = await SyncClient.open(deps, () => wake());
  const record = new OpenRecord(client);
  await moveOldRecord(device, record);
  if (begun && keepsake()) tell("emptied");
  if (device.refused === null) {
    const remember = (): void => void keepsake(client.person.all().size > 0 || client.outbox.list().length > 0);
    if (!begun) remember();
    client.subscribe(remember);
  }
  const conversation = startConversation(client, tell);
  ({ wake } = conversation);
  return { record, stop: conversation.stop };
}

/** What was told before there were accounts becomes fields. Twice does no harm: what is the same is not told again. */
async function moveOldRecord({ records }: Device, record: OpenRecord): Promise<void> {
  const stored = await records.get(OLD_RECORD);
  if (stored === null) return;
  await record.save(parsePersonRecord(stored));
  await records.put(OLD_RECORD, null);
}

/** The record as the fields of the device's database have it, and the changes of this tab on their way there. */
class OpenRecord {
  readonly client: SyncClient;
  /** As the database has it. */
  base: PersonRecord;

  constructor(client: SyncClient) {
    this.client = client;
    this.base = this.#read();
  }

  async save(wanted: PersonRecord): Promise<void> {
    const changes = changesBetween(fieldsOf(this.base), fieldsOf(wanted));
    const compare = JSON.stringify(this.base.compare) === JSON.stringify(wanted.compare) ? null : [...wanted.compare];
    await this.client.person.set(changes);
    if (compare) {
      const { id } = await this.client.drafts.open(COMPARE, compare);
      await this.client.drafts.save(COMPARE, id, compare);
    }
    this.base = this.#read();
  }

  /** What came from elsewhere, and over it what `shown` has and the database does not yet. */
  rebased(shown: PersonRecord): PersonRecord {
    const [before, wanted] = [this.base, fieldsOf(shown)];
    const now = this.#read();
    this.base = now;
    const pending = changesBetween(fieldsOf(before), wanted);
    const compare = JSON.stringify(before.compare) === JSON.stringify(shown.compare) ? now.compare : shown.compare;
    const next = pending.size === 0 && compare === now.compare ? now : recordOf(patched(fieldsOf(now), pending), compare);
    const same = changesBetween(fieldsOf(next), wanted).size === 0 && JSON.stringify(next.compare) === JSON.stringify(shown.compare);
    return same ? shown : next;
  }

  #read(): PersonRecord {
    const fields = this.client.person.all();
    const compare = this.client.drafts.get(COMPARE)?.value;
    return fields.size === 0 && compare === undefined ? emptyRecord : recordOf(fields, Array.isArray(compare) ? (compare as string[]) : []);
  }
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
