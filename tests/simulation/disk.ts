import { DeviceFault } from "../../packages/sync/src/fault.ts";
import type { Commit, Directory, LocalStore, Snapshot, SpaceId } from "../../packages/sync/src/store/local-store.ts";
import type { Chance } from "./chance.ts";
import type { Faults } from "./faults.ts";
import type { Tab } from "./tab.ts";
import type { Time } from "./time.ts";
import type { Watch } from "./watch.ts";

/** A tab's way to the disk of its device: takes time, and may be cut before or after any commit. */
export class SimStore implements LocalStore {
  readonly mode = "durable" as const;
  readonly #tab: Tab;
  readonly #disk: LocalStore;
  readonly #world: { readonly time: Time; readonly chance: Chance; readonly faults: Faults; readonly watch: Watch };

  constructor(tab: Tab, disk: LocalStore, world: { readonly time: Time; readonly chance: Chance; readonly faults: Faults; readonly watch: Watch }) {
    this.#tab = tab;
    this.#disk = disk;
    this.#world = world;
  }

  directory(): Promise<Directory> {
    return this.#tab.alive(this.#disk.directory());
  }

  read(space: SpaceId, known?: Snapshot): Promise<Snapshot | null> {
    return this.#tab.alive(this.#disk.read(space, known));
  }

  async #known(space: SpaceId): Promise<Snapshot | null> {
    const { seen } = this.#tab.device;
    const now = await this.#disk.read(space, seen.get(space));
    if (now) seen.set(space, now);
    return now;
  }

  async commit(commit: Commit): Promise<"committed" | "conflict" | "gone"> {
    const { time, chance, faults, watch } = this.#world;
    await this.#tab.alive(time.wait(chance.between(0, 30)));
    const fault = this.#tab.device.healed ? "none" : chance.weighted({ none: 91, "crash-before-commit": 3, "crash-after-commit": 3, "kill-tab": 2, quota: 1 });
    if (fault !== "none") faults.add(fault);
    if (fault === "quota") throw new DeviceFault("quota");
    if (fault === "crash-before-commit") return this.#tab.device.crash();
    const spaces = [...new Set(commit.writes.map(({ space }) => space))];
    const before = new Map(await Promise.all(spaces.map(async (space) => [space, await this.#known(space)] as const)));
    const outcome = await this.#disk.commit(commit);
    if (outcome === "committed") watch.committed(commit, before);
    if (fault === "crash-after-commit") return this.#tab.device.crash();
    if (fault === "kill-tab") return this.#tab.end();
    return this.#tab.alive(Promise.resolve(outcome));
  }
}
