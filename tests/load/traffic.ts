import autocannon from "autocannon";
import { pushAnswer } from "../../packages/contracts/src/outbox.ts";
import { aPush, setCity } from "../../server/src/testing/entries.ts";
import type { TestPerson } from "../../server/src/testing/people.ts";
import type { Receipts } from "./device.ts";
import { percentile } from "./served.ts";

/** `heavy`: four of five requests are pushes of several decisions, the dearest there are, so that a generator on the same machine can overload the server. */
export type Mix = "mixed" | "submit" | "heavy";
type Kind = "read" | "search" | "submit";

export interface TrafficOptions {
  readonly port: number;
  /** What is read, one by one. */
  readonly programIds: readonly string[];
  readonly people: readonly TestPerson[];
  readonly mix: Mix;
  readonly connections: number;
  readonly seconds: number;
  /** Requests a second in all; without it each connection asks as soon as it was answered. */
  readonly rate?: number;
  /** Numbers of entries begin here: no two runs on one server may share them. */
  readonly from: number;
  /** Seconds after which an answer comes too late; 20 if nothing is said. */
  readonly patience?: number;
}

export interface Traffic {
  /** Answers a second that took the request. */
  readonly perSecond: number;
  readonly offeredPerSecond: number;
  /** Milliseconds; of the requests that were taken. */
  readonly p50: number;
  readonly p99: number;
  /** Refused with 503 or 429 and `Retry-After`. */
  readonly shed: number;
  /** Any other answer than a good one, no answer, or a refusal without `Retry-After`. */
  readonly wrong: number;
  /** What `wrong` consists of, in words, with the number of each. */
  readonly kinds: ReadonlyMap<string, number>;
  readonly receipts: readonly Receipts[];
}

const BETWEEN = 100_000;
/** Decisions in one push of a phone that was without a network for a while. */
const HEAVY = 3;
/** The server ends a connection after 1,000 requests and says so; the generator does not listen to that, and must go by itself. */
const RECONNECT_AFTER = 900;
const PATIENCE_SECONDS = 20;
/** Milliseconds of a second after which a timer may say that it is over. */
const TIMERS_ARE_EARLY = 950;
const words = ["welding", "nurse", "truck", "office", "electric"];
/** What each of 20 requests is. `mixed`: 14 reads, 5 searches, 1 decision. */
const kindOf: Readonly<Record<Mix, (i: number) => Kind>> = {
  mixed: (i) => (i % 20 === 19 ? "submit" : i % 4 === 3 ? "search" : "read"),
  submit: () => "submit",
  heavy: (i) => (i % 10 === 0 ? "search" : i % 10 === 5 ? "read" : "submit"),
};

/** What the generator says of itself beyond its types. */
interface Watched {
  on(event: "request" | "response", listener: () => void): void;
  on(event: "headers", listener: (answer: { readonly headers: readonly string[] }) => void): void;
  on(event: "connError", listener: (error: NodeJS.ErrnoException) => void): void;
  readonly pipelinedRequests: { clear(): void };
}

/**
 * Names each request of a connection that came to no answer. The generator itself says nothing of a connection that was
 * ended in peace under a request, and would take the next answer for that of the request before.
 */
function watch(client: Watched, patience: number, wrong: (kind: string) => void): void {
  let asked: number | null = null, made = 0, answered = 0, begun = false, closes = false;
  const broke = (how: string): void => {
    const on = answered === 0 ? "a new connection" : "a reused connection";
    wrong(`${how}, ${asked === null ? "nothing asked yet" : "a request under way"}, on ${on}${closes ? " that had been said to end" : ""}`);
    client.pipelinedRequests.clear();
    [asked, answered, begun, closes] = [null, 0, false, false];
  };
  client.on("request", () => {
    // Where it leaves by itself, it keeps the last answer to itself.
    const left = begun && made % RECONNECT_AFTER === 0;
    if (left) [answered, closes] = [0, false];
    else if (asked !== null) broke(performance.now() - asked >= patience * TIMERS_ARE_EARLY ? `no answer in ${patience} s` : "ended without an answer");
    [asked, begun] = [performance.now(), false];
    made += 1;
  });
  client.on("headers", ({ headers }) => {
    begun = true;
    closes = headers.some((name, i) => i % 2 === 0 && name.toLowerCase() === "connection" && headers[i + 1]?.toLowerCase() === "close");
  });
  client.on("response", () => {
    [asked, begun] = [null, false];
    answered += 1;
  });
  client.on("connError", ({ code = "", syscall = "" }) => broke(`${code} at ${syscall}`));
}

