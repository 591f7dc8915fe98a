import { createPrivateKey, sign } from "node:crypto";
import { encodeChunk } from "../format/encode.ts";
import { layoutOf } from "../format/layout.ts";
import type { Release } from "../build/release.ts";
import type { CatalogErrorKind } from "../error.ts";
import { POINTER_PATH } from "../update/pointer.ts";
import type { UpdateOptions } from "../update/ports.ts";
import { twoReleases } from "./small-releases.ts";
import type { Host } from "./world.ts";
import { far, newKeys, pointerTo, publish, resealed, utf8, withChunk } from "./world.ts";

// What an attacker, a broken host or a careless publisher may put in the way of release 2, and what an update must say to it.
// Names in brackets are those of tuf-conformance.

export const { first, second } = twoReleases();
/** Our key, the one that will follow it, and one that nobody trusts. */
export const [ours, next, stranger] = [newKeys("k1"), newKeys("k2"), newKeys("stranger")];

export interface Attack {
  readonly name: string;
  readonly gives: CatalogErrorKind;
  readonly does: (host: Host) => void;
  readonly options: Partial<UpdateOptions>;
}

type Case = readonly [name: string, does: (host: Host) => void, options?: Partial<UpdateOptions>];
const all = (gives: CatalogErrorKind, cases: readonly Case[]): Attack[] =>
  cases.map(([name, does, options = {}]) => ({ name, gives, does, options }));

const good = pointerTo(second, [ours.signing]);
const [ed = { keyId: "", alg: "Ed25519", sig: "" }, es = { keyId: "", alg: "ES256", sig: "" }] = good.signatures;

const setPointer = (bytes: Uint8Array) => (host: Host) => void host.set(POINTER_PATH, bytes);
/** A pointer of any payload and any signatures. */
const pointer = (payload: string, signatures: readonly object[]) => setPointer(utf8(JSON.stringify({ payload, signatures })));
const payloadOf = (over: object) => JSON.stringify({ version: 2, manifestHash: second.manifestHash, expires: far, ...over });
/** Signs any text as ours, as if the publisher had gone mad. */
const signedText = (payload: string) => {
  const sig = sign(null, Buffer.from(payload), createPrivateKey(ours.signing.ed25519)).toString("base64url");
  return pointer(payload, [{ keyId: "k1", alg: "Ed25519", sig }]);
};
/** Publishes a strange release under a sound signature. */
const signed = (release: Release, over = {}) => (host: Host) => publish(host, release, pointerTo(release, [ours.signing], over));
/** The same as version 3, with its manifest changed. */
const signedManifest = (over: object) => signed(resealed(second, (m) => ({ ...m, version: 3, ...over })), { version: 3 });
const derSignature = sign("sha256", Buffer.from(good.payload), createPrivateKey(ours.signing.es256)).toString("base64url");
const strangersPointer = (keyId: string) => utf8(JSON.stringify(pointerTo(second, [{ ...stranger.signing, keyId }])));

