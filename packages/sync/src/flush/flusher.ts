import type { ChangesAnswer, PushAnswer } from "@pathwayks/contracts";
import { applyPage } from "../feed/apply.ts";
import type { Reply } from "../net/net.ts";
import type { SyncDeps } from "../ports.ts";
import type { Space } from "../space/space.ts";
import { isOver, jitter, LEASE_MS } from "./backoff.ts";
import { nextDue, pick } from "./pick.ts";
import { holdAll, settle } from "./settle.ts";
import { judgeChanges, judgePush, type Verdict } from "./verdict.ts";

/** Without anything else happening the feed is asked this often. Milliseconds. */
export const PULL_EVERY_MS = 5 * 60_000;

/** How a conversation ended: how far it came, and when it is worth another try. */
export interface Conversation {
  /**
   * `busy`: another tab has it. `held`: the person has to sign in. `waiting`: something failed and comes again. `erased`:
   * there is no such account any more, and its space must go.
   */
  readonly outcome: "done" | "busy" | "held" | "waiting" | "erased";
  /** Milliseconds from now; `null`: not before something else happens. */
  readonly againIn: number | null;
}

type Part = Exclude<Conversation["outcome"], "busy">;

/** Talks with the server for one space: everything up, then everything down. One of all tabs and workers at a time. */
export class Flusher {
  readonly #space: Space;
  readonly #deps: SyncDeps;
  readonly #holder: string;
  #pullFails = 0;
  /** Since when the lock has been somebody else's each time. */
  #busySince: number | null = null;

  constructor(space: Space, deps: SyncDeps) {
    this.#space = space;
    this.#deps = deps;
    this.#holder = [...deps.random(8)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  /** One conversation, over the space as it was last seen. Rejects with a `DeviceFault` or `SpaceGone` only. */
  async once(): Promise<Conversation> {
    const { locks, now } = this.#deps;
    const done = await locks.ifFree(`pathwayks-${this.#space.id}`, () => this.#talk());
    if (done !== "busy") {
      this.#busySince = null;
      return done;
    }
    this.#busySince ??= now();
    const takeOverAt = this.#busySince + LEASE_MS;
    if (!isOver(takeOverAt, now(), LEASE_MS)) return { outcome: "busy", againIn: takeOverAt - now() };
    // Whoever holds the lock sleeps or is stuck. If not, two talk at once: wasteful, and the server knows doubles.
    this.#busySince = null;
    return this.#talk();
  }

  async #talk(): Promise<Conversation> {
    const pushed = await this.#push();
    const pulled = pushed === "held" || pushed === "erased" ? pushed : await this.#pull();
    if (pulled === "erased") return { outcome: "erased", againIn: null };
    const { now } = this.#deps;
    const due = nextDue(this.#space.view, now());
    const outcome = pushed === "done" ? pulled : pushed;
    if (outcome === "held" || this.#space.view.about.account === null) return { outcome: "held", againIn: null };
    const pullIn = pulled === "waiting" ? jitter(this.#deps, this.#pullFails) : PULL_EVERY_MS;
    return { outcome, againIn: due === null ? pullIn : Math.min(pullIn, Math.max(0, due - now())) };
  }

  async #push(): Promise<Part> {
    for (;;) {
      const batch = await this.#space.change((work) => pick(work, this.#deps, this.#holder));
      if (!batch) return this.#space.view.about.queue.hold === null ? "done" : "held";
      const verdict = await this.#asked<PushAnswer>(() => this.#deps.net.push(batch.request), judgePush);
      if (verdict.kind === "erased") return "erased";
      await this.#space.change((work) => settle(work, this.#deps, batch, verdict));
      if (verdict.kind === "later") return "waiting";
      if (verdict.kind === "sign-in") return this.#space.view.about.queue.hold === null ? "waiting" : "held";
    }
  }

  async #pull(): Promise<Part> {
    for (;;) {
      const { account, cursor, queue, signIns } = this.#space.view.about;
      if (account === null || queue.hold !== null) return "held";
      const verdict = await this.#asked<ChangesAnswer>(() => this.#deps.net.changes(cursor), (reply) => judgeChanges(reply, account));
      if (verdict.kind === "sign-in") {
        await this.#space.change((work) => holdAll(work, signIns));
        return this.#space.view.about.queue.hold === null ? "waiting" : "held";
      }
      if (verdict.kind === "erased") return "erased";
      if (verdict.kind !== "answered") {
        this.#pullFails += 1;
        return "waiting";
      }
      this.#pullFails = 0;
      const { answer, serverMs } = verdict;
      const applied = await this.#space.change((work) => applyPage(work, this.#deps, cursor, answer, serverMs));
      // Another tab was first and goes on from there.
      if (!applied || !answer.more) return "done";
    }
  }

  /** Asks; where the session has run out, asks for a fresh one, once, and asks again. */
  async #asked<T>(ask: () => Promise<Reply>, judge: (reply: Reply) => Verdict<T>): Promise<Verdict<T>> {
    const first = judge(await ask());
    if (first.kind !== "sign-in") return first;
    const fresh = await this.#deps.net.refresh();
    if (fresh === "none") return { kind: "later", afterMs: null, fault: null };
    // Of somebody else's account it says nothing about this one.
    if (typeof fresh === "object") return fresh.erased === this.#space.view.about.account ? { kind: "erased" } : first;
    return fresh === "refreshed" ? judge(await ask()) : first;
  }
}
