import type { Manifest, Result } from "@pathwayks/contracts";
import { fail, ok } from "@pathwayks/contracts";
import type { CatalogError } from "../error.ts";
import { openJoined } from "../open/joined.ts";
import { once } from "../open/lazy.ts";
import { openCatalog } from "../open/open.ts";
import type { CatalogView } from "../view.ts";
import { manifestIn, storedManifest, withoutPrevious } from "./installed.ts";
import { joinedKey } from "./keep-joined.ts";
import { chunksFor } from "./manifest.ts";
import type { CatalogState, CatalogStore, Installed, JoinedRow, StartRows } from "./store.ts";

/** Starts that must end well before the previous release is let go; failed ones in a row before it comes back. */
export const GOOD_STARTS = 3, FAILED_STARTS = 2;

export interface Started {
  readonly view: CatalogView;
  readonly manifest: Manifest;
  readonly installed: Installed;
  /** Version that was given up in this start; `null` mostly. To be reported. */
  readonly rolledBack: number | null;
  /** The joined copy that it was opened from; `null`: from its chunks. */
  readonly joined: JoinedRow | null;
  /** True once descriptions can be read, which throws until then; false where they are lost, and only the chunks have them. */
  readonly whole: Promise<boolean>;
  /** To be called once the catalog has served: a start that never confirms counts as failed. */
  confirm(): Promise<void>;
}

/**
 * Opens the active release; `null` where there is none. A start that is never confirmed has failed, and after two of them,
 * or when the release cannot be opened at all, the previous one comes back. Chunks are not hashed again: that was done when
 * they were switched to, and what is damaged since fails to open. `code` names this build of the app: a joined copy that the
 * very same made (`keepJoined`) opens faster.
 */
export async function startCatalog(store: CatalogStore, code?: string): Promise<Result<Started | null, CatalogError>> {
  try {
    const rows = code === undefined ? undefined : await store.readStart?.(), state = rows?.state ?? (await store.readState());
    if (state.active === null) return ok(null);
    if (state.active.failedStarts >= FAILED_STARTS && state.previous !== null) return await rollBack(store, state, true);
    // Reading needs no room: on a full device the catalog that is there still opens, though the start goes uncounted.
    const begin = once(() => noteBegun(store, state).catch(() => undefined));
    const started = (rows && (await openFast(rows, joinedKey(state.active, code ?? ""), begin, store))) ?? (await open(store, state.active, null, begin));
    if (started.ok || state.previous === null) return started;
    // Lost chunks are this device's fault, not the release's: it may be downloaded again.
    return await rollBack(store, await store.readState(), started.error.kind !== "missing-chunk");
  } catch (error) {
    return fail({ kind: "storage", detail: error instanceof Error ? `${error.name}: ${error.message}` : String(error) });
  }
}

async function rollBack(store: CatalogStore, state: CatalogState, refuse: boolean):
Promise<Result<Started | null, CatalogError>> {
  const { active, previous } = state;
  if (active === null || previous === null) return ok(null);
  const { version, manifestHash } = active;
  const refused = refuse ? [...state.refused, { version, manifestHash }] : state.refused;
  const back = { ...previous, failedStarts: 1 };
  const answer = await store.commit({ ...state, revision: state.revision + 1, active: back, previous: null, refused }, []);
  return answer === "conflict" ? fail({ kind: "busy" }) : open(store, back, version);
}

/**
 * From the joined copy; `null` where there is none of this very release, or it is damaged: then the chunks serve. After a start
 * that was not confirmed they do too, so that whatever may be wrong with a copy is wrong once.
 */
async function openFast({ state: { active: installed }, manifest: bytes, joined }: StartRows, key: string, begin: () => Promise<unknown>, store: CatalogStore):
Promise<Result<Started, CatalogError> | null> {
  const manifest = manifestIn(bytes);
  if (manifest === null || installed === null || joined?.key !== key || installed.failedStarts > 0) return null;
  const [copy] = await Promise.all([joined.bytes(), begin()]);
  if (copy === undefined) return null;
  let prose: Uint8Array | undefined;
  const opened = openJoined(manifest, copy, () => {
    if (prose === undefined) throw new Error("a description is read before it is there");
    return prose;
  });
  if (!opened.ok) return null;
  const { view, proseBytes } = opened.value;
  const whole = joined.prose().then((bytes) => {
    prose = bytes;
    return bytes?.length === proseBytes;
  });
  return ok({ view, manifest, installed, rolledBack: null, joined, whole, confirm: () => confirm(store, installed.manifestHash) });
}

/** `begin` writes down that a start begins. It is on the disk before anything is opened, and takes its time while blobs are read. */
async function open(store: CatalogStore, installed: Installed, rolledBack: number | null, begin: () => Promise<unknown> = async () => undefined):
Promise<Result<Started, CatalogError>> {
  const manifest = await storedManifest(store, installed.manifestHash);
  if (manifest === null) {
    await begin();
    return fail({ kind: "missing-chunk", chunk: "manifest" });
  }
  const chunks = chunksFor(manifest, installed.regions);
  const [stored] = await Promise.all([store.getMany(chunks.map((chunk) => chunk.hash)), begin()]);
  const lost = chunks.find((chunk) => !stored.has(chunk.hash));
  if (lost !== undefined) return fail({ kind: "missing-chunk", chunk: lost.id });
  const view = openCatalog(manifest, stored);
  if (!view.ok) return view;
  return ok({ view: view.value, manifest, installed, rolledBack, joined: null, whole: Promise.resolve(true), confirm: () => confirm(store, installed.manifestHash) });
}

async function confirm(store: CatalogStore, manifestHash: string): Promise<void> {
  const state = await note(store, manifestHash, (active) => ({ ...active, failedStarts: 0, goodStarts: active.goodStarts + 1 }));
  if (state === null || state.previous === null || (state.active?.goodStarts ?? 0) < GOOD_STARTS) return;
  const { next, drop } = await withoutPrevious(store, state, new Set());
  // Lost to another tab's commit, the next start does it.
  await store.commit(next, drop);
}

/** Counts this start as failed until it is confirmed. */
async function noteBegun(store: CatalogStore, state: CatalogState): Promise<void> {
  if (state.active === null) return;
  const begun = (active: Installed): Installed => ({ ...active, failedStarts: active.failedStarts + 1 });
  if ((await store.commit({ ...state, revision: state.revision + 1, active: begun(state.active) }, [])) === "committed") return;
  await note(store, state.active.manifestHash, begun);
}

/** Changes the active release's record, again if another tab commits in between; `null` where it is no longer active. */
async function note(store: CatalogStore, manifestHash: string, change: (active: Installed) => Installed):
Promise<CatalogState | null> {
  for (;;) {
    const state = await store.readState();
    if (state.active?.manifestHash !== manifestHash) return null;
    const next = { ...state, revision: state.revision + 1, active: change(state.active) };
    if ((await store.commit(next, [])) === "committed") return next;
  }
}
