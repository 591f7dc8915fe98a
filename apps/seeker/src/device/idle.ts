/** Without a touch or a key. Milliseconds. */
export const IDLE_MS = 5 * 60_000;
/** Since the page was left. Milliseconds. */
export const HIDDEN_MS = 2 * 60_000;
const LOOK_MS = 5_000;

type Signs = Pick<Document, "addEventListener" | "removeEventListener" | "visibilityState">;
export interface IdleDeps {
  /** A clock that goes on while the device sleeps. */
  readonly now: () => number;
  readonly page: Signs;
  /** Calls `look` every `ms`; gives how to stop. A hidden page is called less often, which is why it also looks when it is seen again. */
  readonly every: (ms: number, look: () => void) => () => void;
}

const signs = ["pointerdown", "keydown", "scroll", "input"] as const;

/** Calls `left` once when nobody is there any more. Returns how to stop. */
export function watchIdle(left: () => void, { now, page, every }: IdleDeps): () => void {
  let touched = now();
  let hiddenAt = page.visibilityState === "hidden" ? now() : null;
  const touch = (): void => {
    // What comes after a sleep does not undo it: the look comes first.
    if (!look()) touched = now();
  };
  let over = false;
  const look = (): boolean => {
    if (over) return true;
    const gone = now() - touched >= IDLE_MS || (hiddenAt !== null && now() - hiddenAt >= HIDDEN_MS);
    if (!gone) return false;
    stop();
    left();
    return true;
  };
  const turned = (): void => {
    if (page.visibilityState === "hidden") hiddenAt ??= now();
    else if (!look()) hiddenAt = null;
  };
  const rest = every(LOOK_MS, () => void look());
  const options = { capture: true, passive: true };
  for (const sign of signs) page.addEventListener(sign, touch, options);
  page.addEventListener("visibilitychange", turned);
  const stop = (): void => {
    over = true;
    rest();
    for (const sign of signs) page.removeEventListener(sign, touch, options);
    page.removeEventListener("visibilitychange", turned);
  };
  return stop;
}
