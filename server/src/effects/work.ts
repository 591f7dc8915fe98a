import type { JobRunner } from "./runner.ts";

/** Something that is done now and then, by every process: doing it twice changes nothing. */
export interface Chore {
  readonly everyMs: number;
  readonly run: () => Promise<unknown>;
}

export interface WorkDeps {
  readonly runner: JobRunner;
  readonly chores: readonly Chore[];
  /** Pause while nothing is due. Milliseconds. */
  readonly idleMs: number;
  readonly now: () => number;
  readonly onFault: (error: unknown) => void;
}

export interface Work {
  /** Takes nothing new, and resolves when what was begun is finished. */
  stop(): Promise<void>;
}

/** Runs jobs and chores until it is stopped. A fault (the database is away, say) is told and outlasted. */
export function startWork({ runner, chores, idleMs, now, onFault }: WorkDeps): Work {
  let stopping = false;
  let wake = (): void => undefined;
  const due = new Map(chores.map((chore) => [chore, now() + chore.everyMs]));
  const pause = () =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, idleMs);
      wake = () => (clearTimeout(timer), resolve());
    });

  async function round(): Promise<number> {
    for (const [chore, at] of due) {
      if (now() < at) continue;
      due.set(chore, now() + chore.everyMs);
      await chore.run();
    }
    return runner.runSome();
  }

  const working = (async () => {
    while (!stopping) {
      const did = await round().catch((error: unknown) => (onFault(error), 0));
      if (did === 0 && !stopping) await pause();
    }
  })();
  return {
    stop() {
      stopping = true;
      wake();
      return working;
    },
  };
}
