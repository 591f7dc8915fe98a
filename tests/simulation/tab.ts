import { createHash } from "node:crypto";
import { sha256, type Sha256 } from "@pathwayks/contracts";
import { SyncClient } from "../../packages/sync/src/client.ts";
import { DeviceFault } from "../../packages/sync/src/fault.ts";
import { Loop } from "../../packages/sync/src/flush/loop.ts";
import type { SyncDeps } from "../../packages/sync/src/ports.ts";
import { SpaceGone } from "../../packages/sync/src/space/space.ts";
import type { Device } from "./device.ts";
import { SimStore } from "./disk.ts";
import { SimNet } from "./network.ts";
import type { World } from "./world.ts";

const never = <T>(): Promise<T> => new Promise<T>(() => undefined);
const hash = (text: string): Promise<Sha256> => Promise.resolve(sha256.parse(createHash("sha256").update(text).digest("hex")));

/** One tab, or a service worker: its own memory over the device's disk. */
export class Tab {
  readonly device: Device;
  readonly #world: World;
  dead = false;
  frozenUntil = 0;
  client: SyncClient | null = null;
  #loop: Loop | null = null;
  readonly #listeners = new Set<() => void>();
  readonly held = new Set<string>();

  constructor(device: Device, world: World) {
    this.device = device;
    this.#world = world;
  }

  async open(): Promise<void> {
    const deps = this.#deps();
    const client = await SyncClient.open(deps, () => this.#loop?.wake());
    this.client = client;
    this.#loop = new Loop(() => client.converse(), deps, (error) => {
      if (!(error instanceof DeviceFault) && !(error instanceof SpaceGone)) this.#world.watch.say(`a bug: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      return true;
    });
    void this.#loop.run();
  }

  wake(): void {
    this.#loop?.wake();
  }

  hear(): void {
    for (const listener of this.#listeners) listener();
  }

  /** What comes back to a tab that is gone comes back to nobody; to one that sleeps, when it wakes. */
  async alive<T>(work: Promise<T>): Promise<T> {
    const settled = await work.then((value) => () => value, (error: unknown) => (): T => { throw error; });
    const { time } = this.#world;
    while (!this.dead && this.frozenUntil > time.now) await time.wait(Math.ceil(Math.min(10_000, this.frozenUntil - time.now)));
    return this.dead ? never<T>() : settled();
  }

  /** The tab is killed; nothing of its memory is left. */
  end<T>(): Promise<T> {
    this.dead = true;
    this.held.clear();
    this.device.closed(this);
    return never<T>();
  }

  #deps(): SyncDeps {
    const { time, chance, server } = this.#world;
    return {
      store: new SimStore(this, this.device.disk, this.#world),
      net: new SimNet(this, server, this.#world),
      now: () => time.now + this.device.skew,
      random: (count) => chance.bytes(count),
      sha256: hash,
      sleep: (ms, waking) => this.alive(Promise.race([time.wait(Math.min(ms, 7 * 24 * 3_600_000)), waking])),
      locks: { ifFree: (name, body) => this.#ifFree(name, body) },
      signal: {
        tell: () => this.device.tell(this),
        hear: (listener) => {
          this.#listeners.add(listener);
          return () => this.#listeners.delete(listener);
        },
      },
    };
  }

  async #ifFree<T>(name: string, body: () => Promise<T>): Promise<T | "busy"> {
    if (!this.device.hasLocks) return body();
    if (this.device.tabs.some((tab) => tab.held.has(name))) return "busy";
    this.held.add(name);
    try {
      return await body();
    } finally {
      this.held.delete(name);
    }
  }
}
