import type { UserId } from "@pathwayks/contracts";
import { testUser } from "../../server/src/testing/actors.ts";
import { Chance } from "./chance.ts";
import { Device } from "./device.ts";
import { Faults } from "./faults.ts";
import { SimServer } from "./server.ts";
import { Time } from "./time.ts";
import { Watch } from "./watch.ts";

/** One run: everything that there is, and one source of chance. */
export class World {
  readonly time = new Time();
  readonly faults = new Faults();
  readonly watch = new Watch(() => this.time.now);
  readonly chance: Chance;
  readonly server: SimServer;
  readonly users: readonly UserId[];
  readonly devices: readonly Device[];

  constructor(seed: number) {
    this.chance = new Chance(seed);
    this.server = new SimServer(this.time, this.chance, this.watch);
    this.users = [testUser(1), testUser(2)].slice(0, this.chance.is(0.4) ? 2 : 1);
    const count = this.chance.weighted({ 1: 2, 2: 4, 3: 2, 4: 1 });
    this.devices = Array.from({ length: Number(count) }, () => new Device(this));
  }

  async begin(): Promise<void> {
    for (const user of this.users) await this.server.inside.join(user);
  }
}
