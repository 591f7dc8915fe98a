import { DeviceFault } from "../../packages/sync/src/fault.ts";
import { SpaceGone } from "../../packages/sync/src/space/space.ts";
import type { Device } from "./device.ts";
import type { World } from "./world.ts";

// What happens to people: to their phone, their line, their account, and to the server.

const YEAR = 365 * 24 * 3_600_000;
const DAY = YEAR / 365;

export const mishapWeights = {
  signIn: 6, signOut: 2, lapse: 3, secondTab: 4, crash: 4, freeze: 3, offline: 5, online: 5, clockJump: 4, poison: 2, serverDown: 3, serverUp: 6,
  serverRestart: 3, backup: 6, restore: 2, away: 0.6,
} as const;
export type Mishap = keyof typeof mishapWeights;

export async function letHappen(world: World, device: Device, mishap: Mishap): Promise<void> {
  await mishaps[mishap](world, device);
}

/** Storage that refuses and a person who signed out elsewhere are told to the person; anything else is a bug. */
export const isExpected = (error: unknown): boolean => error instanceof DeviceFault || error instanceof SpaceGone;

const mishaps: Readonly<Record<Mishap, (world: World, device: Device) => Promise<void> | void>> = {
  signIn: async ({ chance, faults, users }, device) => {
    const user = chance.one(users);
    faults.add("sign-in");
    device.signIn(user);
    await (await device.tab()).client?.signedIn(user);
  },
  signOut: async ({ chance, faults }, device) => {
    faults.add("sign-out");
    const outcome = await (await device.tab()).client?.signOut(chance.is(0.3));
    if (outcome?.status === "done" && !device.healed) {
      device.session = null;
      device.refreshable = null;
    }
  },
  lapse: ({ chance, faults }, device) => {
    faults.add("lapse");
    device.session = null;
    if (chance.is(0.5)) device.refreshable = null;
  },
  secondTab: async ({ faults }, device) => {
    faults.add("second-tab");
    if (device.tabs.length < 3) await device.open();
  },
  crash: ({ faults }, device) => {
    faults.add("kill-tab");
    void device.crash();
  },
  freeze: ({ chance, faults, time }, device) => {
    faults.add("freeze");
    for (const tab of device.tabs.slice(0, 1)) tab.frozenUntil = time.now + chance.between(5_000, 600_000);
  },
  offline: ({ faults }, device) => {
    faults.add("offline");
    device.offline = true;
  },
  online: (_world, device) => {
    device.offline = false;
    for (const tab of device.tabs) tab.wake();
  },
  clockJump: ({ chance, faults }, device) => {
    faults.add("clock-jump");
    device.skew = Math.round(chance.between(-2 * YEAR, 2 * YEAR));
  },
  poison: (_world, device) => {
    const first = device.tabs.flatMap(({ client }) => client?.outbox.list() ?? []).find(({ state }) => state === "queued");
    device.poison = first?.id ?? null;
  },
  serverDown: ({ faults, server }) => {
    faults.add("server-down");
    server.down = true;
  },
  serverUp: ({ server }) => void (server.down = false),
  serverRestart: ({ faults, server }) => {
    faults.add("server-restart");
    server.inside.restart();
  },
  backup: ({ server }) => server.backup(),
  restore: ({ faults, server }) => {
    if (server.restore()) faults.add("server-restore");
  },
  // Weeks in which nobody opens the app: receipts grow old, and backups with them.
  away: async ({ chance, devices, server, time }) => {
    for (const device of devices) void device.crash();
    server.forgetBackups();
    await time.wait(chance.between(1, 45) * DAY);
    server.backup();
  },
};