/** Loads a server over loopback and tells how it fared. */
export function drive({ port, programIds, people, mix, connections, seconds, rate, from, patience = PATIENCE_SECONDS }: TrafficOptions): Promise<Traffic> {
  const taken: number[] = [];
  let shed = 0, all = 0, client = 0;
  const kinds = new Map<string, number>();
  const wrong = (kind: string): void => void kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  const devices: { person: TestPerson; acked: Map<string, { receipt: string; enrollment: boolean }> }[] = [];
  const note = (status: number, headers: Record<string, string> | undefined): void => {
    if (status === 503 || status === 429) {
      if (Object.keys(headers ?? {}).some((name) => name.toLowerCase() === "retry-after")) shed += 1;
      else wrong(`status ${status} without Retry-After`);
    } else if (status !== 200) wrong(`status ${status}`);
  };
  const requestsOf = (number: number): autocannon.Request[] => {
    const person = people[number % people.length];
    if (person === undefined) throw new Error("nobody is signed in");
    const device = { person, acked: new Map<string, { receipt: string; enrollment: boolean }>() };
    devices.push(device);
    let n = from + number * BETWEEN;
    // What was refused is offered again, as the app does.
    let offered: string | null = null;
    const submit: autocannon.Request = {
      method: "POST", path: "/api/v1/outbox", headers: { ...person.headers },
      setupRequest: (request) => ({ ...request, body: (offered ??= JSON.stringify(aPush(person.userId, Array.from({ length: mix === "heavy" ? HEAVY : 1 }, () => setCity(++n, `Town ${n}`))))) }),
      onResponse: (status, body, _context, headers) => {
        note(status, headers as Record<string, string> | undefined);
        if (status !== 200) return;
        offered = null;
        for (const result of pushAnswer.parse(JSON.parse(body)).results)
          if (result.status === "accepted") device.acked.set(result.id, { receipt: result.receipt, enrollment: false });
          else wrong(`an entry ${result.status}${result.status === "rejected" ? ` (${result.code})` : ""}`);
      },
    };
    const get = (path: string): autocannon.Request => ({
      method: "GET", path, onResponse: (status, _body, _context, headers) => note(status, headers as Record<string, string> | undefined),
    });
    const search = () => get(`/api/v1/programs/search?q=${words[number % words.length] ?? ""}`);
    const read = () => get(`/api/v1/programs/${encodeURIComponent(programIds[number % programIds.length] ?? "")}`);
    const make = { submit: () => submit, search, read };
    return Array.from({ length: 20 }, (_, i) => make[kindOf[mix]((i + number) % 20)]());
  };
  return new Promise((resolve, reject) => {
    const instance = autocannon(
      {
        url: `http://127.0.0.1:${port}`, connections, duration: seconds, timeout: patience, reconnectRate: RECONNECT_AFTER,
        ...(rate === undefined ? {} : { overallRate: rate }),
        setupClient: (one) => {
          watch(one as unknown as Watched, patience, wrong);
          one.setRequests(requestsOf(client++));
        },
      },
      (error: Error | null, result) => {
        if (error !== null) return reject(error);
        resolve({
          perSecond: taken.length / result.duration, offeredPerSecond: all / result.duration, p50: percentile(taken, 0.5), p99: percentile(taken, 0.99),
          shed, wrong: [...kinds.values()].reduce((sum, n) => sum + n, 0), kinds, receipts: devices,
        });
      },
    );
    instance.on("response", (_client, status, _bytes, ms) => {
      all += 1;
      if (status === 200) taken.push(ms);
    });
  });
}
