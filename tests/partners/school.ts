import { startStandIn } from "./stand-in.ts";
import type { Asked, Said, StandIn } from "./stand-in.ts";

/** A request to enroll, as the school holds it. */
export interface HeldEnrollment {
  readonly reference: string;
  readonly key: string;
  readonly body: Readonly<Record<string, unknown>>;
  status: string;
  decidedAt: string | null;
  note: string;
  enrolledOn: string | null;
}

export interface School extends StandIn {
  readonly held: HeldEnrollment[];
  decide(reference: string, status: string, at: string, note?: string): void;
}

export interface SchoolOptions {
  readonly port?: number;
  readonly secret?: string;
  /** Decides by itself at the second time that it is asked; the instant is what a decision is dated. */
  readonly decidesBy?: () => string;
}

/**
 * A stand-in for a school's enrollment interface. Its quirks: it insists on an idempotency key and gives the first answer to
 * the same one again; it calls nobody back, so it must be asked for its answer; it forgets nothing that was withdrawn.
 */
export async function startSchool({ port = 0, secret = "school-secret", decidesBy }: SchoolOptions = {}): Promise<School> {
  const held: HeldEnrollment[] = [];
  const asked = new Map<string, number>();
  const find = (id: string) => held.find(({ reference, key }) => reference === id || key === id);

  function create({ headers, body }: Asked): Said {
    const key = headers["idempotency-key"];
    if (typeof key !== "string") return { status: 400, body: { error: "an Idempotency-Key is needed" } };
    const known = find(key);
    if (known !== undefined) return { status: 200, body: { reference: known.reference } };
    const reference = `E-${String(held.length + 1).padStart(5, "0")}`;
    held.push({ reference, key, body, status: "requested", decidedAt: null, note: "", enrolledOn: null });
    return { status: 201, body: { reference } };
  }

  function read(found: HeldEnrollment | undefined): Said {
    if (found === undefined) return { status: 404, body: { error: "there is no such request" } };
    const times = (asked.get(found.reference) ?? 0) + 1;
    asked.set(found.reference, times);
    if (decidesBy !== undefined && times === 2 && found.decidedAt === null) decide(found.reference, "enrolled", decidesBy(), "This is a stand-in, not a school.");
    const { reference, status, decidedAt, note, enrolledOn } = found;
    return { status: 200, body: { reference, status, decidedAt, note, enrolledOn, expectedCompletion: null } };
  }

  function decide(reference: string, status: string, at: string, note = ""): void {
    const found = find(reference);
    if (found === undefined) throw new Error(`the school holds no ${reference}`);
    Object.assign(found, { status, decidedAt: at, note, enrolledOn: status === "enrolled" ? at.slice(0, 10) : null });
  }

  function answer(request: Asked): Said | null {
    const { method, path, query } = request;
    const reference = /^\/enrollments\/([A-Za-z0-9-]+)$/.exec(path)?.[1];
    if (method === "POST" && path === "/enrollments") return create(request);
    if (method === "GET" && path === "/enrollments") return read(find(query.get("requestId") ?? ""));
    if (reference === undefined) return null;
    if (method === "GET") return read(find(reference));
    if (method !== "DELETE") return null;
    const found = find(reference);
    if (found !== undefined) found.status = "withdrawn";
    return { status: found === undefined ? 404 : 204 };
  }

  return { ...(await startStandIn(secret, answer, port)), held, decide };
}
