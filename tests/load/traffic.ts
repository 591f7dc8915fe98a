import autocannon from "autocannon";
import { pushAnswer } from "../../packages/contracts/src/outbox.ts";
import { aPush, setCity } from "../../server/src/testing/entries.ts";
import type { TestPerson } from "../../server/src/testing/people.ts";
import type { Receipts } from "./device.ts";
import { percentile } from "./served.ts";

/** `heavy`: four of five requests are decisions, the dearest there are, so that a generator on the same machine can overload the server. */
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
  readonly receipts: readonly Receipts[];
}

const BETWEEN = 100_000;
/** The server ends a connection after 1,000 requests and says so; the generator does not listen to that, and must go by itself. */
const RECONNECT_AFTER = 900;
const words = ["welding", "nurse", "truck", "office", "electric"];
/** What each of 20 requests is. `mixed`: 14 reads, 5 searches, 1 decision. */
const kindOf: Readonly<Record<Mix, (i: number) => Kind>> = {
  mixed: (i) => (i % 20 === 19 ? "submit" : i % 4 === 3 ? "search" : "read"),
  submit: () => "submit",
  heavy: (i) => (i % 10 === 0 ? "search" : i % 10 === 5 ? "read" : "submit"),
};

/** Loads a server over loopback and tells how it fared. */
export function drive({ port, programIds, people, mix, connections, seconds, rate, from }: TrafficOptions): Promise<Traffic> {
  const taken: number[] = [];
  let shed = 0, wrong = 0, all = 0, client = 0;
  const devices: { person: TestPerson; acked: Map<string, { receipt: string; enrollment: boolean }> }[] = [];
  const note = (status: number, headers: Record<string, string> | undefined): void => {
    if (status === 503 || status === 429) {
      if (Object.keys(headers ?? {}).some((name) => name.toLowerCase() === "retry-after")) shed += 1;
      else wrong += 1;
    } else if (status !== 200) wrong += 1;
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
      setupRequest: (request) => ({ ...request, body: (offered ??= JSON.stringify(aPush(person.userId, [setCity(++n, `Town ${n}`)]))) }),
      onResponse: (status, body, _context, headers) => {
        note(status, headers as Record<string, string> | undefined);
        if (status !== 200) return;
        offered = null;
        for (const result of pushAnswer.parse(JSON.parse(body)).results)
          if (result.status === "accepted") device.acked.set(result.id, { receipt: result.receipt, enrollment: false });
          else wrong += 1;
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
        url: `http://127.0.0.1:${port}`, connections, duration: seconds, timeout: 20, reconnectRate: RECONNECT_AFTER,
        ...(rate === undefined ? {} : { overallRate: rate }),
        setupClient: (one) => one.setRequests(requestsOf(client++)),
      },
      (error: Error | null, result) => {
        if (error !== null) return reject(error);
        resolve({
          perSecond: taken.length / result.duration, offeredPerSecond: all / result.duration, p50: percentile(taken, 0.5), p99: percentile(taken, 0.99),
          shed, wrong: wrong + result.errors, receipts: devices,
        });
      },
    );
    instance.on("response", (_client, status, _bytes, ms) => {
      all += 1;
      if (status === 200) taken.push(ms);
    });
  });
}
