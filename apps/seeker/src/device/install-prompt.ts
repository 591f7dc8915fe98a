import { useSyncExternalStore } from "react";

// The browser's own question whether to install the app, kept until the person asks for it. iOS has no such question: there
// the way is Share, then Add to Home Screen, and the screen says so.

interface InstallEvent extends Event {
  prompt(): Promise<void>;
  readonly userChoice: Promise<{ readonly outcome: "accepted" | "dismissed" }>;
}

export interface InstallPrompt {
  /** `browser`: `ask` opens the browser's question. `ios`: show how. `none`: installed, or this browser cannot. */
  readonly way: "browser" | "ios" | "none";
  readonly ask: () => Promise<"accepted" | "dismissed">;
}

let event: InstallEvent | null = null;
const listeners = new Set<() => void>();

/** Call once at the start: the browser fires early, and only once. */
export function watchInstallPrompt(): void {
  addEventListener("beforeinstallprompt", (fired) => {
    fired.preventDefault();
    set(fired as InstallEvent);
  });
  addEventListener("appinstalled", () => set(null));
}

/** For a button or a hint that helps to install the app. */
export function useInstallPrompt(): InstallPrompt {
  const way = useSyncExternalStore(subscribe, installWay, () => "none" as const);
  return { way, ask: askToInstall };
}

/** How this device installs the app now. */
export function installWay(): InstallPrompt["way"] {
  if (matchMedia("(display-mode: standalone)").matches) return "none";
  if (event) return "browser";
  return isIos() ? "ios" : "none";
}

/** Opens the browser's question. It may be asked once; `dismissed` where there is none to ask. */
export async function askToInstall(): Promise<"accepted" | "dismissed"> {
  const asked = event;
  if (!asked) return "dismissed";
  set(null);
  await asked.prompt();
  return (await asked.userChoice).outcome;
}

/** Told whenever `installWay` may have changed. Returns how to stop. */
export function watchInstallWay(listener: () => void): () => void {
  return subscribe(listener);
}

/** iPadOS calls itself a Mac; a Mac has no touch points. */
function isIos(): boolean {
  return /iPhone|iPad|iPod/.test(navigator.userAgent) || (/Macintosh/.test(navigator.userAgent) && navigator.maxTouchPoints > 1);
}

function set(next: InstallEvent | null): void {
  event = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
