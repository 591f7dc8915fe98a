import type { EntryId, UserId } from "@pathwayks/contracts";
import type { Snapshot } from "../../packages/sync/src/store/local-store.ts";
import { MemoryLocalStore } from "../../packages/sync/src/store/memory-local-store.ts";
import { Tab } from "./tab.ts";
import type { World } from "./world.ts";

const YEAR = 365 * 24 * 3_600_000;

/** One phone: a disk that outlives its tabs, a clock of its own, and the cookies that all its tabs share. */
export class Device {
  readonly disk = new MemoryLocalStore();
  readonly hasLocks: boolean;
  tabs: Tab[] = [];
  skew = 0;
  offline = false;
  healed = false;
  /** Whose access cookie is good now, and whose refresh cookie. */
  session: UserId | null = null;
  refreshable: UserId | null = null;
  /** An entry that the server cannot take without falling over. */
  poison: EntryId | null = null;
  pushes = 0;
  /** What the watch saw last of each space. */
  readonly seen = new Map<string, Snapshot>();
  crashes = 0;
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
    this.hasLocks = world.chance.is(0.6);
    if (world.chance.is(0.5)) {
      this.skew = Math.round(world.chance.between(-2 * YEAR, 2 * YEAR));
      world.faults.add("skew");
    }
  }

  /** The tab in front, opened where there is none. */
  async tab(): Promise<Tab> {
    const open = this.tabs.filter((tab) => tab.client !== null);
    return open.length > 0 ? this.#world.chance.one(open) : this.open();
  }

  async open(): Promise<Tab> {
    const tab = new Tab(this, this.#world);
    this.tabs.push(tab);
    await tab.open();
    return tab;
  }

  /** The battery is empty: every tab is gone at once, and the disk is what it is. */
  crash<T>(): Promise<T> {
    this.crashes += 1;
    for (const tab of [...this.tabs]) void tab.end();
    return new Promise<T>(() => undefined);
  }

  closed(tab: Tab): void {
    this.tabs = this.tabs.filter((other) => other !== tab);
  }

  tell(from: Tab): void {
    for (const tab of this.tabs) if (tab !== from) this.#world.time.after(5, () => void (tab.dead || tab.hear()));
  }

  signIn(user: UserId): void {
    this.session = user;
    this.refreshable = user;
  }
}
