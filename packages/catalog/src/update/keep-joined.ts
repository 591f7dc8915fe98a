import { joinCatalog } from "../open/joined.ts";
import type { CatalogView } from "../view.ts";
import { chunksFor } from "./manifest.ts";
import type { UpdatePorts } from "./ports.ts";
import { verifyStored } from "./smoke.ts";
import type { Started } from "./start.ts";
import type { Installed } from "./store.ts";

/** Of which release with which regions a joined copy is, and by which code: another one may work out other numbers. */
export const joinedKey = ({ manifestHash, regions }: Installed, code: string): string => [code, manifestHash, ...regions].join(" ");

export interface KeepOptions {
  /** Names this build of the app. */
  readonly code: string;
  /** Asks the view for whatever shall be kept with it. */
  readonly use: (view: CatalogView) => void;
  /** Resolves when what else there is to do has been done; asked after each column. */
  readonly pause: () => Promise<unknown>;
}

/**
 * Sees to it that the next start finds a sound joined copy of this release. It is made of chunks that still have their hashes,
 * or not at all.
 */
export async function keepJoined(ports: Pick<UpdatePorts, "store" | "sha256">, { manifest, installed, joined }: Started, options: KeepOptions): Promise<void> {
  const { store, sha256 } = ports;
  if (store.keepJoined === undefined) return;
  const hashOf = async (pieces: { readonly bytes: Uint8Array; readonly prose: Uint8Array }) => `${await sha256(pieces.bytes)} ${await sha256(pieces.prose)}`;
  const [bytes, prose] = await Promise.all([joined?.bytes(), joined?.prose()]);
  if (bytes && prose && (await hashOf({ bytes, prose })) === joined?.hash) return;
  const { sound, damaged } = await verifyStored(ports, chunksFor(manifest, installed.regions));
  if (damaged.length > 0) return;
  const joining = joinCatalog(manifest, sound, options.use);
  let step = joining.next();
  for (; step.done !== true; step = joining.next()) await options.pause();
  if (step.value.ok) await store.keepJoined(joinedKey(installed, options.code), await hashOf(step.value.value), step.value.value);
}
