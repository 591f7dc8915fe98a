/** Runs slow work a few at a time. */
export interface Slots {
  /** Runs `work` when a slot is free; `null` where too many wait already. */
  run<T>(work: () => Promise<T>): Promise<T | null>;
}

/** `atOnce` run, `waiting` more may wait: whoever comes after those is told to come again. */
export function slots(atOnce: number, waiting: number): Slots {
  let running = 0;
  const queue: (() => void)[] = [];
  const leave = () => {
    const next = queue.shift();
    if (next) next();
    else running -= 1;
  };
  return {
    async run(work) {
      if (running < atOnce) running += 1;
      else if (queue.length < waiting) await new Promise<void>((resolve) => queue.push(resolve));
      else return null;
      try {
        return await work();
      } finally {
        leave();
      }
    },
  };
}
