import { create } from "zustand";
import type { CatalogState, CatalogStatus, Engine, UpdateProgress } from "../engine/port.ts";

interface EngineState {
  /** `null` while the worker starts. */
  readonly engine: Engine | null;
  /** The worker could not start: `unavailable` says the screen what to offer. */
  readonly failed: boolean;
  /** `null` while nobody has asked yet. */
  readonly catalog: CatalogState | null;
  readonly progress: UpdateProgress | null;
  readonly online: boolean;
}

export const useEngineState = create<EngineState>()(() => ({
  engine: null, failed: false, catalog: null, progress: null, online: navigator.onLine,
}));

/** Starts the engine, says what is on the device, then looks for something newer. Never rejects. */
export async function startEngine(open: () => Promise<Engine>): Promise<void> {
  try {
    const engine = await open();
    engine.onProgress((progress) => {
      useEngineState.setState({ progress });
      if (progress.kind === "switched") void refreshCatalog(engine);
    });
    const catalog = await engine.state();
    useEngineState.setState({ engine, catalog, failed: false });
  } catch {
    useEngineState.setState({ failed: true });
  }
}

async function refreshCatalog(engine: Engine): Promise<void> {
  useEngineState.setState({ catalog: await engine.state() });
}

/** Looks for a newer catalog now. Resolves when it is over, one way or the other. */
export async function updateCatalog(): Promise<UpdateProgress> {
  const { engine } = useEngineState.getState();
  if (!engine) return { kind: "failed", reason: "unavailable" };
  const outcome = await engine.update().catch((): UpdateProgress => ({ kind: "failed", reason: "unavailable" }));
  useEngineState.setState({ progress: outcome });
  await refreshCatalog(engine).catch(() => undefined);
  return outcome;
}

/** Follows the network of the device. */
export function watchNetwork(target: Window): void {
  const tell = () => useEngineState.setState({ online: target.navigator.onLine });
  target.addEventListener("online", () => { tell(); void updateCatalog(); });
  target.addEventListener("offline", tell);
}

export interface CatalogView {
  /** `loading`: the device is being asked; `absent`: nothing here yet; `ready`: usable, with or without a network. */
  readonly kind: "loading" | "absent" | "ready" | "failed";
  readonly status: CatalogStatus | null;
  readonly progress: UpdateProgress | null;
  readonly online: boolean;
}

export function catalogView({ catalog, failed, progress, online }: Pick<EngineState, "catalog" | "failed" | "progress" | "online">): CatalogView {
  const status = catalog?.kind === "ready" ? catalog.status : null;
  return { kind: failed ? "failed" : (catalog?.kind ?? "loading"), status, progress, online };
}
