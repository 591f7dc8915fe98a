import { userId } from "@pathwayks/contracts";
import { expect, test } from "vitest";
import type { Reply } from "../net/net.ts";
import { judgeChanges, judgePush } from "./verdict.ts";

const answer = (status: number, json: unknown, retryAfterMs: number | null = null): Reply => ({ kind: "answer", status, json, retryAfterMs, serverMs: null });
const said = (code: string, field?: string): unknown => ({
  error: { code, message: "no", details: field === undefined ? [] : [{ field, message: "no" }], requestId: "req_abcdefgh", timestamp: "2026-11-23T14:00:00Z" },
});
const taken = { epoch: "e", results: [] };

test.each<[string, Reply, unknown]>([
  ["no answer", { kind: "none" }, { kind: "later", afterMs: null, fault: null }],
  ["what was expected", answer(200, taken), { kind: "answered", answer: taken, serverMs: null }],
  ["200 with a page", answer(200, undefined), { kind: "later", afterMs: null, fault: null }],
  ["200 with other JSON", answer(200, { ok: true }), { kind: "later", afterMs: null, fault: null }],
  ["200 with nothing", answer(200, undefined), { kind: "later", afterMs: null, fault: null }],
  ["204", answer(204, undefined), { kind: "later", afterMs: null, fault: null }],
  ["400", answer(400, said("VALIDATION_ERROR")), { kind: "refused", status: 400 }],
  ["401", answer(401, said("UNAUTHORIZED")), { kind: "sign-in" }],
  ["401 with a page", answer(401, undefined), { kind: "later", afterMs: null, fault: null }],
  ["403", answer(403, said("FORBIDDEN")), { kind: "refused", status: 403 }],
  ["404", answer(404, said("NOT_FOUND")), { kind: "refused", status: 404 }],
  ["404 with a page", answer(404, undefined), { kind: "later", afterMs: null, fault: null }],
  ["408", answer(408, undefined), { kind: "later", afterMs: null, fault: null }],
  ["409", answer(409, said("CONFLICT")), { kind: "refused", status: 409 }],
  ["409 about the account", answer(409, said("CONFLICT", "account")), { kind: "sign-in" }],
  ["410", answer(410, said("NOT_FOUND")), { kind: "refused", status: 410 }],
  ["413", answer(413, said("PAYLOAD_TOO_LARGE")), { kind: "refused", status: 413 }],
  ["422", answer(422, said("VALIDATION_ERROR")), { kind: "refused", status: 422 }],
  ["425", answer(425, undefined), { kind: "later", afterMs: null, fault: null }],
  ["429", answer(429, said("TOO_MANY_REQUESTS"), 9_000), { kind: "later", afterMs: 9_000, fault: null }],
  ["500", answer(500, said("INTERNAL_ERROR")), { kind: "later", afterMs: null, fault: "http-500" }],
  ["503", answer(503, undefined, 5_000), { kind: "later", afterMs: 5_000, fault: "http-503" }],
  ["302 that was not followed", answer(302, undefined), { kind: "later", afterMs: null, fault: null }],
])("%s", (_name, reply, verdict) => {
  expect(judgePush(reply)).toEqual(verdict);
});

test("changes of another account say that somebody else is signed in", () => {
  const [mine, other] = ["01936d5c-0000-7000-8000-000000000001", "01936d5c-0000-7000-8000-000000000002"].map((id) => userId.parse(id));
  const page = answer(200, { account: mine, epoch: "e", reset: false, changes: [], next: "e.1", more: false });
  expect(judgeChanges(page, mine!).kind).toBe("answered");
  expect(judgeChanges(page, other!).kind).toBe("sign-in");
});
