import type { PushRequest } from "@pathwayks/contracts";
import type { Net, Refreshed, Reply } from "../../packages/sync/src/net/net.ts";
import type { Chance } from "./chance.ts";
import type { Faults, FaultName } from "./faults.ts";
import type { SimServer } from "./server.ts";
import type { Tab } from "./tab.ts";
import type { Time } from "./time.ts";

const TIMEOUT = 20_000;
/** No request wanders about for longer. Milliseconds. */
export const LATEST = 120_000;
const page: Reply = { kind: "answer", status: 200, json: undefined, retryAfterMs: null, serverMs: null };

/** Which bad thing happens to a request, each as likely as its number. */
const ways = {
  none: 24, "drop-request": 6, "drop-answer": 8, duplicate: 5, late: 4, "late-answer": 4, "http-500": 3, "http-500-after": 4, "http-503": 3, "http-429": 3, html: 3,
  empty: 2, "half-json": 2, "http-404-page": 2, "http-413": 2, timeout: 3, lapse: 1,
} as const;

/** The line between one tab and the server, as bad as the day is. */
export class SimNet implements Net {
  readonly #tab: Tab;
  readonly #server: SimServer;
  readonly #world: { readonly time: Time; readonly chance: Chance; readonly faults: Faults };

  constructor(tab: Tab, server: SimServer, world: { readonly time: Time; readonly chance: Chance; readonly faults: Faults }) {
    this.#tab = tab;
    this.#server = server;
    this.#world = world;
  }

  push(request: PushRequest): Promise<Reply> {
    this.#tab.device.pushes += 1;
    const poisoned = this.#tab.device.poison;
    // A bug of the server that one entry brings about, every time.
    if (poisoned !== null && request.entries.some(({ id }) => id === poisoned)) {
      this.#world.faults.add("poison");
      return this.#tab.alive(this.#world.time.wait(300).then(() => ({ kind: "answer", status: 500, json: undefined, retryAfterMs: null, serverMs: null })));
    }
    return this.#carried(() => this.#server.push(this.#tab.device.session, request), request.entries.length);
  }

  changes(since: Parameters<Net["changes"]>[0]): Promise<Reply> {
    return this.#carried(() => this.#server.changes(this.#tab.device.session, since), 1);
  }

  async refresh(): Promise<Refreshed> {
    const { device } = this.#tab;
    await this.#tab.alive(this.#world.time.wait(100));
    if (this.#server.down || device.offline) return "none";
    if (device.refreshable === null) return "refused";
    device.session = device.refreshable;
    return "refreshed";
  }

  async #carried(ask: () => Promise<Reply>, size: number): Promise<Reply> {
    const { time, chance } = this.#world;
    const { device } = this.#tab;
    if (device.offline) return this.#tab.alive(time.wait(chance.between(0, 2_000)).then(() => ({ kind: "none" })));
    const way = device.healed ? "none" : chance.weighted(ways);
    if (way !== "none") this.#world.faults.add(way);
    const reply = await this.#tab.alive(this.#happens(way, ask, size));
    return reply;
  }

  async #happens(way: FaultName | "none", ask: () => Promise<Reply>, size: number): Promise<Reply> {
    const { time, chance } = this.#world;
    const there = async (): Promise<Reply> => {
      await time.wait(chance.between(20, 800));
      return ask();
    };
    const lost = async (after: Promise<unknown>): Promise<Reply> => {
      void after.catch(() => undefined);
      await time.wait(TIMEOUT);
      return { kind: "none" };
    };
    const status = async (code: number, retryAfterMs: number | null = null): Promise<Reply> => {
      await time.wait(chance.between(20, 800));
      return { kind: "answer", status: code, json: undefined, retryAfterMs, serverMs: null };
    };
    switch (way) {
      case "drop-request": case "timeout": return lost(Promise.resolve());
      case "drop-answer": return lost(there());
      // It arrives when nobody waits for it any more.
      case "late": return lost(time.wait(chance.between(20_000, LATEST)).then(ask));
      case "late-answer": {
        const reply = await there();
        await time.wait(chance.between(0, 19_000));
        return reply;
      }
      case "duplicate": {
        const reply = await there();
        void time.wait(chance.between(0, 60_000)).then(ask).catch(() => undefined);
        return reply;
      }
      case "http-500": return status(500);
      case "http-503": return status(503, chance.is(0.5) ? chance.between(1_000, 30_000) : null);
      case "http-429": return status(429, chance.between(1_000, 60_000));
      case "http-500-after": return there().then(() => status(500));
      case "html": case "empty": case "half-json": return page;
      case "http-404-page": return { ...page, kind: "answer", status: 404, json: undefined, retryAfterMs: null, serverMs: null };
      case "http-413": return size > 1 ? this.#server.problem(413, "PAYLOAD_TOO_LARGE") : there();
      case "lapse": this.#tab.device.session = null; return there();
      default: return there();
    }
  }
}
