import type { UpdatePorts } from "@pathwayks/catalog";

/** Milliseconds without a byte after which a transfer counts as cut. */
const IDLE = 20_000;

/**
 * Bytes of a published file at its path below the origin. `null` where nothing answered, where the answer was no success,
 * or where it is a page: a captive portal answers everything with one, and that is as good as no network. Sends no cookies.
 */
export async function fetchFile(path: string, limit: number, get: typeof fetch = fetch): Promise<Uint8Array | null> {
  const abort = new AbortController();
  let timer = setTimeout(() => abort.abort(), IDLE);
  const alive = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => abort.abort(), IDLE);
  };
  try {
    // The pointer must be fresh. The rest is kept in the database, and a damaged copy in the browser's cache would come back
    // for as long as it calls itself immutable.
    const response = await get(`/${path}`, { credentials: "omit", redirect: "error", cache: "no-store", signal: abort.signal });
    const isPage = /^text\/html/i.test(response.headers.get("content-type") ?? "");
    if (!response.ok || isPage || !response.body) {
      abort.abort();
      return null;
    }
    return await readUpTo(response.body, limit, alive);
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

/** All bytes, or the first `limit + 1` of more: enough to see that it is too long. */
async function readUpTo(body: ReadableStream<Uint8Array>, limit: number, alive: () => void): Promise<Uint8Array> {
  const reader = body.getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    alive();
    parts.push(value);
    length += value.length;
    if (length > limit) {
      await reader.cancel().catch(() => undefined);
      break;
    }
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole.subarray(0, limit + 1);
}

export const sha256: UpdatePorts["sha256"] = async (bytes) => {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", owned(bytes)));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
};

/** `false` too where this browser does not know the algorithm: then the other signature of the same signer counts. */
export const verify: UpdatePorts["verify"] = async (alg, key, bytes, signature) => {
  const imported = alg === "Ed25519" ? { name: "Ed25519" } : { name: "ECDSA", namedCurve: "P-256" };
  const checked = alg === "Ed25519" ? { name: "Ed25519" } : { name: "ECDSA", hash: "SHA-256" };
  try {
    const publicKey = await crypto.subtle.importKey("raw", owned(key), imported, false, ["verify"]);
    return await crypto.subtle.verify(checked, publicKey, owned(signature), owned(bytes));
  } catch {
    return false;
  }
};

/** WebCrypto's types want bytes that no other thread can change. */
function owned(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes.buffer instanceof ArrayBuffer ? (bytes as Uint8Array<ArrayBuffer>) : bytes.slice();
}
