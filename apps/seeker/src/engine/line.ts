import { EngineFault } from "./fault.ts";
import type { UpdateProgress } from "./port.ts";
import type { Answer, Ask, Call, Question, Reply } from "./protocol.ts";

/** The part of `Worker` that a line needs. */
export interface Port {
  postMessage(message: Call): void;
  addEventListener(type: "message", listener: (event: { readonly data: Reply }) => void): void;
  addEventListener(type: "error" | "messageerror", listener: (event: object) => void): void;
  terminate(): void;
}

/** Milliseconds that a worker may take to load before it counts as one that does not start. */
export const START_WITHIN = 20_000;

interface Pending {
  readonly call: Call;
  readonly resolve: (value: never) => void;
  readonly reject: (error: EngineFault) => void;
}

/** Questions to the worker and its answers. A worker that fails to start is started once more, then given up on. */
export class Line {
  readonly #start: () => Port;
  readonly #onProgress: (progress: UpdateProgress) => void;
  readonly #pending = new Map<number, Pending>();
  #port: Port | null = null;
  #attempts = 0;
  #ready = false;
  #dead = false;
  #nextId = 1;

  constructor(start: () => Port, onProgress: (progress: UpdateProgress) => void) {
    this.#start = start;
    this.#onProgress = onProgress;
    this.#connect();
  }

  /** Rejects with an {@link EngineFault}. */
  ask<Q extends Question>(question: Q, args: Ask<Q>): Promise<Answer<Q>> {
    if (this.#dead) return Promise.reject(new EngineFault("worker", "did not start"));
    const call: Call = { id: this.#nextId++, question, args };
    return new Promise<Answer<Q>>((resolve, reject) => {
      this.#pending.set(call.id, { call, resolve, reject });
      this.#port?.postMessage(call);
    });
  }

  #connect(): void {
    this.#attempts++;
    let port: Port;
    try {
      port = this.#start();
    } catch {
      this.#failed(null);
      return;
    }
    this.#port = port;
    const timer = setTimeout(() => this.#failed(port), START_WITHIN);
    port.addEventListener("message", ({ data }) => {
      if (data.kind === "ready") {
        clearTimeout(timer);
        this.#ready = true;
      } else this.#take(data);
    });
    for (const type of ["error", "messageerror"] as const)
      port.addEventListener(type, () => {
        clearTimeout(timer);
        this.#failed(port);
      });
    for (const { call } of this.#pending.values()) port.postMessage(call);
  }

  #take(reply: Exclude<Reply, { kind: "ready" }>): void {
    if (reply.kind === "progress") {
      this.#onProgress(reply.progress);
      return;
    }
    const pending = this.#pending.get(reply.id);
    this.#pending.delete(reply.id);
    if (reply.kind === "answer") pending?.resolve(reply.value as never);
    else pending?.reject(new EngineFault(reply.fault, reply.detail));
  }

  /** An error after the start is a mistake inside one answer: the worker lives on, and that answer rejects by itself. */
  #failed(port: Port | null): void {
    if (this.#ready || this.#dead || port !== this.#port) return;
    port?.terminate();
    this.#port = null;
    if (this.#attempts < 2) {
      this.#connect();
      return;
    }
    this.#dead = true;
    for (const { reject } of this.#pending.values()) reject(new EngineFault("worker", "did not start"));
    this.#pending.clear();
  }
}
