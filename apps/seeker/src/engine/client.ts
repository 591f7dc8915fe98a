import workerUrl from "virtual:engine-url";
import { chosenDataUse } from "../device/data-use.ts";
import { scriptUrl } from "../device/trusted.ts";
import { Latest } from "./latest.ts";
import { Line, type Port } from "./line.ts";
import type { Engine, UpdateProgress } from "./port.ts";
import type { Answer, Ask, Question, Subscription } from "./protocol.ts";

/** The engine in its worker. Starts the worker at once; what is asked before it is ready waits. Rejects with `EngineFault`. */
export function createEngine(start: () => Port = startWorker): Engine {
  const listeners = new Set<(progress: UpdateProgress) => void>();
  const line = new Line(start, (progress) => {
    for (const listener of listeners) listener(progress);
  });
  const ask = <Q extends Question>(question: Q, ...args: Ask<Q>): Promise<Answer<Q>> => line.ask(question, args);
  // Where the person is, as the last ranking said; it decides whose jobs an update fetches and is stored nowhere.
  let place: Subscription["place"] = null;
  const rankings = new Map<number | undefined, Latest<Ask<"rank">, Answer<"rank">>>();
  const whatIfs = new Latest((...args: Ask<"whatIf">) => ask("whatIf", ...args));
  return {
    state: () => ask("state"),
    update: () => ask("update", { dataUse: chosenDataUse(), place }),
    onProgress: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    rank: (profile, options) => {
      place = profile.location;
      const top = options?.top;
      const queue = rankings.get(top) ?? new Latest((...args: Ask<"rank">) => ask("rank", ...args));
      rankings.set(top, queue);
      return queue.ask(profile, options);
    },
    explain: (...args) => ask("explain", ...args),
    whatIf: (profile) => whatIfs.ask(profile),
    searchPrograms: (...args) => ask("searchPrograms", ...args),
    searchJobs: (...args) => ask("searchJobs", ...args),
    suggestTitles: (...args) => ask("suggestTitles", ...args),
    inferSkills: (...args) => ask("inferSkills", ...args),
    program: (...args) => ask("program", ...args),
    job: (...args) => ask("job", ...args),
    counties: () => ask("counties"),
    centers: () => ask("centers"),
    zip: (...args) => ask("zip", ...args),
    categories: () => ask("categories"),
  };
}

function startWorker(): Port {
  return new Worker(scriptUrl(workerUrl), { type: "module", name: "engine" });
}
