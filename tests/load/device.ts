import { Agent, request } from "node:http";
import { pushAnswer } from "../../packages/contracts/src/outbox.ts";
import type { EntryResult, OutboxEntry } from "../../packages/contracts/src/outbox.ts";
import { aBody, aPush, anEntry, setCity } from "../../server/src/testing/entries.ts";
import type { TestPerson } from "../../server/src/testing/people.ts";

/** What people enroll in. */
export interface Program {
  readonly programId: string;
  readonly providerId: string;
}

/** The program of the small catalog of tests. */
const sampleProgram: Program = { programId: "sample-college:welding", providerId: "sample-college" };

const anEnrollment = (n: number, program: Program): OutboxEntry =>
  anEntry({
    n, kind: "enrollment.submit",
    body: aBody.enrollment({ ...program, consent: aBody.consent(program.providerId, "enrollment", ["firstName", "lastName", "email", "message"]) } as never),
  });

export interface Answered {
  readonly status: number;
  readonly body: string;
  readonly retryAfter: string | undefined;
}

/** `null`: the connection broke before the answer had come. */
export function post(agent: Agent, port: number, path: string, headers: Readonly<Record<string, string>>, body: string): Promise<Answered | null> {
  return new Promise((resolve) => {
    const asked = request({ agent, host: "127.0.0.1", port, path, method: "POST", headers: { ...headers, "Content-Length": Buffer.byteLength(body) } }, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
      answer.on("end", () => resolve(answer.complete ? { status: answer.statusCode ?? 0, body: text, retryAfter: answer.headers["retry-after"] } : null));
      answer.on("error", () => resolve(null));
    });
    asked.on("error", () => resolve(null));
    asked.end(body);
  });
}

/** What somebody's device holds receipts of. */
export interface Receipts {
  readonly person: Pick<TestPerson, "userId">;
  readonly acked: ReadonlyMap<string, { readonly receipt: string; readonly enrollment: boolean }>;
}

/** A phone that decides on and on, remembers what it got receipts for, and sends again what it got no answer to. */
export class Device implements Receipts {
  readonly acked = new Map<string, { readonly receipt: string; readonly enrollment: boolean }>();
  readonly person: TestPerson;
  /** Pushes that had to be sent again, and entries of them that the server had taken already. */
  sentAgain = 0;
  replayed = 0;
  refused = 0;
  /** Entries whose second answer was another one than the first. */
  contradicted = 0;
  #made: number;
  #unanswered: readonly OutboxEntry[] = [];
  #cutOff = false;
  readonly #program: Program;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });

  /** `number`: no two devices of a run may have the same, since ids of entries are unique over all people. */
  constructor(person: TestPerson, number: number, program = sampleProgram) {
    this.person = person;
    this.#program = program;
    this.#made = number * 1_000_000;
  }

  /** One push of `count` entries, every eighth an enrollment. Whether it was answered. */
  async push(port: number, count: number): Promise<boolean> {
    const entries = this.owes ? this.#unanswered : Array.from({ length: count }, () => this.#decide());
    this.#unanswered = entries;
    const answer = await post(this.#agent, port, "/api/v1/outbox", this.person.headers, JSON.stringify(aPush(this.person.userId, entries)));
    if (answer === null) {
      this.#cutOff = true;
      return false;
    }
    if (answer.status === 503 || answer.status === 429) {
      this.refused += 1;
      return true;
    }
    if (answer.status !== 200) throw new Error(`a push was answered ${answer.status}: ${answer.body.slice(0, 300)}`);
    this.#unanswered = [];
    if (this.#cutOff) this.sentAgain += 1;
    this.#cutOff = false;
    for (const result of pushAnswer.parse(JSON.parse(answer.body)).results) this.#keep(result, entries);
    return true;
  }

  get owes(): boolean {
    return this.#unanswered.length > 0;
  }

  close(): void {
    this.#agent.destroy();
  }

  #decide(): OutboxEntry {
    const n = ++this.#made;
    return n % 8 === 0 ? anEnrollment(n, this.#program) : setCity(n, `Town ${n}`);
  }

  #keep(result: EntryResult, entries: readonly OutboxEntry[]): void {
    if (result.status !== "accepted") throw new Error(`an entry was ${JSON.stringify(result)}`);
    if (result.replayed) this.replayed += 1;
    if ((this.acked.get(result.id)?.receipt ?? result.receipt) !== result.receipt) this.contradicted += 1;
    this.acked.set(result.id, { receipt: result.receipt, enrollment: entries.some(({ id, kind }) => id === result.id && kind === "enrollment.submit") });
  }
}
