import type { Reason } from "@pathwayks/contracts";
import type { Phrase, Value } from "./phrase.ts";
import type { Reader } from "./detail.ts";
import { broken, variants } from "./variants.ts";
import type { Side } from "./variants.ts";

/**
 * The sentence for a reason on the side where the ranking put it: the most telling one whose facts are there. Never fails:
 * the last sentence of each kind needs no fact.
 */
export function reasonPhrase(reason: Reason, side: Side): Phrase {
  for (const { key, values: readers } of side === "against" ? broken : []) {
    const values = read(readers, reason);
    if (values !== null) return { key, values };
  }
  for (const variant of variants[reason.kind][side]) {
    const values = read(variant.values ?? {}, reason);
    if (values === null) continue;
    const key = `reasons:${reason.kind}.${side}${variant.name === undefined ? "" : `.${variant.name}`}`;
    const count = variant.count === undefined ? undefined : reason.detail[variant.count];
    return typeof count === "number" ? { key, values, count } : { key, values };
  }
  return { key: `reasons:${reason.kind}.${side}` };
}

function read(readers: Readonly<Record<string, Reader>>, reason: Reason): Record<string, Value> | null {
  const values: Record<string, Value> = {};
  for (const [name, reader] of Object.entries(readers)) {
    const value = reader(reason);
    if (value === undefined) return null;
    values[name] = value;
  }
  return values;
}
