/** The person's data is locked, and this page has not been given the passphrase. */
export class DeviceLocked extends Error {
  constructor() {
    super("the device is locked");
    this.name = "DeviceLocked";
  }
}

/** `locked`: nothing of the person can be read before `unlock`. `waiting`: decisions that are not with the server yet. */
export type LockState = { readonly status: "none" } | { readonly status: "locked" | "open"; readonly waiting: number };

/**
 * A passphrase over everything that people have on this device.
 *
 * - While it is set, no key lies beside the rows that it opens: who copies the browser's folder has noise and a guess.
 * - The opened keys are in the memory of the page alone, and go with it. A page that is loaded anew is locked.
 * - Setting and removing it is one commit: either every row is under the new keys or none is. Other pages meet
 *   {@link DeviceLocked} at their next read.
 */
export interface DeviceLock {
  state(): Promise<LockState>;
  /** `false` for a wrong passphrase. */
  unlock(passphrase: string): Promise<boolean>;
  /** For a device that has none. */
  set(passphrase: string): Promise<void>;
  /** `false` for a wrong passphrase; then nothing has changed. */
  remove(passphrase: string): Promise<boolean>;
}
