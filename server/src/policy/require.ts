import type { MiddlewareHandler } from "hono";
import type { AppContext, AppEnv } from "../http/context.ts";
import type { Problems } from "../http/problem.ts";
import type { Person } from "./actor.ts";

/** How long a proof of who somebody is counts for what cannot be taken back. Milliseconds. */
export const PROOF_MS = 10 * 60_000;

/** Who is signed in, for a route behind {@link requirePerson}; on any other route asking is a bug. */
export function personOf(c: AppContext): Person {
  const actor = c.get("actor");
  if (actor.kind !== "person") throw new Error("a route asks for a person without requiring one");
  return actor;
}

export interface Required {
  /** Also a session that may only set up a second factor. */
  readonly limited?: boolean;
}

/** Lets only people through who are signed in. What they get is theirs alone, so no cache may keep it. */
export const requirePerson =
  (problems: Problems, { limited = false }: Required = {}): MiddlewareHandler<AppEnv> =>
  async (c, next) => {
    const actor = c.get("actor");
    if (actor.kind !== "person") return problems.answer(c, "UNAUTHORIZED", "Sign in first.");
    if (actor.limited && !limited)
      return problems.answer(c, "FORBIDDEN", "Set up a second factor first; this account must have one.", [{ field: "secondFactor", message: "must be set up" }]);
    c.header("Cache-Control", "no-store");
    return next();
  };

/** Lets through who proved a password or second factor within {@link PROOF_MS}; others are asked to by the field `proof`. */
export const requireRecentProof =
  (problems: Problems, now: () => number): MiddlewareHandler<AppEnv> =>
  async (c, next) =>
    now() - personOf(c).provedAt <= PROOF_MS
      ? next()
      : problems.answer(c, "FORBIDDEN", "Prove again that it is you, then try once more.", [{ field: "proof", message: "must be newer: POST /api/v1/users/prove" }]);
