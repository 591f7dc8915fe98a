import { createPrivateKey, sign } from "node:crypto";
import { describe, expect, test } from "vitest";
import { encodeChunk } from "../format/encode.ts";
import { layoutOf } from "../format/layout.ts";
import type { Release } from "../build/release.ts";
import { sha256Hex } from "../build/hash.ts";
import { signPointer } from "../build/sign.ts";
import { fingerprint, twoReleases } from "../testing/small-releases.ts";
import type { Host } from "../testing/world.ts";
import { device, far, newKeys, pointerTo, publish, resealed, utf8, withChunk } from "../testing/world.ts";
import { memoryStore } from "./memory-store.ts";
import { POINTER_PATH } from "./pointer.ts";
import type { UpdateOptions, UpdatePorts } from "./ports.ts";
import { startCatalog } from "./start.ts";
import { updateCatalog } from "./update.ts";

const { first, second } = twoReleases();
const [ours, next, stranger] = [newKeys("k1"), newKeys("k2"), newKeys("stranger")];
const trusted = [...ours.trusted, ...next.trusted];
const good = pointerTo(second, [ours.signing]);
const [ed = { keyId: "", alg: "Ed25519", sig: "" }, es = { keyId: "", alg: "ES256", sig: "" }] = good.signatures;

/** Text of a pointer whatever its parts are. */
const raw = (payload: string, signatures: readonly object[]) => utf8(JSON.stringify({ payload, signatures }));
/** Signs any text as ours, as if the publisher had gone mad. */
const signedText = (payload: string) => raw(payload, [
  { keyId: "k1", alg: "Ed25519", sig: sign(null, Buffer.from(payload), createPrivateKey(ours.signing.ed25519)).toString("base64url") },
]);
const payloadOf = (over: object) => JSON.stringify({ version: 2, manifestHash: second.manifestHash, expires: far, ...over });

const setPointer = (bytes: Uint8Array) => (host: Host) => void host.set(POINTER_PATH, bytes);
/** Publishes a strange release under a sound signature. */
const signed = (release: Release, over = {}) => (host: Host) => publish(host, release, pointerTo(release, [ours.signing], over));
const manifestPath = `c/m/${second.manifestHash}.json`;
const chunkOf = (kind: string) => second.manifest.chunks.find((c) => c.kind === kind && !first.chunks.has(c.hash))?.hash ?? "";
const programs = `c/b/${chunkOf("programs")}`;
const setFile = (path: string, change: (bytes: Uint8Array) => Uint8Array | null) => (host: Host) => {
  const bytes = change((host.get(path) ?? new Uint8Array()).slice());
  if (bytes === null) host.delete(path);
  else host.set(path, bytes);
};
const flipped = (at: number) => (bytes: Uint8Array) => {
  bytes[at < 0 ? bytes.length + at : at]! ^= 1;
  return bytes;
};
/** Sets the last byte of a part of a column to 254. */
const damaged = (table: "programs" | "jobs", column: string, part: number) => (bytes: Uint8Array) => {
  const index = (layoutOf(table).byName.get(column)?.first ?? 0) + part;
  const header = new DataView(bytes.buffer);
  let at = 16 + layoutOf(table).parts * 4;
  for (let i = 0; i < index; i++) at += (header.getUint32(16 + i * 4, true) + 3) & ~3;
  bytes[at] = 254;
  return bytes;
};
const page = utf8("\ufeff \n<!doctype html><title>Welcome to the guest network</title>");

interface Attack {
  readonly name: string;
  readonly does: (host: Host) => void;
  readonly gives: string;
  readonly options?: Partial<UpdateOptions>;
}

