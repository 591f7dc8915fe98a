import { registerApp } from "./device/app-update.ts";
import { watchInstallPrompt } from "./device/install-prompt.ts";
import { watchNotices } from "./device/push.ts";
import { router } from "./routes.tsx";
import { ErrorScreen, NotFoundScreen } from "./shell/error-screens.tsx";
import { startEngine, updateCatalog, useEngineState, watchNetwork } from "./state/engine.ts";
import { beforeLock } from "./state/lock.ts";
import { flushPerson, openPerson } from "./state/person.ts";
import { dressDocument, settingsFromAddress, useSettings } from "./state/settings.ts";
import { speak } from "./words/words.ts";

/** Bytes of a catalog that need no question under the setting "ask me first": what is on the device already. */
async function openData(): Promise<void> {
  const [{ openPersonStore }, { createEngine }] = await Promise.all([import("./device/person-store.ts"), import("./engine/client.ts")]);
  // The person first: a question can be answered while the catalog is still being read.
  await Promise.all([
    openPerson(openPersonStore),
    startEngine(async () => createEngine()).then(() => {
      const { catalog } = useEngineState.getState();
      const asks = useSettings.getState().dataUse === "ask";
      if (catalog?.kind === "absent" || !asks) return updateCatalog();
      return undefined;
    }),
  ]);
}

function watchPage(): void {
  beforeLock(flushPerson);
  addEventListener("pagehide", () => void flushPerson());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") void flushPerson();
  });
}

/** Words and settings, before the first render; storage, engine and worker begin here and go on behind it. */
export async function prepare(): Promise<void> {
  watchInstallPrompt();
  settingsFromAddress(location.search);
  const { shownLanguage } = useSettings.getState();
  await speak(shownLanguage);
  dressDocument(useSettings.getState());
  useSettings.subscribe((now, before) => {
    if (now.shownLanguage === before.shownLanguage) return dressDocument(now);
    void speak(now.shownLanguage).then(() => dressDocument(now));
  });
  router.update({ ...router.options, defaultErrorComponent: ErrorScreen, defaultNotFoundComponent: NotFoundScreen });
  watchPage();
  watchNetwork(window);
  watchNotices(() => void router.navigate({ to: "/notifications" }));
  void openData().catch(() => useEngineState.setState({ failed: true }));
  void registerApp();
}
