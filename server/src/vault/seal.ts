import { createCipheriv, createDecipheriv } from "node:crypto";
import { randomDraws } from "./random.ts";

const IV_BYTES = 12;
const TAG_BYTES = 16;
const nextIv = randomDraws(IV_BYTES);

/**
 * AES-256-GCM of a JSON value: base64url of IV, ciphertext and tag. `place` says where it is stored (`table|column|row`): what
 * was moved elsewhere does not open.
 */
export function seal(key: Buffer, place: string, value: unknown): string {
  const iv = nextIv();
  const cipher = createCipheriv("aes-256-gcm", key, iv);
  cipher.setAAD(Buffer.from(place, "utf8"));
  return Buffer.concat([iv, cipher.update(JSON.stringify(value), "utf8"), cipher.final(), cipher.getAuthTag()]).toString("base64url");
}

/** The inverse of {@link seal}. Throws where the bytes, the key or the place are not those that sealed it. */
export function unseal(key: Buffer, place: string, sealed: string): unknown {
  const bytes = Buffer.from(sealed, "base64url");
  const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, IV_BYTES));
  decipher.setAAD(Buffer.from(place, "utf8"));
  decipher.setAuthTag(bytes.subarray(bytes.length - TAG_BYTES));
  const text = Buffer.concat([decipher.update(bytes.subarray(IV_BYTES, bytes.length - TAG_BYTES)), decipher.final()]);
  return JSON.parse(text.toString("utf8")) as unknown;
}
