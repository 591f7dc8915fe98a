import type { FaultKind } from "./protocol.ts";

/**
 * A question that the engine could not answer. `worker`: this browser did not start the engine, so ranking and search are
 * not possible here. `storage`: the device's database failed; `detail` is its fault. `catalog`: there is no usable catalog.
 * `bug`: our mistake.
 */
export class EngineFault extends Error {
  readonly kind: FaultKind;
  readonly detail: string;
  constructor(kind: FaultKind, detail: string) {
    super(`engine ${kind}: ${detail}`);
    this.name = "EngineFault";
    this.kind = kind;
    this.detail = detail;
  }
}
