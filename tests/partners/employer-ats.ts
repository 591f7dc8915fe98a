import { startStandIn } from "./stand-in.ts";
import type { Asked, Said, StandIn } from "./stand-in.ts";

/** A candidate, as the system holds it. */
export interface Candidate {
  readonly candidate_id: number;
  readonly body: Readonly<Record<string, unknown>>;
  stage: string;
  stage_changed_at: string | null;
  interview_at: string | null;
  comment: string | null;
  withdrawn: boolean;
}

export interface EmployerAts extends StandIn {
  readonly candidates: Candidate[];
  move(id: number, stage: string, at: string, more?: Partial<Candidate>): void;
}

export interface AtsOptions {
  readonly port?: number;
  readonly secret?: string;
  /** Whether it can be asked for candidates by an outside id. */
  readonly lookup?: boolean;
  /** Moves a candidate on by itself at the second time that it is asked. */
  readonly decidesBy?: () => string;
}

/**
 * A stand-in for an employer's applicant tracking system. Its quirks: names with underscores, numbers for ids, stages of its
 * own, and no idempotency: what is posted twice is there twice. With `lookup` off it cannot be asked by our id either.
 */
export async function startEmployerAts({ port = 0, secret = "ats-secret", lookup = true, decidesBy }: AtsOptions = {}): Promise<EmployerAts> {
  const candidates: Candidate[] = [];
  const asked = new Map<number, number>();
  const find = (id: string) => candidates.find(({ candidate_id }) => String(candidate_id) === id);
  const shown = ({ body: _, withdrawn: __, ...rest }: Candidate) => rest;

  function move(id: number, stage: string, at: string, more: Partial<Candidate> = {}): void {
    const found = find(String(id));
    if (found === undefined) throw new Error(`there is no candidate ${id}`);
    Object.assign(found, { stage, stage_changed_at: at, ...more });
  }

  function read(found: Candidate | undefined): Said {
    if (found === undefined) return { status: 404, body: { message: "not found" } };
    const times = (asked.get(found.candidate_id) ?? 0) + 1;
    asked.set(found.candidate_id, times);
    if (decidesBy !== undefined && times === 2 && found.stage === "new") move(found.candidate_id, "screening", decidesBy(), { comment: "This is a stand-in, not an employer." });
    return { status: 200, body: shown(found) };
  }

  function create({ body }: Asked): Said {
    if (typeof body["external_id"] !== "string" || typeof body["opening"] !== "string") return { status: 400, body: { message: "external_id and opening are required" } };
    const candidate_id = 7_000 + candidates.length;
    candidates.push({ candidate_id, body, stage: "new", stage_changed_at: null, interview_at: null, comment: null, withdrawn: false });
    return { status: 201, body: { candidate_id } };
  }

  function answer(request: Asked): Said | null {
    const { method, path, query } = request;
    if (method === "POST" && path === "/candidates") return create(request);
    if (method === "GET" && path === "/candidates" && lookup)
      return { status: 200, body: { candidates: candidates.filter(({ body }) => body["external_id"] === query.get("external_id")).map(shown) } };
    const [, id, verb] = /^\/candidates\/(\d+)(\/withdraw)?$/.exec(path) ?? [];
    if (id === undefined) return null;
    if (method === "GET" && verb === undefined) return read(find(id));
    if (method !== "POST" || verb === undefined) return null;
    const found = find(id);
    if (found !== undefined) found.withdrawn = true;
    return { status: found === undefined ? 404 : 204 };
  }

  return { ...(await startStandIn(secret, answer, port)), candidates, move };
}
