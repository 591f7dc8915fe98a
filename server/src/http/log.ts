import { pino } from "pino";
import type { DestinationStream } from "pino";

/** The only fields a line about a request can have. Nothing that a person typed, and no address, fits in. */
export interface RequestLine {
  readonly requestId: string;
  readonly method: string;
  /** The pattern, such as `/api/v1/programs/:id`. */
  readonly route: string;
  readonly status: number;
  /** Milliseconds, one decimal. */
  readonly ms: number;
  /** Bytes of the answer; `null` where it is streamed. */
  readonly bytes: number | null;
}

/** What the server says about itself. */
export type ServerEvent =
  | { readonly event: "started"; readonly port: number }
  | { readonly event: "stopping" }
  | { readonly event: "stopped"; readonly clean: boolean }
  | { readonly event: "release-opened"; readonly version: number; readonly ms: number }
  | { readonly event: "release-refused"; readonly reason: string }
  | { readonly event: "backup-made" }
  | { readonly event: "backup-failed"; readonly reason: string }
  /** A letter or text message that has nowhere to go, because no server for it is set. `recipient`: a keyed hash. */
  | { readonly event: "not-sent"; readonly channel: "email" | "sms"; readonly name: string; readonly recipient: string };

export interface Log {
  request(line: RequestLine): void;
  event(event: ServerEvent): void;
  /** A bug. Its class and the lines of code it passed are written; its message is not, since it may quote what a person sent. */
  failure(requestId: string | null, error: unknown): void;
}

const frames = (error: Error): string[] =>
  (error.stack ?? "")
    .split("\n")
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 8)
    .map((line) => line.trim());

/** Lines of JSON. Levels say who must act: `error` somebody now, `info` nobody. There is no `warn`. */
export function createLog(
  level: "info" | "error" | "silent",
  destination: DestinationStream = pino.destination({ dest: 1, sync: false }),
): Log {
  const logger = pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, formatters: { level: (label) => ({ level: label }) } },
    destination,
  );
  return {
    // Fields are copied one by one: an object that carries more than its type says must not leak the rest.
    request: ({ requestId, method, route, status, ms, bytes }) =>
      logger[status >= 500 && status !== 503 ? "error" : "info"]({ requestId, method, route, status, ms, bytes }),
    event: (event) => logger[event.event === "release-refused" || event.event === "backup-failed" ? "error" : "info"](event),
    failure: (requestId, error) =>
      logger.error({
        requestId,
        error: error instanceof Error ? error.name : typeof error,
        at: error instanceof Error ? frames(error) : [],
      }),
  };
}
