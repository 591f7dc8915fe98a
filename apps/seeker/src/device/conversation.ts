import { askForBackgroundSync, DeviceFault, Loop, timerSleep, watchTriggers, type StorageFault, type SyncClient } from "@pathwayks/sync";

/** Talks with the server from now on, whenever there is something to say and somebody is signed in. */
export function startConversation(client: SyncClient, tell: (fault: StorageFault) => void): { readonly wake: () => void; readonly stop: () => void } {
  const loop = new Loop(() => client.converse(), { sleep: timerSleep }, (error) => {
    // What is no fault of storage is a bug; the next trigger tries again.
    if (error instanceof DeviceFault) tell(error.fault);
    return true;
  });
  const wake = (): void => {
    loop.wake();
    if (client.standing().unsent > 0 && !navigator.onLine) void navigator.serviceWorker?.ready.then(askForBackgroundSync);
  };
  const unwatch = watchTriggers(wake);
  void loop.run();
  return { wake, stop: () => { unwatch(); loop.stop(); } };
}
