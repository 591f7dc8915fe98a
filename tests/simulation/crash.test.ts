import { expect, test } from "vitest";
import { SyncClient } from "../../packages/sync/src/client.ts";
import { CutStore, lookAtDisk, reopen, stage, trip } from "./crash.ts";
import { journeys, type Trip } from "./journeys.ts";

let points = 0;

/** Runs a journey, cut at a write or not at all. Gives how many writes it made, and what is wrong afterwards. */
async function run(journey: (typeof journeys)[string], cut: { at: number; after: boolean } | null): Promise<{ writes: number; wrong: string[] }> {
  const at = await stage();
  const store = new CutStore(at.disk, cut);
  let going: Trip | null = null as Trip | null;
  const whole = (async () => {
    const client = await SyncClient.open(at.deps(store, () => going?.session ?? null));
    going = trip(client, at);
    await journey(going);
  })();
  await Promise.race([whole, store.abandoned]);
  const wrong = [...(going ? await lookAtDisk(at.disk, going) : []), ...(await reopen(at))];
  await at.close();
  return { writes: store.writes, wrong };
}

for (const [name, journey] of Object.entries(journeys))
  test(`cut at each of its writes, somebody who ${name} loses nothing and finds nothing half done`, async () => {
    const { writes, wrong } = await run(journey, null);
    expect(wrong).toEqual([]);
    expect(writes).toBeGreaterThan(4);
    for (let at = 1; at <= writes; at++)
      for (const after of [false, true]) {
        points += 1;
        expect({ at, after, wrong: (await run(journey, { at, after })).wrong }).toEqual({ at, after, wrong: [] });
      }
  });

test("the journeys were cut at about four hundred points", () => {
  console.info(`        ${points} points`);
  expect(points).toBeGreaterThanOrEqual(380);
});
