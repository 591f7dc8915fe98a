interface Event {
  readonly at: number;
  readonly order: number;
  readonly happen: () => void;
}

/** Where the day begins. Milliseconds. */
export const MORNING = Date.UTC(2026, 10, 23, 14);

/** Virtual time: nothing waits, events happen in order, and each is thought through to its end before the next. */
export class Time {
  now = MORNING;
  #order = 0;
  /** A binary heap; the earliest event first. */
  readonly #events: Event[] = [];
  happened = 0;

  after(ms: number, happen: () => void): void {
    this.#push({ at: this.now + Math.max(0, Math.round(ms)), order: this.#order++, happen });
  }

  wait(ms: number): Promise<void> {
    return new Promise((resolve) => this.after(ms, resolve));
  }

  /** Lets `ms` pass with all that happens in it; ends early once `enough` says so. */
  async pass(ms: number, enough: () => boolean = () => false): Promise<void> {
    const until = this.now + Math.round(ms);
    await thoughtThrough();
    while (!enough()) {
      const next = this.#events[0];
      if (!next || next.at > until) break;
      this.#pop();
      this.now = Math.max(this.now, next.at);
      this.happened += 1;
      next.happen();
      await thoughtThrough();
    }
    if (!enough()) this.now = until;
  }

  #push(event: Event): void {
    const heap = this.#events;
    let at = heap.push(event) - 1;
    while (at > 0) {
      const above = (at - 1) >> 1;
      const parent = heap[above];
      if (!parent || !earlier(event, parent)) break;
      heap[at] = parent;
      at = above;
    }
    heap[at] = event;
  }

  #pop(): void {
    const heap = this.#events;
    const last = heap.pop();
    if (!last || heap.length === 0) return;
    let at = 0;
    for (;;) {
      const [left, right] = [2 * at + 1, 2 * at + 2];
      const [a, b] = [heap[left], heap[right]];
      const child = b && a && earlier(b, a) ? right : left;
      const smallest = heap[child];
      if (!smallest || !earlier(smallest, last)) break;
      heap[at] = smallest;
      at = child;
    }
    heap[at] = last;
  }
}

const earlier = (a: Event, b: Event): boolean => a.at < b.at || (a.at === b.at && a.order < b.order);

/** Every promise that can go on has gone on. */
const thoughtThrough = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