const pointerAttacks = [
  ...all("bad-signature", [
    ["a pointer without a sound signature [unsigned_metadata]", pointer(good.payload, [{ ...ed, sig: "AAAA" }])],
    ["the signature of another pointer [invalid_sig_in_valid_metadata]",
      pointer(good.payload, pointerTo(first, [ours.signing]).signatures)],
    ["a space put into what was signed", pointer(` ${good.payload}`, good.signatures)],
    ["a version raised after signing", pointer(payloadOf({ version: 9 }), good.signatures)],
    ["a manifest hash changed after signing", pointer(payloadOf({ manifestHash: first.manifestHash }), good.signatures)],
    ["an expiry put off after signing", pointer(payloadOf({ expires: "2099-01-01T00:00:00Z" }), good.signatures)],
    ["a stranger's signature", setPointer(strangersPointer("stranger"))],
    ["a stranger's signature under our key's id", setPointer(strangersPointer("k1"))],
    ["a key id that every object has", pointer(good.payload, [{ ...ed, keyId: "__proto__" }, { ...es, keyId: "constructor" }])],
    ["an Ed25519 signature called ES256, and the other way round",
      pointer(good.payload, [{ ...ed, alg: "ES256" }, { ...es, alg: "Ed25519" }])],
    ["an empty signature", pointer(good.payload, [{ ...ed, sig: "" }])],
    ["a signature cut short", pointer(good.payload, [{ ...ed, sig: ed.sig.slice(0, -4) }])],
    ["a signature that is no base64url", pointer(good.payload, [{ ...ed, sig: `${ed.sig.slice(0, -2)}==` }])],
    ["an ES256 signature in another form", pointer(good.payload, [{ ...es, sig: derSignature }])],
    ["one signer twice where two must sign [duplicate_sig_keyids]", pointer(good.payload, [ed, ed, ed]), { threshold: 2 }],
    ["both algorithms of one signer where two must sign", pointer(good.payload, [ed, es]), { threshold: 2 }],
  ]),
  ...all("rollback", [
    ["the older release again [timestamp_version_rollback]", signed(first)],
    ["the older release with one algorithm's signature left out", (host) => {
      const old = pointerTo(first, [ours.signing]);
      publish(host, first, { ...old, signatures: old.signatures.slice(1) });
    }],
    ["the older release signed by the next key as well",
      (host) => publish(host, first, pointerTo(first, [ours.signing, next.signing]))],
  ]),
  ...all("two-faced", [
    ["the same version with other content", signed(resealed(second, (m) => ({ ...m, title: "Other" })))],
    ["the same version with a chunk of noise", signed(withChunk(second, "programs", (b) => b.fill(77)))],
  ]),
  ...all("malformed", [
    ["a pointer with no signatures", pointer(good.payload, [])],
    ["an algorithm that is none", pointer(good.payload, [{ ...ed, alg: "none", sig: "" }])],
    ["a signed pointer that is no JSON", signedText("version 3")],
    ["a signed version that is a text", signedText(payloadOf({ version: "3" }))],
    ["a signed version of zero", signedText(payloadOf({ version: 0 }))],
    ["a signed version with a fraction", signedText(payloadOf({ version: 3.5 }))],
    ["a signed hash that is a path", signedText(payloadOf({ version: 3, manifestHash: "../../etc/passwd" }))],
    ["a pointer of no length", setPointer(new Uint8Array())],
    ["a pointer that is null", setPointer(utf8("null"))],
    ["a pointer in another encoding", setPointer(Uint8Array.from(Buffer.from(JSON.stringify(good), "utf16le")))],
  ]),
  ...all("too-long", [["a pointer of endless length", setPointer(utf8(`${JSON.stringify(good)}${" ".repeat(9000)}`))]]),
];

const manifestPath = `c/m/${second.manifestHash}.json`;
const setFile = (path: string, change: (bytes: Uint8Array) => Uint8Array | null) => (host: Host) => {
  const bytes = change((host.get(path) ?? new Uint8Array()).slice());
  if (bytes === null) host.delete(path);
  else host.set(path, bytes);
};
/** One bit of a letter in the middle of a chunk: the format alone cannot see that. */
const misspelt = (bytes: Uint8Array) => {
  const letter = (at: number) => (bytes[at] ?? 0) >= 97 && (bytes[at] ?? 0) <= 122;
  return flipped(bytes.findIndex((_, at) => at > bytes.length >> 1 && letter(at) && letter(at - 1) && letter(at - 2) && letter(at - 3)))(bytes);
};
const flipped = (at: number) => (bytes: Uint8Array) => bytes.map((b, i) => (i === (at < 0 ? bytes.length + at : at) ? b ^ 1 : b));
const page = utf8("\ufeff \n<!doctype html><title>Welcome to the guest network</title>");
const { chunks } = second.manifest;