// Names in brackets are those of tuf-conformance.
const attacks: readonly Attack[] = [
  { name: "a pointer without a sound signature [unsigned_metadata]", does: setPointer(raw(good.payload, [{ ...ed, sig: "AAAA" }])), gives: "bad-signature" },
  { name: "a pointer with no signatures", does: setPointer(raw(good.payload, [])), gives: "malformed" },
  { name: "the signature of another pointer [invalid_sig_in_valid_metadata]", does: setPointer(raw(good.payload, pointerTo(first, [ours.signing]).signatures)), gives: "bad-signature" },
  { name: "a space put into what was signed", does: setPointer(raw(` ${good.payload}`, good.signatures)), gives: "bad-signature" },
  { name: "a version raised after signing", does: setPointer(raw(payloadOf({ version: 9 }), good.signatures)), gives: "bad-signature" },
  { name: "a manifest hash changed after signing", does: setPointer(raw(payloadOf({ manifestHash: first.manifestHash }), good.signatures)), gives: "bad-signature" },
  { name: "an expiry put off after signing", does: setPointer(raw(payloadOf({ expires: "2099-01-01T00:00:00Z" }), good.signatures)), gives: "bad-signature" },
  { name: "a stranger's signature", does: setPointer(utf8(JSON.stringify(pointerTo(second, [stranger.signing])))), gives: "bad-signature" },
  { name: "a stranger's signature under our key's id", does: setPointer(utf8(JSON.stringify(pointerTo(second, [{ ...stranger.signing, keyId: "k1" }])))), gives: "bad-signature" },
  { name: "a key id that every object has", does: setPointer(raw(good.payload, [{ ...ed, keyId: "__proto__" }, { ...es, keyId: "constructor" }])), gives: "bad-signature" },
  { name: "an Ed25519 signature called ES256, and the other way round", does: setPointer(raw(good.payload, [{ ...ed, alg: "ES256" }, { ...es, alg: "Ed25519" }])), gives: "bad-signature" },
  { name: "an algorithm that is none", does: setPointer(raw(good.payload, [{ ...ed, alg: "none", sig: "" }])), gives: "malformed" },
  { name: "an empty signature", does: setPointer(raw(good.payload, [{ ...ed, sig: "" }])), gives: "bad-signature" },
  { name: "a signature cut short", does: setPointer(raw(good.payload, [{ ...ed, sig: ed.sig.slice(0, -4) }])), gives: "bad-signature" },
  { name: "a signature that is no base64url", does: setPointer(raw(good.payload, [{ ...ed, sig: `${ed.sig.slice(0, -2)}==` }])), gives: "bad-signature" },
  { name: "an ES256 signature in another form", does: setPointer(raw(good.payload, [{ ...es, sig: sign("sha256", Buffer.from(good.payload), createPrivateKey(stranger.signing.es256)).toString("base64url") }])), gives: "bad-signature" },
  { name: "one signer twice where two must sign [duplicate_sig_keyids]", does: setPointer(raw(good.payload, [ed, ed, ed])), gives: "bad-signature", options: { threshold: 2 } },
  { name: "both algorithms of one signer where two must sign", does: setPointer(raw(good.payload, [ed, es])), gives: "bad-signature", options: { threshold: 2 } },
  { name: "the older release again [timestamp_version_rollback]", does: signed(first), gives: "rollback" },
  { name: "the older release with one algorithm's signature left out", does: (host) => publish(host, first, { ...pointerTo(first, [ours.signing]), signatures: pointerTo(first, [ours.signing]).signatures.slice(1) }), gives: "rollback" },
  { name: "the older release signed by the next key as well", does: (host) => publish(host, first, pointerTo(first, [ours.signing, next.signing])), gives: "rollback" },
  { name: "the same version with other content", does: signed(resealed(second, (m) => ({ ...m, title: "Other" }))), gives: "two-faced" },
  { name: "a signed pointer that is no JSON", does: setPointer(signedText("version 3")), gives: "malformed" },
  { name: "a signed version that is a text", does: setPointer(signedText(payloadOf({ version: "3" }))), gives: "malformed" },
  { name: "a signed version of zero", does: setPointer(signedText(payloadOf({ version: 0 }))), gives: "malformed" },
  { name: "a signed version with a fraction", does: setPointer(signedText(payloadOf({ version: 3.5 }))), gives: "malformed" },
  { name: "a signed hash that is a path", does: setPointer(signedText(payloadOf({ version: 3, manifestHash: "../../etc/passwd" }))), gives: "malformed" },
  { name: "a pointer of endless length", does: setPointer(utf8(`${JSON.stringify(good)}${" ".repeat(9000)}`)), gives: "too-long" },
  { name: "a pointer of no length", does: setPointer(new Uint8Array()), gives: "malformed" },
  { name: "a pointer that is null", does: setPointer(utf8("null")), gives: "malformed" },
  { name: "a pointer in another encoding", does: setPointer(Uint8Array.from(Buffer.from(JSON.stringify(good), "utf16le"))), gives: "malformed" },
  { name: "a captive portal for the pointer", does: setPointer(page), gives: "offline" },
  { name: "a manifest with a byte changed [hash_mismatch]", does: setFile(manifestPath, flipped(30)), gives: "hash-mismatch" },
  { name: "the older manifest under the newer one's name [repository_substitutes_target_file]", does: setFile(manifestPath, () => first.manifestBytes), gives: "hash-mismatch" },
  { name: "a manifest of endless length", does: setFile(manifestPath, () => new Uint8Array(1_048_577)), gives: "too-long" },
  { name: "a captive portal for the manifest", does: setFile(manifestPath, () => page), gives: "offline" },
  { name: "a manifest that is not there", does: setFile(manifestPath, () => null), gives: "offline" },
  { name: "a signed manifest of another version than its pointer", does: signed(resealed(second, (m) => ({ ...m, version: 7 })), { version: 8 }), gives: "malformed" },
  { name: "a signed manifest whose root is not that of its chunks", does: signed(resealed(second, (m) => ({ ...m, version: 3, rootHash: first.manifest.rootHash })), { version: 3 }), gives: "malformed" },
  { name: "a signed manifest with two chunks of one id", does: signed(resealed(second, (m) => ({ ...m, version: 3, chunks: [...m.chunks, ...m.chunks.slice(0, 1)] })), { version: 3 }), gives: "malformed" },
  { name: "a signed manifest with fields that nobody knows", does: signed(resealed(second, (m) => ({ ...m, version: 3, script: "alert(1)" })), { version: 3 }), gives: "malformed" },
  { name: "a signed manifest with a chunk of eight gigabytes", does: signed(resealed(second, (m) => ({ ...m, version: 3, chunks: m.chunks.map((c) => ({ ...c, size: 8e9 })) })), { version: 3 }), gives: "malformed" },
  { name: "a manifest of a layout to come", does: signed(resealed(second, (m) => ({ ...m, version: 3, schemaV: 2, shards: [] })), { version: 3 }), gives: "app-too-old" },
  { name: "a manifest for a newer app", does: signed(resealed(second, (m) => ({ ...m, version: 3, minApp: 2 })), { version: 3 }), gives: "app-too-old" },
  { name: "a chunk with a bit flipped", does: setFile(programs, flipped(-1)), gives: "hash-mismatch" },
  { name: "a chunk cut short", does: setFile(programs, (b) => b.subarray(0, b.length - 1)), gives: "hash-mismatch" },
  { name: "a chunk with something after it", does: setFile(programs, (b) => Uint8Array.from([...b, 0])), gives: "too-long" },
  { name: "a chunk of the same release in another's place", does: setFile(programs, () => second.chunks.get(chunkOf("jobs")) ?? null), gives: "hash-mismatch" },
  { name: "a chunk of the older release in a newer one's place [mix-and-match]", does: setFile(`c/b/${chunkOf("places")}`, () => first.chunks.get(first.manifest.chunks.find((c) => c.kind === "places")?.hash ?? "") ?? null), gives: "hash-mismatch" },
  { name: "a captive portal for a chunk", does: setFile(programs, () => page), gives: "offline" },
  { name: "a chunk that is not there", does: setFile(programs, () => null), gives: "offline" },
  { name: "a signed chunk that is noise", does: signed(withChunk(second, "programs", (b) => b.fill(77)), { version: 2 }), gives: "two-faced" },
  ...([
    ["that is noise", (b: Uint8Array) => b.fill(77)],
    ["of a layout to come", flipped(4)],
    ["of an unknown table", (b: Uint8Array) => (b.fill(99, 6, 7), b)],
    ["that is one of jobs", () => second.chunks.get(chunkOf("jobs")) ?? new Uint8Array()],
    ["with another number of rows", (b: Uint8Array) => encodeChunk("programs", []).slice(0, b.length)],
    ["of a billion rows", (b: Uint8Array) => (b.fill(255, 8, 12), b)],
    ["with a part longer than the chunk", (b: Uint8Array) => (b.fill(255, 16, 20), b)],
    ["with an index beyond its dictionary", damaged("programs", "category", 2)],
    ["with an unknown code", damaged("programs", "awardLevel", 0)],
    ["with texts longer than its bytes", damaged("programs", "name", 0)],
    ["with lists longer than its values", damaged("programs", "linkSoc", 0)],
    ["with ids out of order", damaged("programs", "id", 1)],
  ] as const).map(([name, change]) => ({
    name: `a signed release with a chunk of programs ${name}`,
    does: signed(withChunk(resealedAs(second, 3), "programs", change), { version: 3 }), gives: "malformed",
  })),
];

