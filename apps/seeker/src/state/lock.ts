import { create } from "zustand";
import type { DeviceLock } from "@pathwayks/sync";
import { watchIdle } from "../device/idle.ts";

/** `impossible`: nothing is kept here, so there is nothing to lock. `waiting`: decisions that are not sent. */
export interface LockView {
  readonly status: "impossible" | "none" | "locked" | "open";
  readonly waiting: number;
}

export const useLock = create<LockView>()(() => ({ status: "impossible", waiting: 0 }));

/** Milliseconds that a page may take to put away what was typed, before it locks all the same. */
const PUT_AWAY_MS = 2_000;

let lock: DeviceLock | null = null;
let letIn: () => void = () => undefined;
let unwatch: () => void = () => undefined;
const kept = new Set<() => Promise<unknown>>();
const others = "BroadcastChannel" in globalThis ? new BroadcastChannel("pathwayks-lock") : null;

/** Resolves once what the device keeps of the person can be read: at once, or after the passphrase. */
export async function whenOpen(device: DeviceLock | null): Promise<void> {
  lock = device;
  others?.addEventListener("message", () => void leave());
  // "Back" may bring an older page as it was, with its keys.
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted && useLock.getState().status === "open") location.reload();
  });
  await show();
  if (useLock.getState().status === "locked") await new Promise<void>((resolve) => (letIn = resolve));
}

/** What holds something that was typed puts it away before a lock. Returns how to stop. */
export function beforeLock(putAway: () => Promise<unknown>): () => void {
  kept.add(putAway);
  return () => void kept.delete(putAway);
}

export async function unlock(passphrase: string): Promise<boolean> {
  if (!(await lock?.unlock(passphrase))) return false;
  await show();
  letIn();
  return true;
}

export async function setLock(passphrase: string): Promise<void> {
  await lock?.set(passphrase);
  // Other tabs have no key any more.
  others?.postMessage(0);
  await show();
}

export async function removeLock(passphrase: string): Promise<boolean> {
  const removed = (await lock?.remove(passphrase)) ?? false;
  if (removed) await show();
  return removed;
}

/** Locks every tab. */
export function lockNow(): void {
  others?.postMessage(0);
  void leave();
}

/** A page that is loaded anew has no keys, and nothing of what was on the screen is left in it. */
async function leave(): Promise<void> {
  const late = new Promise((resolve) => setTimeout(resolve, PUT_AWAY_MS));
  await Promise.race([Promise.allSettled([...kept].map((putAway) => putAway())), late]);
  location.reload();
}

async function show(): Promise<void> {
  const state = await lock?.state().catch(() => null);
  useLock.setState(!state ? { status: "impossible", waiting: 0 } : state.status === "none" ? { status: "none", waiting: 0 } : state);
  unwatch();
  if (state?.status === "open") unwatch = watchIdle(lockNow, { now: () => Date.now(), page: document, every });
}

function every(ms: number, look: () => void): () => void {
  const timer = setInterval(look, ms);
  return () => clearInterval(timer);
}