const manifestAttacks = [
  ...all("hash-mismatch", [
    ["a manifest with a byte changed [hash_mismatch]", setFile(manifestPath, flipped(30))],
    ["the older manifest under the newer one's name [repository_substitutes_target_file]",
      setFile(manifestPath, () => first.manifestBytes)],
  ]),
  ...all("too-long", [["a manifest of endless length", setFile(manifestPath, () => new Uint8Array(1_048_577))]]),
  ...all("malformed", [
    ["a signed manifest of another version than its pointer",
      signed(resealed(second, (m) => ({ ...m, version: 7 })), { version: 8 })],
    ["a signed manifest whose root is not that of its chunks", signedManifest({ rootHash: first.manifest.rootHash })],
    ["a signed manifest with two chunks of one id", signedManifest({ chunks: [...chunks, ...chunks.slice(0, 1)] })],
    ["a signed manifest with fields that nobody knows", signedManifest({ script: "alert(1)" })],
    ["a signed manifest with a chunk of eight gigabytes", signedManifest({ chunks: chunks.map((c) => ({ ...c, size: 8e9 })) })],
  ]),
  ...all("app-too-old", [
    ["a manifest of a layout to come", signedManifest({ schemaV: 2, shards: [] })],
    ["a manifest for a newer app", signedManifest({ minApp: 2 })],
  ]),
];

/** A chunk of a kind that only the second release has. */
const freshChunk = (kind: string) => chunks.find((c) => c.kind === kind && !first.chunks.has(c.hash))?.hash ?? "";
const programs = `c/b/${freshChunk("programs")}`;
const jobs = () => second.chunks.get(freshChunk("jobs")) ?? new Uint8Array();
const oldPlaces = () => first.chunks.get(first.manifest.chunks.find((c) => c.kind === "places")?.hash ?? "") ?? null;

/** Sets the first byte of a part of a column of programs to 254. */
const damaged = (column: string, part: number) => (bytes: Uint8Array) => {
  const layout = layoutOf("programs");
  const header = new DataView(bytes.buffer);
  let at = 16 + layout.parts * 4;
  for (let i = 0; i < (layout.byName.get(column)?.first ?? 0) + part; i++) at += (header.getUint32(16 + i * 4, true) + 3) & ~3;
  return bytes.fill(254, at, at + 1);
};

/** Chunks under sound hashes and a sound signature: only a look inside can tell. */
const insides: readonly (readonly [string, (bytes: Uint8Array) => Uint8Array])[] = [
  ["that is noise", (b) => b.fill(77)],
  ["of a layout to come", flipped(4)],
  ["of an unknown table", (b) => b.fill(99, 6, 7)],
  ["that is one of jobs", jobs],
  ["with another number of rows", () => encodeChunk("programs", [])],
  ["of a billion rows", (b) => b.fill(255, 8, 12)],
  ["with a part longer than the chunk", (b) => b.fill(255, 16, 20)],
  ["with an index beyond its dictionary", damaged("category", 2)],
  ["with an unknown code", damaged("awardLevel", 0)],
  ["with texts longer than its bytes", damaged("name", 0)],
  ["with lists longer than its values", damaged("linkSoc", 0)],
  ["with ids out of order", damaged("id", 1)],
];
const third = { ...resealed(second, (m) => ({ ...m, version: 3 })), manifest: { ...second.manifest, version: 3 } };

const chunkAttacks = [
  ...all("hash-mismatch", [
    ["a chunk with a bit flipped", setFile(programs, misspelt)],
    ["a chunk cut short", setFile(programs, (b) => b.subarray(0, b.length - 1))],
    ["a chunk of the same release in another's place", setFile(programs, jobs)],
    ["a chunk of the older release in a newer one's place [mix-and-match]", setFile(`c/b/${freshChunk("places")}`, oldPlaces)],
  ]),
  ...all("too-long", [["a chunk with something after it", setFile(programs, (b) => Uint8Array.from([...b, 0]))]]),
  ...all("malformed", insides.map(([name, change]) =>
    [`a signed chunk ${name}`, signed(withChunk(third, "programs", change), { version: 3 })] as const)),
  ...all("offline", [
    ["a captive portal for the pointer", setPointer(page)],
    ["a captive portal for the manifest", setFile(manifestPath, () => page)],
    ["a captive portal for a chunk", setFile(programs, () => page)],
    ["a manifest that is not there", setFile(manifestPath, () => null)],
    ["a chunk that is not there", setFile(programs, () => null)],
  ]),
];

export const attacks: readonly Attack[] = [...pointerAttacks, ...manifestAttacks, ...chunkAttacks];
