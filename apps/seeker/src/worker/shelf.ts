import { keepJoined, startCatalog, updateCatalog, type CatalogError, type KeepOptions, type CatalogStore, type Started, type UpdatePorts } from "@pathwayks/catalog";
import type { Region, Result, TrustedKey } from "@pathwayks/contracts";
import { DeviceFault } from "@pathwayks/sync";
import type { UpdateProgress } from "../engine/port.ts";
import type { Subscription } from "../engine/protocol.ts";
import { homeRegion, subscribedRegions } from "./regions.ts";

/** The one catalog that this worker answers from, and its renewal. */
export interface Shelf {
  /** `null` where none is on the device. Rejects with a `DeviceFault` when the storage itself fails. */
  opened(): Promise<Started | null>;
  /** The same once descriptions can be read too. */
  whole(): Promise<Started | null>;
  /** To be called when a question was answered from the catalog: then its start has ended well. */
  served(): void;
  /** Where the person turns out to live: fetches the jobs of that region if they are wanted and missing, once. */
  livesAt(place: Subscription["place"]): void;
  /** One at a time: a call during another one gets the same outcome. Never rejects. */
  update(subscription: Subscription): Promise<UpdateProgress>;
}

export interface ShelfDeps {
  readonly ports: Omit<UpdatePorts, "store">;
  /** Opened once, when first needed. */
  readonly store: () => Promise<CatalogStore>;
  /** Calls back when there has been nothing to do for a while. */
  readonly whenIdle: (work: () => void) => void;
  readonly trusted: readonly TrustedKey[];
  readonly appVersion: number;
  readonly onProgress: (progress: UpdateProgress) => void;
  /** A joined copy for the next start, of what this build of the app works out; `null`: none is kept or read. */
  readonly joined: Pick<KeepOptions, "code" | "use"> | null;
}

export function createShelf(deps: ShelfDeps): Shelf {
  let store: Promise<CatalogStore> | null = null;
  let current: Promise<Started | null> | null = null;
  let confirmed: Started | null = null;
  let running: Promise<UpdateProgress> | null = null;
  /** As last asked for; nothing is fetched before the first time. */
  let wanted: Subscription | null = null;
  const fetched = new Set<Region>();

  const theStore = (): Promise<CatalogStore> => (store ??= deps.store());
  const start = async (): Promise<Started | null> => usable(await startCatalog(await theStore(), deps.joined?.code));
  const opened = (): Promise<Started | null> => {
    current ??= start();
    // A storage that failed once may be back for the next question.
    current.catch(() => (current = null));
    return current;
  };

  const whole = async (): Promise<Started | null> => {
    const started = await opened();
    if (!started || (await started.whole)) return started;
    // The copy has lost them; the chunks are the release.
    if ((await current) === started) current = startCatalog(await theStore()).then(usable);
    return opened();
  };

  const once = async (subscription: Subscription): Promise<Result<UpdateProgress, CatalogError>> => {
    const before = await opened().catch(() => null);
    const home = before && homeRegion(before.view, subscription.place);
    const here = (before?.installed.regions ?? []) as readonly Region[];
    const outcome = await updateCatalog({ ...deps.ports, store: await theStore() }, {
      trusted: deps.trusted,
      appVersion: deps.appVersion,
      regions: (manifest) => subscribedRegions(manifest, subscription.dataUse, home, here),
      onProgress: (progress) => deps.onProgress({ kind: "downloading", ...progress }),
    });
    if (!outcome.ok) return outcome;
    const { kind, version } = outcome.value;
    // A pointer that only lives longer changes the state too, so the next answer reads it anew.
    if (kind === "switched" || !before) current = start();
    return { ok: true, value: { kind, version } };
  };

  const update = async (subscription: Subscription): Promise<UpdateProgress> => {
    deps.onProgress({ kind: "checking" });
    let outcome = await once(subscription);
    // On a first visit nobody knows yet in which region a place lies: the catalog itself says, so its jobs come second.
    const after = outcome.ok ? await opened().catch(() => null) : null;
    const home = after && homeRegion(after.view, subscription.place);
    if (after && home && outcome.ok && !covers(after, subscription, home)) outcome = await once(subscription);
    const progress: UpdateProgress = outcome.ok ? outcome.value : { kind: "failed", reason: outcome.error.kind };
    deps.onProgress(progress);
    return progress;
  };

  const tidy = async (started: Started): Promise<void> => {
    if (!running) await tidied(await theStore(), deps, started);
  };

  return {
    opened,
    whole,
    served: () => {
      void current?.then((started) => {
        if (!started || started === confirmed) return undefined;
        confirmed = started;
        deps.whenIdle(() => void tidy(started).catch(() => undefined));
        return started.confirm();
      }).catch(() => undefined);
    },
    livesAt: (place) => {
      void current?.then((started) => {
        const home = started && homeRegion(started.view, place);
        if (!home || !wanted || running || fetched.has(home) || covers(started, wanted, home)) return undefined;
        fetched.add(home);
        return renew({ ...wanted, place });
      }).catch(() => undefined);
    },
    update: renew,
  };

  function renew(subscription: Subscription): Promise<UpdateProgress> {
    wanted = subscription;
    running ??= update(subscription)
      .catch((error: unknown): UpdateProgress => ({ kind: "failed", reason: error instanceof DeviceFault ? error.fault : "storage" }))
      .finally(() => (running = null));
    return running;
  }
}

type TidyDeps = { readonly ports: Pick<UpdatePorts, "sha256"> } & Pick<ShelfDeps, "joined">;

/** Lays down a joined copy for the next start. Answers questions in between. */
export async function tidied(store: CatalogStore, { ports: { sha256 }, joined }: TidyDeps, started: Started): Promise<void> {
  if (joined) await keepJoined({ store, sha256 }, started, { ...joined, pause: () => new Promise((resolve) => setTimeout(resolve)) });
}

const covers = ({ manifest, installed }: Started, { dataUse }: Subscription, home: Region): boolean =>
  subscribedRegions(manifest, dataUse, home, []).every((region) => installed.regions.includes(region));

/** A release that cannot be opened is as good as none: the next update brings it again. Only broken storage is a fault. */
function usable(started: Result<Started | null, CatalogError>): Started | null {
  if (started.ok) return started.value;
  if (started.error.kind === "storage") throw new DeviceFault("lost", started.error.detail);
  return null;
}
