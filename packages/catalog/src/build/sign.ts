import type { KeyObject } from "node:crypto";
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from "node:crypto";
import type { Pointer, PointerPayload, TrustedKey } from "@pathwayks/contracts";
import { pointer as pointerSchema, pointerPayload } from "@pathwayks/contracts";

/** One signer: an Ed25519 key and, for browsers without it, a P-256 key under the same id. PEM, PKCS #8. */
export interface SigningKey {
  readonly keyId: string;
  readonly ed25519: string;
  readonly es256: string;
}

/** Fresh keys of a signer, and what an app build must trust of them. */
export function generateKeys(keyId: string): { readonly signing: SigningKey; readonly trusted: readonly TrustedKey[] } {
  const ed25519 = pem(generateKeyPairSync("ed25519").privateKey);
  const es256 = pem(generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey);
  const signing = { keyId, ed25519, es256 };
  return { signing, trusted: trustedKeys(signing) };
}

const pem = (key: KeyObject): string => key.export({ type: "pkcs8", format: "pem" }).toString();

/** The public keys of a signer, as an app build holds them. */
export function trustedKeys({ keyId, ed25519, es256 }: SigningKey): readonly TrustedKey[] {
  const point = (key: string) => createPublicKey(createPrivateKey(key)).export({ format: "jwk" });
  const { x = "" } = point(ed25519);
  const curve = point(es256);
  const raw = Buffer.concat([Uint8Array.of(4), Buffer.from(curve.x ?? "", "base64url"), Buffer.from(curve.y ?? "", "base64url")]);
  return [{ keyId, alg: "Ed25519", key: x }, { keyId, alg: "ES256", key: raw.toString("base64url") }];
}

/** A pointer signed by each signer with both algorithms. */
export function signPointer(payload: { readonly [K in keyof PointerPayload]: string | number },
  signers: readonly SigningKey[]): Pointer {
  const text = JSON.stringify(pointerPayload.parse(payload));
  const bytes = Buffer.from(text, "utf8");
  const signatures = signers.flatMap(({ keyId, ed25519, es256 }) => {
    const curve = { key: createPrivateKey(es256), dsaEncoding: "ieee-p1363" } as const;
    return [
      { keyId, alg: "Ed25519", sig: sign(null, bytes, createPrivateKey(ed25519)).toString("base64url") },
      { keyId, alg: "ES256", sig: sign("sha256", bytes, curve).toString("base64url") },
    ];
  });
  return pointerSchema.parse({ payload: text, signatures });
}

/** The update protocol's `verify` port on Node. */
export function verifySignature(alg: TrustedKey["alg"], key: Uint8Array, bytes: Uint8Array, signature: Uint8Array): boolean {
  try {
    if (alg === "Ed25519") return verify(null, bytes, publicKey({ kty: "OKP", crv: "Ed25519", x: base64Url(key) }), signature);
    const jwk = { kty: "EC", crv: "P-256", x: base64Url(key.subarray(1, 33)), y: base64Url(key.subarray(33)) };
    return verify("sha256", bytes, { key: publicKey(jwk), dsaEncoding: "ieee-p1363" }, signature);
  } catch {
    // A key or signature that Node cannot even read verifies nothing.
    return false;
  }
}

const base64Url = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64url");
const publicKey = (jwk: Record<string, string>): KeyObject => createPublicKey({ key: jwk, format: "jwk" });
