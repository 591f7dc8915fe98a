/**
 * Writes the newest record, one write at a time, soon. Guarantee: after `push(r)` either `written(r')` is called for `r` or
 * a newer record, or `failed` is called; a record is never written after a newer one.
 */
export interface SaveQueue<R> {
  push(record: R): void;
  /** Begins the waiting write now, and resolves when nothing is waiting or under way. */
  flush(): Promise<void>;
  /** Forgets what waits; nothing is written after the one under way. Resolves when that one is over. */
  stop(): Promise<void>;
}

export interface SaveQueueDeps<R> {
  readonly save: (record: R) => Promise<void>;
  readonly written: (record: R, newest: boolean) => void;
  readonly failed: (error: unknown) => void;
  /** Milliseconds in which quick taps are gathered; at most 150. */
  readonly delay: number;
}

export function createSaveQueue<R>({ save, written, failed, delay }: SaveQueueDeps<R>): SaveQueue<R> {
  let waiting: { record: R } | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let running: Promise<void> | null = null;
  let stopped = false;

  const drain = async (): Promise<void> => {
    while (waiting) {
      const { record } = waiting;
      waiting = null;
      try {
        await save(record);
        written(record, waiting === null);
      } catch (error) {
        failed(error);
      }
    }
  };
  const begin = (): Promise<void> => {
    if (timer) clearTimeout(timer);
    timer = null;
    running ??= drain().finally(() => { running = null; });
    return running;
  };
  return {
    push(record) {
      if (stopped) return;
      waiting = { record };
      // One under way takes the newest along by itself.
      if (!running && !timer) timer = setTimeout(() => void begin(), delay);
    },
    flush: () => (waiting || running ? begin() : Promise.resolve()),
    async stop() {
      stopped = true;
      waiting = null;
      if (timer) clearTimeout(timer);
      timer = null;
      await running;
    },
  };
}
