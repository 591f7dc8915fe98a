import type { PartnerId, UserId } from "@pathwayks/contracts";
import type { Actor } from "./actor.ts";
import { classOf, reachOf } from "./permissions.ts";
import type { Permission } from "./permissions.ts";

/** A thing of somebody's, with what decides who else may touch it. */
export interface Resource {
  readonly owner: UserId;
  /** The school or employer that it was sent to. */
  readonly partnerId?: PartnerId | null;
  /** Whether the asking actor has an open case with the owner. */
  readonly openCase?: boolean;
  /** Workforce centers that the owner agreed to be helped by. */
  readonly agreedCenters?: readonly string[];
}

/**
 * Whether `actor` may do this to that; `resource: null` where it concerns no person. Lists and look-ups filter by the same
 * rule in SQL, so that what is not the actor's is never read: this is the rule in one place, for what is already at hand.
 */
export function can(actor: Actor, permission: Permission, resource: Resource | null): boolean {
  if (actor.kind === "system") return true;
  const reach = reachOf(classOf(actor), permission);
  if (reach === null || reach === "any" || resource === null) return reach !== null && (reach === "any" || actor.kind === "person");
  if (actor.kind === "anonymous") return false;
  switch (reach) {
    case "own":
      return resource.owner === actor.userId;
    case "partner":
      return actor.partnerId !== null && resource.partnerId === actor.partnerId;
    case "case":
      return resource.openCase === true;
    case "consented":
      return actor.centerId !== null && resource.agreedCenters?.includes(actor.centerId) === true;
  }
}
