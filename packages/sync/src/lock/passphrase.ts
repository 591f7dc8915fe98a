import type { SpaceId } from "../store/local-store.ts";

// A passphrase opens the master key, and the master key opens the key of each space. So another passphrase seals no row
// anew, and a space that begins later needs no passphrase. WebCrypto alone: PBKDF2, since the policy of the page refuses the
// WebAssembly that Argon2id would need (decision 0017).

type Bytes = Uint8Array<ArrayBuffer>;

/** Rounds of PBKDF2 with SHA-256: a third of a second on a laptop, a second or two on a cheap phone. */
export const ITERATIONS = 600_000;

/** Shorter ones are guessed by who copies the browser's folder and tries at leisure. Characters. */
export const LEAST_PASSPHRASE = 12;

/** A key that another one sealed. */
export interface LockedKey {
  readonly iv: Bytes;
  readonly sealed: Bytes;
}

/** What lies in the open on a device that has a lock. */
export interface LockRow {
  readonly v: 1;
  readonly salt: Bytes;
  readonly iterations: number;
  readonly master: LockedKey;
  /** Decisions in each space that are not with the server yet: a number, so that whoever forgot the passphrase hears what is lost. */
  readonly waiting: Readonly<Record<SpaceId, number>>;
}

const random = (bytes: number): Bytes => crypto.getRandomValues(new Uint8Array(bytes));
const aes = (raw: Bytes): Promise<CryptoKey> => crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
const gcm = (iv: Bytes, name: string): AesGcmParams => ({ name: "AES-GCM", iv, additionalData: new TextEncoder().encode(name) });

/** The passphrase as a key. The same letters typed on another keyboard are the same passphrase. */
async function derived(passphrase: string, salt: Bytes, iterations: number): Promise<CryptoKey> {
  const typed = await crypto.subtle.importKey("raw", new TextEncoder().encode(passphrase.normalize("NFKC")), "PBKDF2", false, ["deriveKey"]);
  return crypto.subtle.deriveKey({ name: "PBKDF2", hash: "SHA-256", salt, iterations }, typed, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

/** A new key, and the same sealed under `by`. `name` says what it is for; under another name it does not open. */
export async function lockedKey(by: CryptoKey, name: string): Promise<{ readonly key: CryptoKey; readonly locked: LockedKey }> {
  const raw = random(32);
  const iv = random(12);
  const sealed = new Uint8Array(await crypto.subtle.encrypt(gcm(iv, name), by, raw));
  const key = await aes(raw);
  raw.fill(0);
  return { key, locked: { iv, sealed } };
}

/** `null` where `by` is not the key that sealed it. */
export async function openKey(by: CryptoKey, name: string, { iv, sealed }: LockedKey): Promise<CryptoKey | null> {
  const raw = await crypto.subtle.decrypt(gcm(iv, name), by, sealed).catch(() => null);
  return raw && aes(new Uint8Array(raw));
}

/** A lock that nothing hangs on yet, and its master key. */
export async function newLock(passphrase: string, iterations = ITERATIONS): Promise<{ readonly row: LockRow; readonly master: CryptoKey }> {
  const salt = random(16);
  const { key, locked } = await lockedKey(await derived(passphrase, salt, iterations), "master");
  return { row: { v: 1, salt, iterations, master: locked, waiting: {} }, master: key };
}

/** The master key; `null` for a wrong passphrase. */
export const masterOf = async ({ salt, iterations, master }: LockRow, passphrase: string): Promise<CryptoKey | null> =>
  openKey(await derived(passphrase, salt, iterations), "master", master);
