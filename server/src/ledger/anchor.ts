import { createPrivateKey, sign } from "node:crypto";
import { z } from "zod";
import { verifySignature } from "@pathwayks/catalog/build";
import type { SigningKey } from "@pathwayks/catalog/build";
import { fail, ok } from "@pathwayks/contracts";
import type { Result, TrustedKey } from "@pathwayks/contracts";
import type { Anchor } from "./verify.ts";

// A head of the audit that leaves the machine: signed, so that whoever keeps it can say where it came from.

const USE = "pathwayks-audit-head";
const payload = z.strictObject({ use: z.literal(USE), seq: z.int().nonnegative(), hash: z.string().regex(/^[0-9a-f]{64}$/), epoch: z.string(), at: z.string() });
const signed = z.strictObject({ payload: z.string().max(1_000), keyId: z.string(), signature: z.string() });

/** One line of JSON. */
export function signAnchor({ seq, hash }: Anchor, key: SigningKey, epoch: string, at: string): string {
  const text = JSON.stringify(payload.parse({ use: USE, seq, hash, epoch, at }));
  const signature = sign(null, Buffer.from(text, "utf8"), createPrivateKey(key.ed25519)).toString("base64url");
  return JSON.stringify({ payload: text, keyId: key.keyId, signature });
}

/** The inverse of {@link signAnchor}; the error says what is wrong with the line. */
export function readAnchor(line: string, trusted: readonly TrustedKey[]): Result<Anchor, string> {
  const read = parsed(line, signed);
  if (read === null) return fail("is not a signed head");
  const key = trusted.find(({ keyId, alg }) => keyId === read.keyId && alg === "Ed25519");
  if (key === undefined) return fail("is signed with a key that is not trusted here");
  const good = verifySignature("Ed25519", Buffer.from(key.key, "base64url"), Buffer.from(read.payload, "utf8"), Buffer.from(read.signature, "base64url"));
  const head = good ? parsed(read.payload, payload) : null;
  return head === null ? fail("has a signature that does not belong to it") : ok({ seq: head.seq, hash: head.hash });
}

function parsed<T>(text: string, schema: z.ZodType<T>): T | null {
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    // Not JSON.
    return null;
  }
}
