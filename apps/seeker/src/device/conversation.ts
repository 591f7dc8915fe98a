import { askForBackgroundSync, DeviceFault, DeviceLocked, Loop, timerSleep, watchTriggers, type Conversation, type StorageFault, type SyncClient } from "@pathwayks/sync";

/** Talks with the server from now on, whenever there is something to say and somebody is signed in. */
export function startConversation(client: SyncClient, tell: (fault: StorageFault) => void): { readonly wake: () => void; readonly stop: () => void } {
  const loop = new Loop(() => converse(client), { sleep: timerSleep }, (error) => {
    // Another tab set a lock: this page has no key any more, and must not go on showing what it has.
    if (error instanceof DeviceLocked) location.reload();
    // What is no fault of storage is a bug; the next trigger tries again.
    if (error instanceof DeviceFault) tell(error.fault);
    return true;
  });
  const wake = (): void => {
    loop.wake();
    if (!navigator.onLine) remind(client);
  };
  const hidden = (): void => {
    if (document.visibilityState === "hidden") remind(client);
  };
  const unwatch = watchTriggers(wake);
  document.addEventListener("visibilitychange", hidden);
  const stop = (): void => {
    unwatch();
    document.removeEventListener("visibilitychange", hidden);
    loop.stop();
  };
  void loop.run();
  return { wake, stop };
}

async function converse(client: SyncClient): Promise<Conversation> {
  const conversation = await client.converse();
  if (conversation.outcome === "waiting") remind(client);
  return conversation;
}

/** Has the browser send what waits here, should this page be closed before a network is back. Where it cannot, the next visit does. */
function remind(client: SyncClient): void {
  if (client.hasToSend) void navigator.serviceWorker?.getRegistration().then((found) => found && askForBackgroundSync(found));
}
