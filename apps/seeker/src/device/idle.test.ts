import { expect, test } from "vitest";
import { HIDDEN_MS, IDLE_MS, watchIdle } from "./idle.ts";

function desk() {
  const page = Object.assign(new EventTarget(), { visibilityState: "visible" as DocumentVisibilityState });
  const it = {
    page, now: 0, left: 0, stopped: false,
    look: (): void => undefined,
    does: (name: string) => page.dispatchEvent(new Event(name)),
    turns: (state: DocumentVisibilityState) => {
      page.visibilityState = state;
      page.dispatchEvent(new Event("visibilitychange"));
    },
  };
  const every = (_: number, look: () => void) => {
    it.look = look;
    return () => {
      it.stopped = true;
    };
  };
  const stop = watchIdle(() => void (it.left += 1), { now: () => it.now, page, every });
  return { ...it, at: it, stop };
}

test("five minutes without a touch, and every touch begins them anew", () => {
  const { at } = desk();
  for (const sign of ["pointerdown", "keydown", "scroll", "input"]) {
    at.now += IDLE_MS - 1;
    at.look();
    at.does(sign);
  }
  expect(at.left).toBe(0);
  at.now += IDLE_MS;
  at.look();
  expect([at.left, at.stopped]).toEqual([1, true]);
  at.does("keydown");
  at.look();
  expect(at.left).toBe(1);
});

test("two minutes after it was left, also where timers slept until it is seen again", () => {
  const { at } = desk();
  at.turns("hidden");
  at.now += HIDDEN_MS - 1;
  at.turns("visible");
  expect(at.left).toBe(0);
  at.turns("hidden");
  at.now += HIDDEN_MS;
  at.turns("visible");
  expect(at.left).toBe(1);
});

test("a touch after a night of sleep comes too late", () => {
  const { at } = desk();
  at.now += 8 * 3_600_000;
  at.does("pointerdown");
  expect(at.left).toBe(1);
});

test("what was stopped calls nobody", () => {
  const { at, stop } = desk();
  stop();
  at.now += IDLE_MS;
  at.look();
  at.does("keydown");
  expect([at.stopped, at.left]).toEqual([true, 0]);
});
