import type { PointerPayload, Result, TrustedKey } from "@pathwayks/contracts";
import { MAX_POINTER_BYTES, fail, ok, pointer, pointerPayload } from "@pathwayks/contracts";
import type { CatalogError } from "../error.ts";
import { malformed } from "../error.ts";
import type { UpdateOptions, UpdatePorts } from "./ports.ts";
import { looksLikeAPage, parseJson } from "./text.ts";

export const POINTER_PATH = "c/channel.json";

/** A pointer whose signature holds, and the signers that made it hold. */
export interface SignedPointer {
  readonly payload: PointerPayload;
  readonly signers: readonly string[];
}

/** Fetches the pointer and checks it: client rules 1 and 2. */
export async function fetchPointer(ports: UpdatePorts, options: UpdateOptions): Promise<Result<SignedPointer, CatalogError>> {
  const bytes = await ports.fetch(POINTER_PATH, MAX_POINTER_BYTES);
  // A captive portal answers with a page of its own: that is no attack, and nothing is wrong with the catalog.
  if (bytes === null || looksLikeAPage(bytes)) return fail({ kind: "offline" });
  if (bytes.length > MAX_POINTER_BYTES) return fail({ kind: "too-long", path: POINTER_PATH });
  const envelope = pointer.safeParse(parseJson(bytes));
  if (!envelope.success) return fail(malformed("pointer", "not a pointer"));
  const { payload, signatures } = envelope.data;
  const signed = new TextEncoder().encode(payload);
  const signers = new Set<string>();
  // 2: distinct signers count, not signatures.
  for (const { keyId, alg, sig } of signatures)
    for (const key of options.trusted)
      if (key.keyId === keyId && key.alg === alg && (await holds(ports, key, signed, sig))) signers.add(keyId);
  if (signers.size < Math.max(1, options.threshold ?? 1)) return fail({ kind: "bad-signature" });
  // 1: only now is what was signed read.
  const parsed = pointerPayload.safeParse(parseJson(signed));
  if (!parsed.success) return fail(malformed("pointer", "its signed part is not a pointer"));
  return ok({ payload: parsed.data, signers: [...signers] });
}

async function holds(ports: UpdatePorts, key: TrustedKey, bytes: Uint8Array, sig: string): Promise<boolean> {
  const raw = fromBase64Url(key.key), signature = fromBase64Url(sig);
  return raw !== null && signature !== null && ports.verify(key.alg, raw, bytes, signature);
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** Bytes of a base64url text without padding; `null` where it is none. */
export function fromBase64Url(text: string): Uint8Array | null {
  if (!/^[\w-]*$/.test(text) || text.length % 4 === 1) return null;
  const bytes = new Uint8Array((text.length * 3) >> 2);
  let bits = 0, held = 0, at = 0;
  for (const character of text) {
    held = ((held << 6) | alphabet.indexOf(character)) & 0xffff;
    bits += 6;
    if (bits >= 8) bytes[at++] = (held >> (bits -= 8)) & 255;
  }
  return bytes;
}