function resealedAs(release: Release, version: number): Release {
  return { ...resealed(release, (m) => ({ ...m, version })), manifest: { ...release.manifest, version } };
}

/** Which release a device has after starting from each, when offered the attack; and what the update said. */
async function suffer(attack: Attack, broken: Partial<UpdatePorts> = {}) {
  const host: Host = new Map();
  const seen = attack.gives === "rollback" || attack.gives === "two-faced" ? second : first;
  const store = memoryStore();
  const victim = device(host, trusted, { store, ports: broken, options: { ...attack.options } });
  publish(host, first, pointerTo(first, [ours.signing, next.signing]));
  const sane = { ...victim.options, threshold: 1 };
  await updateCatalog({ ...device(host, trusted, { store }).ports }, sane);
  publish(host, second, pointerTo(second, [ours.signing]));
  if (seen === second) await updateCatalog({ ...device(host, trusted, { store }).ports }, sane);
  attack.does(host);
  const before = await store.readState();
  const outcome = await updateCatalog(victim.ports, victim.options);
  const started = await startCatalog(store);
  const view = started.ok && started.value !== null ? fingerprint(started.value.view) : null;
  return { outcome, view, before, after: await store.readState(), expected: seen };
}

describe("attacks on a release", () => {
  test("are at least forty", () => expect(new Set(attacks.map((a) => a.name)).size).toBeGreaterThanOrEqual(40));

  const views = Promise.all([first, second].map(async (release) => {
    const host: Host = new Map();
    publish(host, release, pointerTo(release, [ours.signing]));
    const reader = device(host, trusted);
    await updateCatalog(reader.ports, reader.options);
    const started = await startCatalog(reader.ports.store);
    return started.ok && started.value !== null ? fingerprint(started.value.view) : "";
  }));

  test.each(attacks)("$name", async (attack) => {
    const { outcome, view, before, after, expected } = await suffer(attack);
    expect(outcome.ok ? "accepted" : outcome.error.kind).toBe(attack.gives);
    const [ofFirst, ofSecond] = await views;
    expect(view).toBe(expected === first ? ofFirst : ofSecond);
    expect([after.trust, after.active?.manifestHash]).toEqual([before.trust, before.active?.manifestHash]);
  });
});

