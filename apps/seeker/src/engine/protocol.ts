import type { Engine, UpdateProgress } from "./port.ts";

// What goes between the page and the worker. Both ends are built together, so there is no version to negotiate; the types
// of the port are the types of the wire.

/**
 * What the worker cannot read itself: the setting (`auto`: nobody has set it), and where the person is, so that it knows
 * which jobs to fetch.
 */
export interface Subscription {
  readonly dataUse: "auto" | "all" | "own-region" | "ask";
  /** `null`: not known in this page, so the regions that are on the device stay as they are. */
  readonly place: { readonly zip: string | null; readonly countyFips: string | null } | null;
}

/** The port as the worker serves it: questions with one answer each. Progress is an event. */
export interface Desk extends Omit<Engine, "update" | "onProgress"> {
  update(subscription: Subscription): Promise<UpdateProgress>;
}

export type Question = keyof Desk;
export type Ask<Q extends Question> = Parameters<Desk[Q]>;
export type Answer<Q extends Question> = Awaited<ReturnType<Desk[Q]>>;

export interface Call {
  readonly id: number;
  readonly question: Question;
  readonly args: readonly unknown[];
}

/**
 * How a question went wrong. `worker`: the browser did not start the engine. `storage`: the device's database failed;
 * `detail` is its fault. `catalog`: there is no usable catalog. `bug`: our mistake.
 */
export type FaultKind = "worker" | "storage" | "catalog" | "bug";

export type Reply =
  | { readonly kind: "answer"; readonly id: number; readonly value: unknown }
  | { readonly kind: "fault"; readonly id: number; readonly fault: FaultKind; readonly detail: string }
  | { readonly kind: "progress"; readonly progress: UpdateProgress }
  | { readonly kind: "ready" };
