import type { PartnerId, Role, UserId } from "@pathwayks/contracts";

/** On whose behalf something is done. Every method of a repository takes one and filters by it in SQL. */
export type Actor =
  | { readonly kind: "anonymous" }
  | {
      readonly kind: "person";
      readonly userId: UserId;
      readonly role: Role;
      /** The school or employer that the person works for; only for those roles. */
      readonly partnerId: PartnerId | null;
      /** The workforce center; only for its staff. */
      readonly centerId: string | null;
      readonly sessionId: string;
      /** The session may only set up a second factor. */
      readonly limited: boolean;
      /** The account was erased: all that is left for this session to hear is what to take off the device. */
      readonly closed?: true;
      /** When a password or second factor was last proved. Milliseconds. */
      readonly provedAt: number;
    }
  /** The server itself: jobs, operator commands. */
  | { readonly kind: "system"; readonly name: string };

export type Person = Extract<Actor, { readonly kind: "person" }>;

/** How the audit names an actor. */
export const actorName = (actor: Actor): string =>
  actor.kind === "person" ? `${actor.role}:${actor.userId}` : actor.kind === "system" ? `system:${actor.name}` : "anonymous";
