/**
 * One question at a time, and only the newest of those that wait. A slider asks faster than a slow phone ranks: a question
 * that has not begun when the next one comes is never asked, and its caller gets the newer answer.
 */
export class Latest<Args extends readonly unknown[], T> {
  readonly #ask: (...args: Args) => Promise<T>;
  #running = false;
  #waiting: { args: Args; readonly callers: { resolve: (value: T) => void; reject: (error: unknown) => void }[] } | null = null;

  constructor(ask: (...args: Args) => Promise<T>) {
    this.#ask = ask;
  }

  ask(...args: Args): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.#waiting) this.#waiting.args = args;
      else this.#waiting = { args, callers: [] };
      this.#waiting.callers.push({ resolve, reject });
      if (!this.#running) void this.#next();
    });
  }

  async #next(): Promise<void> {
    this.#running = true;
    for (let turn = this.#waiting; turn; turn = this.#waiting) {
      this.#waiting = null;
      try {
        const value = await this.#ask(...turn.args);
        for (const caller of turn.callers) caller.resolve(value);
      } catch (error) {
        for (const caller of turn.callers) caller.reject(error);
      }
    }
    this.#running = false;
  }
}
