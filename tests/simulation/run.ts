import type { UserId } from "@pathwayks/contracts";
import { checkEntries, checkSame, spacesOf, waitingIn } from "./check.ts";
import { deedWeights, doDeed } from "./deeds.ts";
import type { FaultName } from "./faults.ts";
import { isExpected, letHappen, mishapWeights } from "./mishaps.ts";
import { LATEST } from "./network.ts";
import { World } from "./world.ts";

/** Fewer faults than this prove nothing. */
export const LEAST_FAULTS = 20;
const MOST_STEPS = 200;
/** Twice the longest wait of ours: by then everything has arrived, or something is stuck. Milliseconds. */
const HEALED_WITHIN = 30 * 60_000;
const MOST_PUSHES_TO_HEAL = 120;

export interface Report {
  readonly seed: number;
  readonly steps: number;
  readonly faults: ReadonlyMap<FaultName, number>;
  readonly faultTotal: number;
  readonly acked: number;
  readonly restores: number;
  readonly events: number;
  /** What must never be; empty when all is well. */
  readonly broken: readonly string[];
}

/** One bad day, and what is left of it when it is over. The same seed gives the same day. */
export async function runSeed(seed: number): Promise<Report> {
  const world = new World(seed);
  const { chance, faults, time, watch, server, devices } = world;
  await world.begin();
  let steps = 0;
  const least = 8 + chance.int(24);
  while (steps < MOST_STEPS && (steps < least || faults.total < LEAST_FAULTS)) {
    steps += 1;
    const device = chance.one(devices);
    const work = chance.is(0.6) ? doDeed(world, device, chance.weighted(deedWeights)) : letHappen(world, device, chance.weighted(mishapWeights));
    void work.catch((error: unknown) => {
      if (!isExpected(error)) watch.say(`a bug: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    });
    await time.pass(chance.between(0, chance.is(0.1) ? 200_000 : 8_000));
  }
  await heal(world);
  await checkEntries(world);
  const events = time.happened;
  await server.inside.close();
  if (faults.total < LEAST_FAULTS) watch.say(`only ${faults.total} faults happened`);
  return { seed, steps, faults: faults.counts, faultTotal: faults.total, acked: watch.acked.size, restores: server.restores, events, broken: watch.broken };
}

/** Everything bad ends. Each account that is on a device is signed in there, the main one last. */
async function heal(world: World): Promise<void> {
  const { devices, server, time, users } = world;
  server.down = false;
  for (const device of devices) {
    Object.assign(device, { healed: true, offline: false, poison: null });
    for (const tab of device.tabs) tab.frozenUntil = time.now;
    if (device.tabs.every(({ client }) => client === null)) void device.open();
  }
  // What people had begun comes to its end.
  await time.pass(30_000);
  for (const user of [...users].reverse()) {
    const main = user === users[0];
    for (const device of devices) if (main || (await has(device, user))) await signIn(world, device, user);
    await drain(world, user);
    await checkSame(world, user);
  }
}

const has = async (device: World["devices"][number], user: UserId): Promise<boolean> => (await spacesOf(device)).some(({ work }) => work.about.account === user);

async function signIn({ time, watch }: World, device: World["devices"][number], user: UserId): Promise<void> {
  device.signIn(user);
  const tab = await device.tab();
  let done = false;
  void tab.client?.signedIn(user).then(() => (done = true), (error: unknown) => watch.say(`a sign-in failed: ${String(error)}`));
  await time.pass(20_000, () => done);
  if (!done) watch.say("stuck: a sign-in did not come to its end");
}

async function drain(world: World, user: UserId): Promise<void> {
  const { devices, time, watch } = world;
  const until = time.now + HEALED_WITHIN;
  for (const device of devices) device.pushes = 0;
  while (time.now < until && (await waiting(world, user)).length > 0) await time.pass(5_000);
  for (const left of await waiting(world, user)) watch.say(`stuck: ${left}`);
  for (const device of devices) if (device.pushes > MOST_PUSHES_TO_HEAL) watch.say(`stuck: ${device.pushes} pushes to heal`);
  // What wandered about has arrived. Then everybody hears of everything, also where a tab sleeps on the lock.
  await time.pass(LATEST);
  for (const device of devices) for (const tab of device.tabs) tab.wake();
  await time.pass(60_000);
}

async function waiting({ devices }: World, user: UserId): Promise<string[]> {
  const found = await Promise.all(devices.map(async (device, i) => (await spacesOf(device)).flatMap(({ active, work }) => (active && work.about.account === user ? waitingIn(work).map(({ entry, state }) => `${entry.kind} ${entry.id} is ${state} on device ${i}`) : []))));
  return found.flat();
}
