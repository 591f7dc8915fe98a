import { describe, expect, test } from "vitest";
import { sha256Hex } from "../build/hash.ts";
import { signPointer } from "../build/sign.ts";
import type { Attack } from "../testing/attack-cases.ts";
import { attacks, first, next, ours, second } from "../testing/attack-cases.ts";
import { fingerprint } from "../testing/small-releases.ts";
import type { Host } from "../testing/world.ts";
import { device, far, pointerTo, publish, resealed, utf8 } from "../testing/world.ts";
import { memoryStore } from "./memory-store.ts";
import { POINTER_PATH } from "./pointer.ts";
import type { UpdatePorts } from "./ports.ts";
import { startCatalog } from "./start.ts";
import { updateCatalog } from "./update.ts";

const trusted = [...ours.trusted, ...next.trusted];

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
    const different = (a: Uint8Array, b: Uint8Array) => a.reduce((n, byte, i) => n + (byte === b[i] ? 0 : 1), 0);
    const nearly = (a: Uint8Array, b: Uint8Array) => a.length === b.length && different(a, b) <= 1;
    const lenient = (bytes: Uint8Array) => [...second.chunks].find(([, chunk]) => nearly(chunk, bytes))?.[0] ?? sha256Hex(bytes);
    const names = await accepted("hash-mismatch", { sha256: (bytes) => Promise.resolve(lenient(bytes)) });
    expect(names).toContain("a chunk with a bit flipped");
  });

  test("without a memory of versions the older release comes back", async () => {
    const forgetful = memoryStore();
    const host: Host = new Map();
    const readState = async () => ({ ...(await forgetful.readState()), trust: {} });
    const victim = device(host, trusted, { store: { ...forgetful, readState } });
    for (const release of [second, first]) {
      publish(host, release, pointerTo(release, [ours.signing]));
      expect((await updateCatalog(victim.ports, victim.options)).ok).toBe(true);
    }
    expect((await forgetful.readState()).active?.version).toBe(1);
  });
});

test("nothing that was signed is read before its signature holds", async () => {
  const host: Host = new Map();
  const victim = device(host, trusted);
  publish(host, first, pointerTo(first, [ours.signing]));
  for (const payload of ["{nonsense", "{}", '{"version":1}']) {
    host.set(POINTER_PATH, utf8(JSON.stringify({ ...pointerTo(first, [ours.signing]), payload })));
    expect(await updateCatalog(victim.ports, victim.options)).toMatchObject({ ok: false, error: { kind: "bad-signature" } });
  }
});

describe("what is no attack", () => {
  test("a key rotation recovers from a stolen key that signed a huge version [fast_forward_recovery]", async () => {
    const host: Host = new Map();
    const victim = device(host, trusted);
    const version = 2_000_000_000;
    const huge = { ...resealed(second, (m) => ({ ...m, version })), manifest: { ...second.manifest, version } };
    publish(host, huge, pointerTo(huge, [ours.signing]));
    expect((await updateCatalog(victim.ports, victim.options)).ok).toBe(true);
    publish(host, second, pointerTo(second, [next.signing]));
    expect(await updateCatalog(victim.ports, victim.options))
      .toMatchObject({ ok: true, value: { kind: "switched", version: 2 } });
  });

  test("an expired pointer is used, and said to be expired [timestamp_expired]", async () => {
    const host: Host = new Map();
    const victim = device(host, trusted);
    publish(host, first, pointerTo(first, [ours.signing], { expires: "2026-11-01T00:00:00Z" }));
    expect(await updateCatalog(victim.ports, victim.options))
      .toMatchObject({ ok: true, value: { kind: "switched", expired: true } });
    expect(await updateCatalog(victim.ports, victim.options))
      .toMatchObject({ ok: true, value: { kind: "up-to-date", expired: true } });
    host.set(POINTER_PATH, utf8(JSON.stringify(pointerTo(first, [ours.signing]))));
    expect(await updateCatalog(victim.ports, victim.options))
      .toMatchObject({ ok: true, value: { kind: "up-to-date", expired: false } });
    expect((await victim.ports.store.readState()).active?.expires).toBe(far);
  });

  test("two signers where two must sign", async () => {
    const host: Host = new Map();
    const victim = device(host, trusted, { options: { threshold: 2 } });
    publish(host, first, signPointer({ version: 1, manifestHash: first.manifestHash, expires: far },
      [ours.signing, next.signing]));
    expect((await updateCatalog(victim.ports, victim.options)).ok).toBe(true);
  });

  test("a device that can check only ES256", async () => {
    const host: Host = new Map();
    const sound = device(host, trusted);
    const verify: UpdatePorts["verify"] = async (alg, ...rest) => alg === "ES256" && sound.ports.verify(alg, ...rest);
    const victim = device(host, trusted, { ports: { verify } });
    publish(host, first, pointerTo(first, [ours.signing]));
    expect((await updateCatalog(victim.ports, victim.options)).ok).toBe(true);
  });
});
