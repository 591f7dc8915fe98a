import type { SealedRecord } from "./database.ts";
import { DeviceFault } from "./fault.ts";

// AES-256-GCM under a key that cannot be exported: the "no lock" choice. It keeps a script from carrying the key away and
// a casual look into the files from reading anything. It does NOT protect against somebody who copies the browser's whole
// profile folder: the key lies beside the records, unless there is a lock (`lock/`). One key may seal 2^32 records; at one a
// second that is 136 years.

/** Version of the record format; part of what the seal covers. */
export const RECORD_SCHEMA = 1;

export const newKey = (): Promise<CryptoKey> =>
  crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);

/** 128 random bits in hex. */
export const randomId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

/**
 * Where a sealed record belongs: the seal covers it, so that a record moved elsewhere does not open. `owner`: the space of
 * the person, for rows.
 */
export interface SealedPlace {
  readonly table: "records" | "rows";
  readonly id: string;
  readonly owner?: string;
}

/** `value` must survive JSON. */
export async function seal(key: CryptoKey, place: SealedPlace, value: unknown): Promise<SealedRecord> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(JSON.stringify(value));
  const ciphertext = await crypto.subtle.encrypt(gcm(iv, place, RECORD_SCHEMA), key, plain);
  return { schemaV: RECORD_SCHEMA, iv, ciphertext: new Uint8Array(ciphertext) };
}

/** Rejects with the fault `corrupt` where the bytes, the place or the key are not those that sealed it. */
export async function unseal(key: CryptoKey, place: SealedPlace, record: SealedRecord): Promise<unknown> {
  try {
    const plain = await crypto.subtle.decrypt(gcm(record.iv, place, record.schemaV), key, record.ciphertext);
    return JSON.parse(new TextDecoder().decode(plain)) as unknown;
  } catch (error) {
    throw new DeviceFault("corrupt", error);
  }
}

function gcm(iv: Uint8Array<ArrayBuffer>, { table, id, owner }: SealedPlace, schemaV: number): AesGcmParams {
  const place = owner === undefined ? `${table}|${id}|${schemaV}` : `${table}|${id}|${schemaV}|${owner}`;
  return { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(place) };
}
