import type { IncomingMessage } from "node:http";
import type { Context } from "hono";
import type { RequestId } from "@pathwayks/contracts";
import type { Actor } from "../policy/actor.ts";

/** What the first middleware puts beside each request. */
export interface Variables {
  requestId: RequestId;
  /** A name for the log where the route's own pattern would say too little: never the path itself. */
  routeName: string;
  /** On whose behalf the request is made, as its session says; set before anything of the API is reached. */
  actor: Actor;
  /** Runs what only waits for the client to go on sending; meanwhile the request is no load. Gives the answer where there is no room for it any more. */
  receiving: <T>(work: () => Promise<T>) => Promise<T | Response>;
}

/** What the server over HTTP says of a request beside what it reads; nothing where the app is called as a function. */
export interface Bindings {
  readonly incoming?: IncomingMessage;
  /** Milliseconds for which it waited in a crowd for its turn, before anything was done about it. */
  readonly waitedMs?: number;
}

export type AppEnv = { Bindings: Bindings; Variables: Variables };
export type AppContext = Context<AppEnv>;

/** Time and randomness come in from outside. */
export interface ClockDeps {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** At least 8 characters of `[A-Za-z0-9_-]`, not guessable. */
  readonly newId: () => string;
}
