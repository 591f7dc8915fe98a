import { secondsToInstant } from "@pathwayks/catalog";
import { WIRE_VERSION, type IsoDate, type TrustedKey } from "@pathwayks/contracts";
import { createRanker } from "@pathwayks/matching";
import type { Call, Reply } from "../engine/protocol.ts";
import { createDesk } from "./desk.ts";
import { faultReply } from "./fault-reply.ts";
import { openStore } from "./open.ts";
import { fetchFile, sha256, verify } from "./ports.ts";
import { createShelf } from "./shelf.ts";
import { localDate } from "./today.ts";

declare const self: DedicatedWorkerGlobalScope;
/** Set by the build out of PATHWAYKS_TRUSTED_KEYS. */
declare const __TRUSTED_KEYS__: readonly TrustedKey[];

const say = (reply: Reply): void => self.postMessage(reply);
const now = (): string => secondsToInstant(Math.floor(Date.now() / 1000));
const today = (): IsoDate => localDate(new Date());
const shelf = createShelf({
  ports: { fetch: fetchFile, sha256, verify, now },
  store: openStore,
  // After the first screens: whoever has just opened the app wants answers, not tidying.
  whenIdle: (work) => void setTimeout(work, 8_000),
  trusted: __TRUSTED_KEYS__,
  appVersion: WIRE_VERSION,
  // The name of this file has a hash of its content in it, and of all that it imports; while developing it has none.
  joined: import.meta.env.PROD ? { code: self.location.pathname, use: (view) => void createRanker(view, today()) } : null,
  onProgress: (progress) => say({ kind: "progress", progress }),
});
const desk = createDesk({ shelf, today, now });

self.addEventListener("message", ({ data }: MessageEvent<Call>) => void answer(data));
say({ kind: "ready" });
// Opened before anybody asks: the first question then finds it open. What goes wrong is said to whoever asks.
void shelf.opened().catch(() => undefined);

async function answer({ id, question, args }: Call): Promise<void> {
  try {
    // The client built the arguments from the same type; nothing between could have changed them.
    const value = await (desk[question] as (...args: readonly unknown[]) => Promise<unknown>)(...args);
    say({ kind: "answer", id, value });
  } catch (error) {
    say(faultReply(id, error));
  }
}
