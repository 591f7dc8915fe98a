import { browserDeps } from "./browser.ts";
import { SyncClient } from "./client.ts";
import type { ConnectionDeps } from "./connection.ts";
import { openDevice } from "./device.ts";
import { DeviceLocked } from "./lock/lock.ts";
import type { SyncDeps } from "./ports.ts";

/** A browser ends a worker that takes minutes for one event. Milliseconds. */
const PATIENCE_MS = 60_000;

/**
 * A conversation with the server while no page is open, under the same lock and lease as any other. `true` once nothing is
 * left that another try could send. Rejects with a `DeviceFault`.
 */
export async function converseInBackground(deps: ConnectionDeps = {}): Promise<boolean> {
  const device = await openDevice(deps);
  try {
    return await converseOnce(browserDeps(device.people));
  } catch (error) {
    // What is locked waits for the person.
    if (error instanceof DeviceLocked) return true;
    throw error;
  } finally {
    device.close();
  }
}

/** The same over any ports. Begins nothing: where nobody has used this device, nothing is written. */
export async function converseOnce({ signal, ...deps }: SyncDeps): Promise<boolean> {
  if ((await deps.store.directory()).active === null) return true;
  // Tells the pages what was committed and listens to none: it is gone again before they would say anything.
  const client = await SyncClient.open({ ...deps, ...(signal && { signal: { tell: () => signal.tell(), hear: () => () => undefined } }) });
  for (let left = PATIENCE_MS; ; ) {
    const { againIn } = await client.converse();
    if (!client.hasToSend) return true;
    if (againIn === null || againIn > left) return false;
    // The last try failed a moment ago, without the network that is here now; or a page has the lock, and may be gone.
    left -= againIn;
    await deps.sleep(againIn, new Promise(() => undefined));
  }
}
