import type { ChunkRef, Manifest, Result } from "@pathwayks/contracts";
import { fail, ok } from "@pathwayks/contracts";
import { instantToSeconds } from "../codes.ts";
import type { CatalogError } from "../error.ts";
import type { Downloaded, Wanted } from "./download.ts";
import { download } from "./download.ts";
import { blobsOf } from "./installed.ts";
import { chunkPath, chunksFor, fetchManifest } from "./manifest.ts";
import type { SignedPointer } from "./pointer.ts";
import { fetchPointer } from "./pointer.ts";
import type { UpdateOptions, UpdateOutcome, UpdatePorts } from "./ports.ts";
import { smokeTest, verifyStored } from "./smoke.ts";
import type { CatalogState, Installed } from "./store.ts";

type Outcome = Result<UpdateOutcome, CatalogError> | "conflict";

/** Tries when another tab commits in between. */
const TRIES = 3;

/**
 * Brings the device's catalog up to date: pointer, manifest, missing chunks, switch. Whatever goes wrong, the active release
 * stays as it was and what has arrived is kept for the next try. Numbers in comments are the client rules of the
 * reliability page, section 5. Never rejects for what the network or the storage does.
 */
export async function updateCatalog(ports: UpdatePorts, options: UpdateOptions): Promise<Result<UpdateOutcome, CatalogError>> {
  try {
    for (let i = 0; i < TRIES; i++) {
      const outcome = await updateOnce(ports, options);
      if (outcome !== "conflict") return outcome;
    }
    return fail({ kind: "busy" });
  } catch (error) {
    // The ports reject when the storage itself fails; nothing else here throws.
    return fail({ kind: "storage", detail: error instanceof Error ? `${error.name}: ${error.message}` : String(error) });
  }
}

async function updateOnce(ports: UpdatePorts, options: UpdateOptions): Promise<Outcome> {
  const pointer = await fetchPointer(ports, options); // 1, 2
  if (!pointer.ok) return pointer;
  const { payload } = pointer.value;
  const state = await ports.store.readState();
  const refusal = refuseOld(state, pointer.value); // 3
  if (refusal !== null) return fail(refusal);
  const found = await fetchManifest(ports, payload, options.appVersion); // 5, 10
  if (!found.ok) return found;
  const { manifest, bytes: manifestBytes } = found.value;
  const regions = [...options.regions(manifest)].sort();
  const wanted: Wanted = { manifest, manifestHash: payload.manifestHash, manifestBytes, chunks: chunksFor(manifest, regions) };
  const present = await ports.store.hashes();
  const missing = wanted.chunks.filter((chunk) => !present.has(chunk.hash));
  const expired = instantToSeconds(payload.expires) < instantToSeconds(ports.now()); // 4: used all the same, and shown
  const { active } = state;
  if (missing.length === 0 && active?.manifestHash === payload.manifestHash && active.regions.join() === regions.join())
    return (await prolong(ports, state, pointer.value)) ?? ok({ kind: "up-to-date", version: payload.version, expired });
  const got = await fill(ports, options, wanted, missing, state); // 5, 6, 7
  if (got === "conflict" || !got.ok) return got;
  const sealed = await switchTo(ports, got.value.state, pointer.value, regions, wanted); // 7, 9
  if (sealed === "conflict") return sealed;
  return ok({ kind: "switched", version: payload.version, expired, chunks: got.value.chunks, bytes: got.value.bytes });
}

/** Rule 3: no signer is taken back behind what it has been seen to sign, and no version has two contents. */
function refuseOld(state: CatalogState, { payload, signers }: SignedPointer): CatalogError | null {
  const { version, manifestHash } = payload;
  const seen = Math.max(0, ...signers.map((signer) => state.trust[signer] ?? 0));
  if (version < seen) return { kind: "rollback", seen, offered: version };
  if (state.refused.some((refused) => refused.manifestHash === manifestHash)) return { kind: "held-back", version };
  const known = [state.active, ...state.refused].filter((release) => release?.version === version);
  const twoFaced = version === seen && known.some((release) => release?.manifestHash !== manifestHash);
  return twoFaced ? { kind: "two-faced", version } : null;
}

/** Downloads what is missing, then checks all of it from the store; what the store has damaged is fetched once more. */
async function fill(
  ports: UpdatePorts, options: UpdateOptions, wanted: Wanted, missing: readonly ChunkRef[], state: CatalogState,
): Promise<Result<Downloaded, CatalogError> | "conflict"> {
  const got = await download(ports, options, wanted, missing, state);
  if (got === "conflict" || !got.ok) return got;
  const first = await verifyStored(ports, wanted.chunks);
  if (first.damaged.length === 0) return smoked(wanted.manifest, first.sound, got);
  const again = await download(ports, options, wanted, first.damaged, got.value.state);
  if (again === "conflict" || !again.ok) return again;
  const { sound, damaged } = await verifyStored(ports, wanted.chunks);
  const [broken] = damaged;
  if (broken !== undefined) return fail({ kind: "hash-mismatch", path: chunkPath(broken.hash) });
  return smoked(wanted.manifest, sound, again);
}

type Got = Result<Downloaded, CatalogError>;
const smoked = (manifest: Manifest, chunks: ReadonlyMap<string, Uint8Array>, got: Got): Got => {
  const sound = smokeTest(manifest, chunks);
  return sound.ok ? got : sound;
};

/** Rule 7: one commit makes the new release active. Trust is raised here and nowhere earlier (3). */
async function switchTo(
  ports: UpdatePorts, state: CatalogState, { payload, signers }: SignedPointer, regions: readonly string[], wanted: Wanted,
): Promise<"committed" | "conflict"> {
  const { version, manifestHash, expires } = payload;
  const { active } = state;
  const same = active?.manifestHash === manifestHash;
  const { goodStarts, failedStarts } = same ? active : { goodStarts: 0, failedStarts: 0 };
  const installed: Installed = { version, manifestHash, regions, expires, goodStarts, failedStarts };
  // 8: what has never started well is no release to go back to.
  const previous = same || active?.goodStarts === 0 ? (state.previous ?? (same ? null : active)) : active;
  const keep = new Set([...(await blobsOf(ports.store, previous)), manifestHash, ...wanted.chunks.map((chunk) => chunk.hash)]);
  const drop = [...(await ports.store.hashes())].filter((hash) => !keep.has(hash)); // 9
  const trust = raised(state, signers, version);
  return ports.store.commit({ ...state, revision: state.revision + 1, trust, active: installed, previous }, drop);
}

const raised = (state: CatalogState, signers: readonly string[], version: number) =>
  ({ ...state.trust, ...Object.fromEntries(signers.map((signer) => [signer, version])) });

/** The active release offered again: a later expiry, or a further signer, is noted. `null`: nothing stood against it. */
async function prolong(ports: UpdatePorts, state: CatalogState, { payload, signers }: SignedPointer): Promise<"conflict" | null> {
  const { active } = state;
  if (active === null) return null;
  const later = instantToSeconds(payload.expires) > instantToSeconds(active.expires);
  if (!later && signers.every((signer) => state.trust[signer] === payload.version)) return null;
  const next = { ...active, expires: later ? payload.expires : active.expires };
  const prolonged = { ...state, revision: state.revision + 1, trust: raised(state, signers, payload.version), active: next };
  return (await ports.store.commit(prolonged, [])) === "conflict" ? "conflict" : null;
}
