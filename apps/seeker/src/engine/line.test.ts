import { afterEach, expect, test, vi } from "vitest";
import { Line, START_WITHIN, type Port } from "./line.ts";
import type { Call, Reply } from "./protocol.ts";

afterEach(() => vi.useRealTimers());

class FakePort implements Port {
  readonly calls: Call[] = [];
  terminated = false;
  #message: ((event: { readonly data: Reply }) => void) | null = null;
  #error: ((event: object) => void) | null = null;
  postMessage(call: Call): void {
    this.calls.push(call);
  }
  addEventListener(type: string, listener: (event: never) => void): void {
    if (type === "message") this.#message = listener as (event: { readonly data: Reply }) => void;
    if (type === "error") this.#error = listener as (event: object) => void;
  }
  terminate(): void {
    this.terminated = true;
  }
  say(data: Reply): void {
    this.#message?.({ data });
  }
  fail(): void {
    this.#error?.({});
  }
}

function lineWith() {
  const ports: FakePort[] = [];
  const progress: unknown[] = [];
  const line = new Line(() => {
    ports.push(new FakePort());
    return ports.at(-1)!;
  }, (it) => progress.push(it));
  return { line, ports, progress };
}

test("answers find their question in any order, and progress goes its own way", async () => {
  const { line, ports: [port], progress } = lineWith();
  const counties = line.ask("counties", []);
  const zip = line.ask("zip", ["66502"]);
  port!.say({ kind: "ready" });
  port!.say({ kind: "progress", progress: { kind: "checking" } });
  port!.say({ kind: "answer", id: port!.calls[1]!.id, value: null });
  port!.say({ kind: "answer", id: port!.calls[0]!.id, value: [] });
  expect([await counties, await zip, progress]).toEqual([[], null, [{ kind: "checking" }]]);
});

test("a fault comes back as an error that names its kind", async () => {
  const { line, ports: [port] } = lineWith();
  const state = line.ask("state", []);
  port!.say({ kind: "fault", id: port!.calls[0]!.id, fault: "storage", detail: "quota" });
  await expect(state).rejects.toMatchObject({ kind: "storage", detail: "quota" });
});

test("a worker that fails to start is started once more, with the questions that wait", async () => {
  const { line, ports } = lineWith();
  const counties = line.ask("counties", []);
  ports[0]!.fail();
  expect([ports.length, ports[0]!.terminated, ports[1]!.calls.length]).toEqual([2, true, 1]);
  ports[1]!.say({ kind: "ready" });
  ports[1]!.say({ kind: "answer", id: ports[1]!.calls[0]!.id, value: [] });
  expect(await counties).toEqual([]);
});

test("a worker that fails twice is given up on: what waits and what comes is told so", async () => {
  const { line, ports } = lineWith();
  const before = line.ask("counties", []);
  ports[0]!.fail();
  ports[1]!.fail();
  await expect(before).rejects.toMatchObject({ kind: "worker" });
  await expect(line.ask("counties", [])).rejects.toMatchObject({ kind: "worker" });
  expect(ports.length).toBe(2);
});

test("a worker that never says a word is given up on too", async () => {
  vi.useFakeTimers();
  const { line } = lineWith();
  const state = expect(line.ask("state", [])).rejects.toMatchObject({ kind: "worker" });
  await vi.advanceTimersByTimeAsync(2 * START_WITHIN + 1);
  await state;
});

test("an error after the start leaves the line open", async () => {
  const { line, ports } = lineWith();
  ports[0]!.say({ kind: "ready" });
  ports[0]!.fail();
  const counties = line.ask("counties", []);
  ports[0]!.say({ kind: "answer", id: ports[0]!.calls[0]!.id, value: [] });
  expect([await counties, ports.length]).toEqual([[], 1]);
});
