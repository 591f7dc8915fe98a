import type { Call, Reply } from "../engine/protocol.ts";
import { faultReply } from "./fault-reply.ts";
import { openDesk } from "./desk.ts";

declare const self: DedicatedWorkerGlobalScope;

const say = (reply: Reply): void => self.postMessage(reply);
const desk = openDesk((progress) => say({ kind: "progress", progress }));

self.addEventListener("message", ({ data }: MessageEvent<Call>) => void answer(data));
say({ kind: "ready" });

async function answer({ id, question, args }: Call): Promise<void> {
  try {
    // The client built the arguments from the same type; nothing between could have changed them.
    const value = await (desk[question] as (...args: readonly unknown[]) => Promise<unknown>)(...args);
    say({ kind: "answer", id, value });
  } catch (error) {
    say(faultReply(id, error));
  }
}
