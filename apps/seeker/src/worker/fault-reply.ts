import { DeviceFault } from "@pathwayks/sync";
import type { FaultKind, Reply } from "../engine/protocol.ts";

/** Thrown by the desk where there is no catalog to answer from. */
export class NoCatalog extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = "NoCatalog";
  }
}

/** An error as it crosses to the page. A bug keeps its message, so that a test or a report can name it. */
export function faultReply(id: number, error: unknown): Reply {
  const [fault, detail] = kindOf(error);
  return { kind: "fault", id, fault, detail };
}

function kindOf(error: unknown): [FaultKind, string] {
  if (error instanceof DeviceFault) return ["storage", error.fault];
  if (error instanceof NoCatalog) return ["catalog", error.message];
  return ["bug", error instanceof Error ? error.message : String(error)];
}