describe("each defence is what holds", () => {
  /** Names of the attacks that come through on a device with this defence broken. */
  const accepted = async (gives: string, broken: Partial<UpdatePorts>) => {
    const names: string[] = [];
    for (const attack of attacks.filter((a) => a.gives === gives)) {
      const { outcome } = await suffer(attack, broken);
      if (outcome.ok) names.push(attack.name);
    }
    return names;
  };

  test("without signatures forged pointers come through", async () => {
    const names = await accepted("bad-signature", { verify: () => Promise.resolve(true) });
    expect(names).toContain("a stranger's signature under our key's id");
    expect(names.length).toBeGreaterThanOrEqual(5);
  });

  test("without hashes damaged chunks come through", async () => {
    // Takes bytes that are nearly a chunk for that chunk.
    const nearly = (a: Uint8Array, b: Uint8Array) => a.length === b.length && a.reduce((n, byte, i) => n + (byte === b[i] ? 0 : 1), 0) <= 1;
    const lenient = (bytes: Uint8Array) => [...second.chunks].find(([, chunk]) => nearly(chunk, bytes))?.[0] ?? sha256Hex(bytes);
    const names = await accepted("hash-mismatch", { sha256: (bytes) => Promise.resolve(lenient(bytes)) });
    expect(names).toContain("a chunk with a bit flipped");
  });

  test("without a memory of versions the older release comes back", async () => {
    const forgetful = memoryStore();
    const host: Host = new Map();
    const victim = device(host, trusted, { store: { ...forgetful, readState: async () => ({ ...(await forgetful.readState()), trust: {} }) } });
    for (const release of [second, first]) {
      publish(host, release, pointerTo(release, [ours.signing]));
      expect((await updateCatalog(victim.ports, victim.options)).ok).toBe(true);
    }
    expect((await forgetful.readState()).active?.version).toBe(1);
  });
});

