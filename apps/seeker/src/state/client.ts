import { create } from "zustand";
import type { SyncClient } from "@pathwayks/sync";
import { correctClock } from "./clock.ts";

interface ClientState {
  /** `null` before the device's database is open, and where it cannot be read. */
  readonly client: SyncClient | null;
  /** Grows with everything that changes in it. */
  readonly turn: number;
}

const useClientState = create<ClientState>()(() => ({ client: null, turn: 0 }));

export function watchClient(client: SyncClient): void {
  correctClock(client.skew);
  useClientState.setState({ client });
  client.subscribe(() => {
    correctClock(client.skew);
    useClientState.setState(({ turn }) => ({ turn: turn + 1 }));
  });
}

/** What `read` makes of the person's own side of the device: outbox, feed, standing. Read anew after each change. */
export function useClient<T>(read: (client: SyncClient) => T): T | null {
  const { client } = useClientState();
  return client && read(client);
}

/** For what is pressed: by then the database is open. `null` only where it cannot be read. */
export const currentClient = (): SyncClient | null => useClientState.getState().client;

/** Milliseconds after which a database that has not opened is taken for one that cannot be read. */
const LONGEST_OPENING = 10_000;

/** The client, as soon as the device's database is open: a quick hand may be done before it. `null` where it cannot be read. */
export const openedClient = (): Promise<SyncClient | null> =>
  new Promise((resolve) => {
    const known = currentClient();
    if (known) return resolve(known);
    const timer = setTimeout(() => settle(null), LONGEST_OPENING);
    const stop = useClientState.subscribe(({ client }) => client && settle(client));
    const settle = (client: SyncClient | null): void => {
      clearTimeout(timer);
      stop();
      resolve(client);
    };
  });
