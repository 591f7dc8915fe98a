import type { Role } from "@pathwayks/contracts";
import type { Actor } from "./actor.ts";

// Who may do what, over whose things: the roles and permissions of the walkthrough (4.3), narrowed by section 6.6 of the
// reliability page. What is not in this table is forbidden. There is no `*`: an administrator reads nobody's record.

/**
 * How far a permission reaches. `any`: it concerns no person. `own`: what is the actor's. `partner`: what people sent to the
 * school or employer that the actor works for. `case`: people with whom the actor has an open case. `consented`: people who
 * agreed to be helped by the actor's workforce center.
 */
export type Reach = "any" | "own" | "partner" | "case" | "consented";

/** `limited`: somebody whose role demands a second factor that is not set up yet. `closed`: whose account was erased. */
export type ActorClass = Role | "anonymous" | "limited" | "closed";

type Grant = Readonly<Partial<Record<ActorClass, Reach>>>;

const allRoles = (reach: Reach) => ({ user: reach, employer: reach, trainingProvider: reach, workforceCenter: reach, admin: reach }) as const;
const everybody: Grant = { anonymous: "any", limited: "any", closed: "any", ...allRoles("any") };
const people: Grant = allRoles("own");
const peopleAndLimited: Grant = { limited: "own", ...allRoles("own") };

export const permissions = {
  "read:service": everybody,
  "read:programs": everybody,
  "read:jobs": everybody,
  "rank:pathways": everybody,
  "sign:in": everybody,
  /** Also for whom the session ran out: the refresh cookie is still to be made worthless. */
  "sign:out": { anonymous: "any", ...peopleAndLimited },
  "set-up:second-factor": peopleAndLimited,
  "read:own-account": peopleAndLimited,
  "write:own-account": people,
  "read:own-changes": { closed: "own", ...people },
  "read:own-profile": people,
  "write:own-profile": people,
  "erase:own-profile": people,
  "apply:jobs": { user: "own" },
  "enroll:programs": { user: "own" },
  "read:applicants": { employer: "partner" },
  "answer:applicants": { employer: "partner" },
  "read:enrollments": { trainingProvider: "partner" },
  "answer:enrollments": { trainingProvider: "partner" },
  "answer:guardian": everybody,
  "open:case": { workforceCenter: "consented" },
  "read:users": { workforceCenter: "case" },
  "assist:enrollment": { workforceCenter: "case" },
} as const satisfies Readonly<Record<string, Grant>>;
export type Permission = keyof typeof permissions;

export const classOf = (actor: Exclude<Actor, { readonly kind: "system" }>): ActorClass =>
  actor.kind === "anonymous" ? "anonymous" : actor.closed ? "closed" : actor.limited ? "limited" : actor.role;

/** How far this actor's permission reaches; `null`: not at all. */
export function reachOf(of: ActorClass, permission: Permission): Reach | null {
  const grant: Grant = permissions[permission];
  return grant[of] ?? null;
}