describe("what is no attack", () => {
  test("a key rotation recovers from a stolen key that signed a huge version [fast_forward_recovery]", async () => {
    const host: Host = new Map();
    const victim = device(host, trusted);
    const huge = { ...resealedAs(second, 2_000_000_000) };
    publish(host, huge, pointerTo(huge, [ours.signing]));
    expect((await updateCatalog(victim.ports, victim.options)).ok).toBe(true);
    publish(host, second, pointerTo(second, [next.signing]));
    expect(await updateCatalog(victim.ports, victim.options)).toMatchObject({ ok: true, value: { kind: "switched", version: 2 } });
  });

  test("an expired pointer is used, and said to be expired [timestamp_expired]", async () => {
    const host: Host = new Map();
    const victim = device(host, trusted);
    publish(host, first, pointerTo(first, [ours.signing], { expires: "2026-11-01T00:00:00Z" }));
    expect(await updateCatalog(victim.ports, victim.options)).toMatchObject({ ok: true, value: { kind: "switched", expired: true } });
    expect(await updateCatalog(victim.ports, victim.options)).toMatchObject({ ok: true, value: { kind: "up-to-date", expired: true } });
    host.set(POINTER_PATH, utf8(JSON.stringify(pointerTo(first, [ours.signing]))));
    expect(await updateCatalog(victim.ports, victim.options)).toMatchObject({ ok: true, value: { kind: "up-to-date", expired: false } });
    expect((await victim.ports.store.readState()).active?.expires).toBe(far);
  });

  test("two signers where two must sign", async () => {
    const host: Host = new Map();
    const victim = device(host, trusted, { options: { threshold: 2 } });
    publish(host, first, signPointer({ version: 1, manifestHash: first.manifestHash, expires: far }, [ours.signing, next.signing]));
    expect((await updateCatalog(victim.ports, victim.options)).ok).toBe(true);
  });

  test("a device that can check only ES256", async () => {
    const host: Host = new Map();
    const sound = device(host, trusted);
    const victim = device(host, trusted, { ports: { verify: async (alg, ...rest) => alg === "ES256" && sound.ports.verify(alg, ...rest) } });
    publish(host, first, pointerTo(first, [ours.signing]));
    expect((await updateCatalog(victim.ports, victim.options)).ok).toBe(true);
  });
});
