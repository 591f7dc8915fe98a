import type { SleepDep } from "../ports.ts";
import type { Conversation } from "./flusher.ts";

/** Something to try again after storage failed. Milliseconds. */
const AFTER_FAULT_MS = 60_000;

/** Keeps the conversation going: at once when woken, else when the last one said. */
export class Loop {
  readonly #once: () => Promise<Conversation>;
  readonly #sleep: SleepDep["sleep"];
  readonly #failed: (error: unknown) => boolean;
  #wake: () => void = () => undefined;
  #woken = true;
  #running = false;

  /** `failed` hears what a conversation rejected with, and says whether to go on. */
  constructor(once: () => Promise<Conversation>, { sleep }: SleepDep, failed: (error: unknown) => boolean) {
    this.#once = once;
    this.#sleep = sleep;
    this.#failed = failed;
  }

  /** A trigger: the network came back, the page is seen again, something was decided. */
  wake(): void {
    this.#woken = true;
    this.#wake();
  }

  stop(): void {
    this.#running = false;
    this.wake();
  }

  async run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    while (this.#running) {
      this.#woken = false;
      const wait = await this.#turn();
      if (this.#running && !this.#woken) await this.#sleep(wait ?? Infinity, new Promise((resolve) => (this.#wake = resolve)));
    }
  }

  async #turn(): Promise<number | null> {
    try {
      return (await this.#once()).againIn;
    } catch (error) {
      if (!this.#failed(error)) this.#running = false;
      return AFTER_FAULT_MS;
    }
  }
}
